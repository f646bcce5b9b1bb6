package io.lazyloader.samples.suites;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Runs one suite with JUnit's console launcher, each time in a JVM and a directory of its own. */
final class SuiteRunner {
  private static final Path OUR_CLASSES = Path.of("target", "classes").toAbsolutePath();
  private static final String CONSOLE =
      "org.junit.platform:junit-platform-console-standalone:"
          + System.getProperty("junit.version").replaceFirst("^5", "1");
  private static final int TIMEOUT_SECONDS = 60 * Integer.getInteger("suites.minutes");

  /** What the suites look into by reflection, as their own builds open it for them. */
  private static final List<String> OPENED =
      List.of(
          "java.io",
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.net",
          "java.nio",
          "java.text",
          "java.time",
          "java.time.chrono",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.regex",
          "sun.security.x509");

  private final Path directory;
  private final Path tests;
  private final List<Path> classPath = new ArrayList<>();

  /** Fetches and unpacks the suite. */
  SuiteRunner(Suite suite, Path directory) throws IOException {
    this.directory = directory;
    this.tests = directory.resolve("tests");
    classPath.addAll(Coordinates.classPath(List.of(CONSOLE), directory.resolveSibling("console")));
    List<Path> jars = Coordinates.classPath(suite.coordinates(), directory.resolve("libraries"));
    unpack(jars.get(0), Child.freshDirectory(tests));
    classPath.add(OUR_CLASSES);
    classPath.add(tests);
    classPath.addAll(jars.subList(1, jars.size()));
  }

  Run eager() throws IOException {
    return run(List.of());
  }

  /** A run with the agent, which writes its metrics into a file. */
  Run lazy(String options, Path metrics) throws IOException {
    return run(List.of(Child.agent(options + ",format=json,metrics=" + metrics)));
  }

  private Run run(List<String> agent) throws IOException {
    Path work = Child.freshDirectory(directory.resolve("work"));
    Path temporary = Files.createDirectory(work.resolve("tmp"));
    // Many tests read their files from where they lie in the project's sources.
    Files.createSymbolicLink(
        Files.createDirectories(work.resolve("src/test")).resolve("resources"), tests);
    Path statuses = directory.resolve("statuses.txt");
    Files.deleteIfExists(statuses);

    List<String> command = Child.jvm("-Xmx2g", "-Djava.awt.headless=true");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-D" + StatusRecorder.FILE + "=" + statuses);
    for (String name : OPENED) {
      command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED");
    }
    command.addAll(agent);
    command.addAll(List.of("-cp", Child.join(classPath)));
    command.addAll(List.of("org.junit.platform.console.ConsoleLauncher", "execute"));
    command.addAll(List.of("--scan-classpath=" + tests, "--disable-banner", "--details=none"));
    Child.Outcome outcome = Child.run(command, work, TIMEOUT_SECONDS);

    // 1 says that some test failed.
    if (outcome.exitCode() > 1 || !Files.exists(statuses)) {
      throw new AssertionError(
          "the suite did not run: " + outcome.err().lines().limit(50).toList());
    }
    return new Run(read(statuses), outcome.seconds());
  }

  private static Map<String, Status> read(Path statuses) throws IOException {
    Map<String, Status> byTest = new TreeMap<>();
    for (String line : Files.readAllLines(statuses)) {
      String[] columns = line.split("\t", -1);
      byTest.put(columns[0], new Status(columns[1], columns[2]));
    }
    return byTest;
  }

  private static void unpack(Path jar, Path into) throws IOException {
    try (ZipInputStream input = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry = input.getNextEntry(); entry != null; entry = input.getNextEntry()) {
        Path file = into.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(input, file);
        }
      }
    }
  }

  /**
   * How a test ended.
   *
   * @param name SUCCESSFUL, FAILED, ABORTED or SKIPPED
   * @param reason what was thrown or why it was skipped; may differ from run to run
   */
  record Status(String name, String reason) {}

  /** The status of each test by its unique id. */
  record Run(Map<String, Status> statuses, double seconds) {
    long count(String... names) {
      List<String> wanted = List.of(names);
      return statuses.values().stream().filter(status -> wanted.contains(status.name())).count();
    }
  }
}
