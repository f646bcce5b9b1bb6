package io.lazyloader.samples.suites;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A JDK that programs run on.
 *
 * @param name its feature release
 */
record Jdk(String name, Path home) {

  /** Those in the property {@code programs.jdks}, separated by commas; the one in use if none. */
  static Stream<Jdk> chosen() {
    String homes = System.getProperty("programs.jdks");
    return Arrays.stream(homes.isEmpty() ? new String[] {own()} : homes.split(",", -1))
        .map(home -> in(Path.of(home)));
  }

  boolean isTheOneInUse() {
    return name.equals(String.valueOf(Runtime.version().feature()));
  }

  @Override
  public String toString() {
    return "JDK " + name;
  }

  private static String own() {
    return System.getProperty("java.home");
  }

  private static Jdk in(Path home) {
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      String version =
          lines
              .filter(line -> line.startsWith("JAVA_VERSION="))
              .map(line -> line.replaceAll("JAVA_VERSION=\"(\\d+).*", "$1"))
              .findAny()
              .orElseThrow();
      return new Jdk(version, home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
