package io.lazyloader.agent.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a JVM that made an archive left out of it, in the log that {@link ArchiveLogging#ofTraining}
 * asks for.
 *
 * @param excluded the JVM's reasons, by the binary names of the classes
 */
public record TrainingLog(Map<String, String> excluded) {
  private static final Pattern SKIPPING =
      Pattern.compile("Skipping ([^\\s:]+)(?::| because) (.*?)\\s*$");

  /** Says where in its life a class is, and another line may say why it can't be archived. */
  private static final List<String> WEAK =
      List.of("Not in loaded state", "Not linked", "Unlinked class");

  /** Copies the map. */
  public TrainingLog {
    excluded = Map.copyOf(excluded);
  }

  /** Reads logs; those that are not there are left out. */
  public static TrainingLog read(List<Path> logs) throws IOException {
    Map<String, String> excluded = new HashMap<>();
    for (Path log : logs) {
      if (Files.exists(log)) {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
          lines.forEach(line -> add(line, excluded));
        }
      }
    }
    return new TrainingLog(excluded);
  }

  /** Reads lines. */
  static TrainingLog read(Stream<String> lines) {
    Map<String, String> excluded = new HashMap<>();
    lines.forEach(line -> add(line, excluded));
    return new TrainingLog(excluded);
  }

  private static void add(String line, Map<String, String> excluded) {
    Matcher skipping = SKIPPING.matcher(line);
    if (skipping.find()) {
      excluded.merge(
          skipping.group(1).replace('/', '.'),
          skipping.group(2),
          (one, other) -> WEAK.stream().anyMatch(one::startsWith) ? other : one);
    }
  }

  /** The JVM's reason; null if it left out no class of that name. */
  public @Nullable String reason(String className) {
    return excluded.get(className);
  }
}
