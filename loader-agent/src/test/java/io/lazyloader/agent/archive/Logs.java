package io.lazyloader.agent.archive;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/** Parts of logs of JDK 17.0.15 and 25.0.3; {@code 25a} is of an AOT cache. */
final class Logs {
  private Logs() {}

  static Stream<String> lines(String name) {
    return new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    Logs.class.getResourceAsStream("/archive/" + name + ".log"), name),
                StandardCharsets.UTF_8))
        .lines();
  }
}
