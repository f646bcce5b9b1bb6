package io.lazyloader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers of services as modules. */
class ProvidersTest {
  @TempDir Path directory;

  @Test
  void providers_are_named_but_not_loaded() throws Exception {
    try (Compiled.Loader loader =
        Compiled.load(
            directory,
            """
            // acme/First.java
            package acme;
            public class First implements Runnable {
              public static final String NAME = "first";
              public First() { throw new IllegalStateException("must not be made"); }
              public void run() {}
            }
            """,
            """
            // acme/Second.java
            package acme;
            public class Second implements Runnable { public void run() {} }
            """)) {
      services("# ours\n\nacme.First # the first\n  acme.Second\nacme.First\n");

      List<LazyModule> modules = LazyModule.providersOf(Runnable.class, loader);

      assertThat(modules).extracting(LazyModule::name).containsExactly("acme.First", "acme.Second");
      assertThat(loader.hasLoaded("acme.First")).isFalse();
      assertThat(modules.get(0).get("NAME")).isEqualTo("first");
      assertThat(loader.hasLoaded("acme.Second")).isFalse();
    }
  }

  @Test
  void a_malformed_file_is_named_with_the_line() throws Exception {
    services("acme.First\nacme First\n");
    try (Compiled.Loader loader = new Compiled.Loader(directory.resolve("classes"))) {
      assertThatThrownBy(() -> LazyModule.providersOf(Runnable.class, loader))
          .isExactlyInstanceOf(LazyModuleException.class)
          .hasMessageMatching(
              "file:.*/META-INF/services/java.lang.Runnable line 2: 'acme First' is not the name"
                  + " of a class");
    }
  }

  @Test
  void a_file_that_can_t_be_read_is_an_error() {
    ClassLoader failing =
        new ClassLoader(null) {
          @Override
          public java.util.Enumeration<java.net.URL> getResources(String name)
              throws java.io.IOException {
            throw new java.io.IOException("no disk");
          }
        };

    assertThatThrownBy(() -> LazyModule.providersOf(Runnable.class, failing))
        .isExactlyInstanceOf(LazyModuleException.class)
        .hasMessage("providers of java.lang.Runnable can't be listed: no disk");
  }

  @Test
  void named_modules_provide_what_service_loader_finds_too() {
    ProvidersTest.class.getModule().addUses(FileSystemProvider.class);
    List<String> found =
        ServiceLoader.load(FileSystemProvider.class, ClassLoader.getSystemClassLoader()).stream()
            .map(provider -> provider.type().getName())
            .toList();

    assertThat(LazyModule.providersOf(FileSystemProvider.class))
        .extracting(LazyModule::name)
        .containsExactlyInAnyOrderElementsOf(found)
        .contains("jdk.nio.zipfs.ZipFileSystemProvider");
    // The bootstrap class loader does not see what the application's sees.
    assertThat(LazyModule.providersOf(FileSystemProvider.class, null))
        .extracting(LazyModule::name)
        .isNotEmpty()
        .doesNotContain("jdk.nio.zipfs.ZipFileSystemProvider");
  }

  private void services(String content) throws Exception {
    Path files = Files.createDirectories(directory.resolve("classes/META-INF/services"));
    Files.writeString(files.resolve("java.lang.Runnable"), content);
  }
}
