package io.lazyloader.agent.classpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A directory in which a test compiles classes and packs jars. */
public final class Workspace {
  private final Path directory;

  /** Makes one in a directory of the test's. */
  public Workspace(Path directory) {
    this.directory = directory;
  }

  /** The path of a file or directory in it. */
  public Path path(String name) {
    return directory.resolve(name);
  }

  /** Compiles sources, each beginning with its path as {@code // path/Name.java}. */
  public Path classes(String name, String... sources) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String source : sources) {
      String header = source.lines().findFirst().orElseThrow();
      Path file = path("src-" + name).resolve(header.substring("// ".length()));
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source));
    }
    Path target = Files.createDirectories(path(name));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options = List.of("-d", target.toString(), "-proc:none", "-g", "-nowarn");
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
    return target;
  }

  /** Packs a directory into a jar, with further attributes in its manifest. */
  public Path jar(String name, Path content, Map<String, String> attributes) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.forEach((key, value) -> manifest.getMainAttributes().putValue(key, value));
    Path jar = path(name);
    try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> files = Files.walk(content)) {
      for (Path file : files.sorted().toList()) {
        String entry = content.relativize(file).toString().replace('\\', '/');
        if (Files.isRegularFile(file)) {
          output.putNextEntry(new JarEntry(entry));
          Files.copy(file, output);
        } else if (!entry.isEmpty()) {
          output.putNextEntry(new JarEntry(entry + '/'));
        }
        output.closeEntry();
      }
    }
    return jar;
  }

  /** Packs a directory into a jar. */
  public Path jar(String name, Path content) throws IOException {
    return jar(name, content, Map.of());
  }

  /** Cuts the second half of a file off. */
  public static Path truncated(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }

  /** Moves a file to where its directories need not be yet. */
  public static Path move(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    return Files.move(from, to);
  }

  /** Writes entries as {@code -cp} takes them. */
  public static String classPath(Object... entries) {
    return String.join(File.pathSeparator, Stream.of(entries).map(Object::toString).toList());
  }
}
