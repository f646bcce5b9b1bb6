package io.lazyloader.samples.suites;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs one program, each time in a JVM of its own and in the same fresh directory. */
final class AppRunner {
  private static final Path INPUTS = Path.of("src/test/resources/programs");
  private static final int TIMEOUT_SECONDS = 300;

  private final App app;
  private final Path work;
  private final String classPath;

  /** Fetches the program. */
  AppRunner(App app, Path directory) throws IOException {
    this.app = app;
    this.work = directory.resolve("work");
    this.classPath =
        Child.join(Coordinates.classPath(app.artifacts(), directory.resolve("libraries")));
  }

  Run eager() throws IOException {
    return run(List.of());
  }

  Run lazy(String options) throws IOException {
    return run(List.of(Child.agent(options)));
  }

  private Run run(List<String> agent) throws IOException {
    Path inputs = Files.createDirectories(Child.freshDirectory(work).resolve("in"));
    try (Stream<Path> files = Files.list(INPUTS)) {
      for (Path file : files.toList()) {
        Files.copy(file, inputs.resolve(file.getFileName()));
      }
    }
    List<String> command = Child.jvm();
    command.addAll(app.jvmArguments());
    command.addAll(agent);
    command.addAll(List.of("-cp", classPath, app.mainClass()));
    command.addAll(app.arguments());
    Child.Outcome outcome = Child.run(command, work, TIMEOUT_SECONDS);

    Map<String, String> texts = new TreeMap<>();
    texts.put("exit code", String.valueOf(outcome.exitCode()));
    texts.put("standard output", outcome.out());
    texts.put("standard error", outcome.err());
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(work.relativize(file).toString(), Child.text(file));
      }
    }
    return new Run(texts, outcome.exitCode(), outcome.seconds());
  }

  /**
   * All that can be seen of a run from outside.
   *
   * @param texts exit code, what was printed, and each file that lies in the directory afterwards
   */
  record Run(Map<String, String> texts, int exitCode, double seconds) {}
}
