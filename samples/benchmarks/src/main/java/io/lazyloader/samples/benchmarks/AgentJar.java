package io.lazyloader.samples.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the agent's jar: where {@code -Dagent.jar} says, else beside this module's build. */
final class AgentJar {
  private AgentJar() {}

  /** Returns the path of the jar, or says how to build it. */
  static Path find() {
    String given = System.getProperty("agent.jar");
    try {
      Path jar =
          given != null
              ? Path.of(given)
              : home().resolve("../../../loader-agent/target/loader-agent.jar");
      if (!Files.isRegularFile(jar)) {
        throw new IllegalStateException(
            "no agent at "
                + jar.normalize()
                + "; build it (mvn -B -pl samples/benchmarks -am package -DskipTests) or name it"
                + " with -Dagent.jar=FILE");
      }
      return jar.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The directory that holds this module's classes or its jar. */
  private static Path home() {
    try {
      return Path.of(AgentJar.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toAbsolutePath()
          .resolveSibling("");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
