package io.lazyloader.agent.archive;

import io.lazyloader.agent.archive.Mismatch.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a JVM says about archives at its start, in the log that {@link ArchiveLogging#ofUse} asks
 * for.
 *
 * @param opened the archives that it opened, in their order; it need not have used them
 * @param mismatches what it found wrong, in their order, each kind once
 * @param complaints its warnings and errors, as they are
 * @param classPath the class path of the archive that was opened last, as it was when that was
 *     made; empty if the log does not tell
 * @param checksClassPath whether it compared the application's class path with that. JDK 25 does
 *     not for AOT caches (JDK-8377932), and then runs the classes in the cache, whatever became of
 *     the jars.
 */
public record ArchiveLog(
    List<String> opened,
    List<Mismatch> mismatches,
    List<String> complaints,
    List<String> classPath,
    boolean checksClassPath) {
  private static final Pattern DECORATION =
      Pattern.compile("^\\[([^\\]]*)\\](?:\\[[^\\]]*\\])?\\s*");
  private static final Pattern OPENED =
      Pattern.compile("Opened (?:shared )?(?:archive|AOT cache)(?: file)? (.*)\\.$");
  private static final Pattern EXPECTED = Pattern.compile("Expecting -Djava\\.class\\.path=(.+)");
  private static final Pattern ELEMENT = Pattern.compile("^\\(app +\\) \\[\\d+\\] = (.+)");

  /** Only says what the other messages say more of. */
  private static final Pattern SUMMARY =
      Pattern.compile(
          "^An error has occurred|^Loading \\w+ archive failed|^Unable to (?:map shared spaces|use)"
              + "|Disabling optimized module handling|The top archive failed to load");

  /** Copies the lists. */
  public ArchiveLog {
    opened = List.copyOf(opened);
    mismatches = List.copyOf(mismatches);
    complaints = List.copyOf(complaints);
    classPath = List.copyOf(classPath);
  }

  /** Reads a log; one that is not there is empty, as where archives are switched off. */
  public static ArchiveLog read(Path log) throws IOException {
    if (!Files.exists(log)) {
      return read(Stream.empty());
    }
    try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
      return read(lines);
    }
  }

  /** Reads lines with their level and tags. */
  static ArchiveLog read(Stream<String> lines) {
    Set<String> opened = new LinkedHashSet<>();
    Map<Kind, Mismatch> mismatches = new LinkedHashMap<>();
    List<String> complaints = new ArrayList<>();
    List<String> classPath = new ArrayList<>();
    boolean[] checks = {false};
    lines.forEach(
        line -> {
          Matcher decoration = DECORATION.matcher(line);
          boolean isDecorated = decoration.find();
          String message = isDecorated ? line.substring(decoration.end()) : line;
          String level = isDecorated ? decoration.group(1).strip() : "";
          Matcher archive = OPENED.matcher(message);
          if (archive.find()) {
            opened.add(archive.group(1));
            classPath.clear();
          }
          addElements(message, classPath);
          checks[0] |=
              message.startsWith("Checking app classpath") || EXPECTED.matcher(message).find();
          Mismatch mismatch = MismatchRule.of(message);
          if (mismatch != null) {
            mismatches.putIfAbsent(mismatch.kind(), mismatch);
          }
          boolean isLoud = level.equals("warning") || level.equals("error");
          if (isLoud && !SUMMARY.matcher(message).find()) {
            complaints.add(message);
          }
        });
    return new ArchiveLog(
        List.copyOf(opened), List.copyOf(mismatches.values()), complaints, classPath, checks[0]);
  }

  private static void addElements(String message, List<String> classPath) {
    Matcher element = ELEMENT.matcher(message);
    Matcher expected = EXPECTED.matcher(message);
    if (element.find()) {
      classPath.add(element.group(1));
    } else if (expected.find()) {
      classPath.clear();
      classPath.addAll(List.of(expected.group(1).split(File.pathSeparator, -1)));
    }
  }

  /**
   * The likeliest reason that an archive is not used at all.
   *
   * @return null if the log has none
   */
  public @Nullable Mismatch cause() {
    for (Mismatch mismatch : mismatches) {
      // Options for modules are no obstacle to AppCDS archives, and are told of before others.
      if (mismatch.kind() != Kind.MODULES && mismatch.kind() != Kind.AGENT) {
        return mismatch;
      }
    }
    if (!mismatches.isEmpty()) {
      return mismatches.get(0);
    }
    return complaints.isEmpty()
        ? null
        : new Mismatch(Kind.OTHER, complaints.get(0), complaints.get(0));
  }
}
