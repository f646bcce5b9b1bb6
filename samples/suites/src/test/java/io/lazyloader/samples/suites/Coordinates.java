package io.lazyloader.samples.suites;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Artifacts on Maven Central as {@code group:artifact:version} or {@code
 * group:artifact:version:classifier}, and the class path that Maven makes of them.
 */
final class Coordinates {
  private static final String PLUGIN =
      "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath";
  private static final int TIMEOUT_SECONDS = 900;

  private Coordinates() {}

  /**
   * The jars of these artifacts and of all they need at run time, in that order. Asks Maven, in a
   * process of its own and with a project that has these dependencies only, unless an earlier
   * answer lies in the directory.
   */
  static List<Path> classPath(List<String> coordinates, Path directory) throws IOException {
    Path pom = directory.resolve("pom.xml");
    Path answer = directory.resolve("class-path.txt");
    String project = project(coordinates);
    if (!Files.exists(answer) || !Files.readString(pom).equals(project)) {
      Files.createDirectories(directory);
      Files.deleteIfExists(answer);
      Files.writeString(pom, project);
      List<String> command = maven("-f", pom.toString(), PLUGIN, "-Dmdep.outputFile=" + answer);
      Child.Outcome outcome = Child.run(command, directory, TIMEOUT_SECONDS);
      if (outcome.exitCode() != 0) {
        throw new IOException("Maven found no class path for " + coordinates + ": " + outcome);
      }
    }
    return Arrays.stream(Files.readString(answer).strip().split(Child.PATH_SEPARATOR, -1))
        .map(Path::of)
        .toList();
  }

  /** The Maven that runs this, with the same repository. */
  static List<String> maven(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString());
    command.addAll(List.of("-B", "-q"));
    command.add("-Dmaven.repo.local=" + System.getProperty("maven.repo.local"));
    command.addAll(List.of(arguments));
    return command;
  }

  private static String project(List<String> coordinates) {
    StringBuilder dependencies = new StringBuilder();
    for (String artifact : coordinates) {
      String[] parts = artifact.split(":", -1);
      dependencies.append("    <dependency>\n");
      dependencies.append("      <groupId>" + parts[0] + "</groupId>\n");
      dependencies.append("      <artifactId>" + parts[1] + "</artifactId>\n");
      dependencies.append("      <version>" + parts[2] + "</version>\n");
      if (parts.length > 3) {
        dependencies.append("      <classifier>" + parts[3] + "</classifier>\n");
      }
      dependencies.append("    </dependency>\n");
    }
    return """
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <modelVersion>4.0.0</modelVersion>
      <groupId>io.lazyloader.samples</groupId>
      <artifactId>class-path</artifactId>
      <version>1</version>
      <packaging>pom</packaging>
      <dependencies>
    %s  </dependencies>
    </project>
    """
        .formatted(dependencies);
  }
}
