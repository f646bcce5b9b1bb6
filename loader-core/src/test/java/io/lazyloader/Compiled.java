package io.lazyloader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Java source that a test compiles, and a class loader that tells what it has loaded of it. */
final class Compiled {
  private Compiled() {}

  /** Compiles sources, each beginning with its path as {@code // path/Name.java}. */
  static Path into(Path directory, String... sources) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String source : sources) {
      String header = source.strip().lines().findFirst().orElseThrow();
      assertThat(header).startsWith("// ");
      Path file = directory.resolve("src").resolve(header.substring(3));
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source));
    }
    Path classes = Files.createDirectories(directory.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  List.of("-d", classes.toString(), "-cp", library(), "-proc:none", "-g"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
    return classes;
  }

  /** Where this library's own classes are. */
  static String library() {
    return Path.of(LazyModule.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .toString();
  }

  /** Compiles sources and makes a class loader for them, below that of this library. */
  static Loader load(Path directory, String... sources) throws IOException {
    return new Loader(into(directory, sources));
  }

  /** A class loader that tells what it has loaded. */
  static final class Loader extends URLClassLoader {
    private final boolean showsFiles;

    Loader(Path place) throws MalformedURLException {
      this(place, true);
    }

    Loader(Path place, boolean showsFiles) throws MalformedURLException {
      super("test", new URL[] {place.toUri().toURL()}, Compiled.class.getClassLoader());
      this.showsFiles = showsFiles;
    }

    @Override
    public @Nullable URL getResource(String name) {
      return showsFiles ? super.getResource(name) : null;
    }

    boolean hasLoaded(String name) {
      return findLoadedClass(name) != null;
    }
  }
}
