package io.lazyloader.samples.suites;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** What this module brings for a program: inputs, sources and projects. */
final class Sources {
  private static final Path ROOT = Path.of("src/test/programs");
  private static final int TIMEOUT_SECONDS = 900;

  private Sources() {}

  /** Copies the inputs that all programs share, and those of this one. */
  static void copyInputs(Program program, Path work) throws IOException {
    copy(ROOT.resolve("shared/in"), work.resolve("in"));
    copy(ROOT.resolve(program.name()).resolve("in"), work.resolve("in"));
  }

  /** Compiles the program's sources, if it has some, and copies what else lies there. */
  static void compile(Program program, List<Path> classPath, List<Path> processors, Path classes)
      throws IOException {
    Path sources = ROOT.resolve(program.name()).resolve("java");
    if (!Files.isDirectory(sources)) {
      return;
    }
    copy(sources, classes);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--release", "17", "-parameters", "-nowarn", "-Xlint:none"));
    arguments.addAll(List.of("-cp", Child.join(classPath), "-d", classes.toString()));
    if (processors.isEmpty()) {
      arguments.add("-proc:none");
    } else {
      arguments.addAll(List.of("-processorpath", Child.join(processors)));
    }
    try (Stream<Path> files = Files.walk(sources)) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler.run(null, System.out, System.err, arguments.toArray(String[]::new)) != 0) {
      throw new IllegalStateException("the sources of " + program + " do not compile");
    }
  }

  /** Packages the program's project, if it has one and that was not done before. */
  static void build(Program program, Path project) throws IOException {
    Path sources = ROOT.resolve(program.name()).resolve("project");
    if (!Files.isDirectory(sources) || Files.isDirectory(project.resolve("target"))) {
      return;
    }
    copy(sources, project);
    Child.Outcome outcome = Child.run(Coordinates.maven("package"), project, TIMEOUT_SECONDS);
    if (outcome.exitCode() != 0) {
      throw new IOException("the project of " + program + " was not packaged: " + outcome);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            Path copy = to.resolve(from.relativize(file).toString());
            try {
              if (Files.isDirectory(file)) {
                Files.createDirectories(copy);
              } else {
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
