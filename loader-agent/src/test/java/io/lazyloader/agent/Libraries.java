package io.lazyloader.agent;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Jars of others that test programs use: those that the build copies, and those of the tests. */
final class Libraries {
  private static final Path COPIED =
      Path.of(System.getProperty("programs", "target/programs"), "libraries").toAbsolutePath();

  private Libraries() {}

  /** Copied jars by their artifacts' names; without them, the test is passed over. */
  static List<Path> named(String... artifacts) {
    List<Path> jars = new ArrayList<>();
    for (String artifact : artifacts) {
      Path jar = COPIED.resolve(artifact + ".jar");
      assumeThat(Files.isRegularFile(jar)).as("the build has copied %s", jar).isTrue();
      jars.add(jar);
    }
    return jars;
  }

  /** The class path entry of the tests that a class comes from. */
  static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
