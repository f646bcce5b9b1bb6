package io.lazyloader.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.Lazy;
import io.lazyloader.agent.about.About;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.tools.ToolProvider;
import net.bytebuddy.build.BuildLogger;
import net.bytebuddy.build.Plugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LazyPluginTest {
  private static final String READER =
      """
      import java.lang.invoke.MethodHandles;
      import java.util.function.Supplier;
      public class Reader implements Supplier<String> {
        public String get() {
          try {
            return "" + Parts.class.getDeclaredField("ONE").get(null)
                + MethodHandles.lookup().findStaticGetter(Parts.class, "TWO", Object.class).invoke();
          } catch (Throwable e) {
            throw new IllegalStateException(e);
          }
        }
      }
      """;

  @TempDir Path directory;

  @Test
  void reflection_in_a_woven_class_resolves_fields_of_another() throws Exception {
    Path woven =
        weave(
            "Parts",
            "class Parts { @io.lazyloader.Lazy static final Object ONE = new String(\"one\"), TWO = new String(\"two\"); }",
            "Reader",
            READER);

    URL[] urls = {woven.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls)) {
      Object reader = loader.loadClass("Reader").getDeclaredConstructor().newInstance();
      assertThat(((Supplier<?>) reader).get()).isEqualTo("onetwo");
    }
  }

  @Test
  void a_woven_field_with_lazy_members_gives_a_proxy_without_an_agent() throws Exception {
    Path woven =
        weave(
            "Parts",
            """
            import io.lazyloader.Lazy;
            import java.util.List;
            class Parts {
              static int runs;
              @Lazy(access = Lazy.Access.MEMBER) static final List<String> LIST = made();
              static List<String> made() { runs++; return List.of("made"); }
            }
            """,
            "Reader",
            """
            import io.lazyloader.LazyLoader;
            public class Reader implements java.util.function.Supplier<String> {
              public String get() {
                Object read = Parts.LIST;
                return "" + LazyLoader.isProxy(read) + Parts.runs + read + Parts.runs + (read == Parts.LIST);
              }
            }
            """);

    URL[] urls = {woven.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls)) {
      Object reader = loader.loadClass("Reader").getDeclaredConstructor().newInstance();
      assertThat(((Supplier<?>) reader).get()).isEqualTo("true0[made]1true");
    }
  }

  @Test
  void a_build_in_which_nothing_is_lazy_keeps_its_bytes() throws Exception {
    Path woven = weave("Parts", "class Parts { static Object ONE, TWO; }", "Reader", READER);

    assertThat(woven.resolve("Reader.class"))
        .hasSameBinaryContentAs(directory.resolve("plain/Reader.class"));
  }

  @Test
  void a_filter_among_the_plugin_s_dependencies_keeps_a_field_eager() throws Exception {
    Path woven =
        weave(
            "Parts",
            "class Parts { @io.lazyloader.Lazy private static final Object KEPT_BY_FILTER = new String(\"kept\"), LAZY = new String(); }",
            "Reader",
            READER.replace("ONE", "KEPT_BY_FILTER").replace("TWO", "LAZY"));

    String parts = Files.readString(woven.resolve("Parts.class"), StandardCharsets.ISO_8859_1);
    assertThat(parts).contains("$lazy$init$LAZY").doesNotContain("$lazy$init$KEPT_BY_FILTER");
  }

  @Test
  void a_class_that_weaving_breaks_is_named_with_all_that_a_report_needs() {
    assertThat(Weaver.invalid("com.acme.Main", "<clinit> has no end"))
        .startsWith(
            "com.acme.Main would become invalid: <clinit> has no end. Mark the class @Eager")
        .endsWith(About.pleaseReport() + ".");
  }

  /** Compiles and weaves two classes of the unnamed package. */
  private Path weave(String name, String source, String otherName, String otherSource)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    Path plain = Files.createDirectory(directory.resolve("plain"));
    String core =
        new File(Lazy.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .getPath();
    arguments.addAll(List.of("-d", plain.toString(), "-cp", core, "-proc:none"));
    arguments.add(Files.writeString(directory.resolve(name + ".java"), source).toString());
    arguments.add(
        Files.writeString(directory.resolve(otherName + ".java"), otherSource).toString());
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(new String[0]));
    assertThat(result).isZero();
    Path woven = Files.createDirectory(directory.resolve("woven"));
    new Plugin.Engine.Default()
        .apply(
            plain.toFile(),
            woven.toFile(),
            new Plugin.Factory.Simple(new LazyPlugin(plain.toFile(), BuildLogger.NoOp.INSTANCE)));
    return woven;
  }
}
