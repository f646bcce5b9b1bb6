package io.lazyloader.samples.suites;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Processes that are started, waited for and measured. */
final class Child {
  static final String PATH_SEPARATOR = System.getProperty("path.separator");
  private static final Path AGENT =
      Path.of(System.getProperty("agent.jar")).toAbsolutePath().normalize();

  private Child() {}

  /** A JVM as the one that runs this; the rest of the command follows. */
  static List<String> jvm(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    return command;
  }

  static String agent(String options) {
    return "-javaagent:" + agentJar() + "=" + options;
  }

  /** The agent, which is the command line, too. */
  static Path agentJar() {
    if (!Files.isRegularFile(AGENT)) {
      throw new IllegalStateException("no agent jar at " + AGENT + ": build loader-agent first");
    }
    return AGENT;
  }

  static String join(List<Path> entries) {
    return String.join(PATH_SEPARATOR, entries.stream().map(Path::toString).toList());
  }

  /** Fails when the process has not ended in time. */
  static Outcome run(List<String> command, Path directory, int timeoutSeconds) throws IOException {
    Path out = Files.createTempFile("out", ".txt");
    Path err = Files.createTempFile("err", ".txt");
    try {
      long began = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(timeoutSeconds, TimeUnit.SECONDS);
      double seconds = (System.nanoTime() - began) / 1e9;
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        throw new AssertionError("no end after " + timeoutSeconds + " s: " + command);
      }
      return new Outcome(process.exitValue(), text(out), text(err), seconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Any bytes are a text in this charset, so that two texts differ whenever two files do. */
  static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty directory, whatever was there before. */
  static Path freshDirectory(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(directory);
  }

  /** How a process ended, what it printed, and how long it took by the wall clock. */
  record Outcome(int exitCode, String out, String err, double seconds) {}
}
