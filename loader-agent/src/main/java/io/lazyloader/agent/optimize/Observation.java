package io.lazyloader.agent.optimize;

import io.lazyloader.agent.bench.OneRun;
import io.lazyloader.agent.bench.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was seen of a program in one run from outside.
 *
 * @param seen by what it is, such as its standard output
 */
record Observation(Map<String, String> seen) {
  private static final int MOST_LINES = 5;

  Observation {
    seen = Collections.unmodifiableMap(new LinkedHashMap<>(seen));
  }

  /**
   * What to look at.
   *
   * @param target what ends a run, and what is asked of the program
   * @param files that the program writes
   * @param seesErrors whether the standard error stream counts
   */
  record Scope(Target target, List<Path> files, boolean seesErrors) {
    Scope {
      files = List.copyOf(files);
    }

    static Scope of(OptimizeSettings settings) {
      return new Scope(settings.target(), settings.comparedFiles(), settings.comparesErrors());
    }
  }

  /**
   * Runs a program.
   *
   * @param name of it, for messages
   * @param command that runs it, with the executable first
   */
  static Observation of(String name, List<String> command, Scope scope)
      throws IOException, InterruptedException {
    for (Path file : scope.files()) {
      Files.deleteIfExists(file);
    }
    OneRun run = OneRun.of(name, command, scope.target());
    Map<String, String> seen = new LinkedHashMap<>();
    seen.put("exit code", Integer.toString(run.exitCode()));
    seen.put("standard output", run.output());
    if (scope.seesErrors()) {
      seen.put("standard error", run.errors());
    }
    if (scope.target().exercise() != null) {
      seen.put("answer to the exercise", run.exercised());
    }
    for (Path file : scope.files()) {
      seen.put(
          "file " + file,
          Files.exists(file)
              ? Files.readString(file, StandardCharsets.ISO_8859_1)
              : "(it is not there)");
    }
    return new Observation(seen);
  }

  /** In what another run of the same scope differs, with the lines that do. */
  Map<String, String> differences(Observation other) {
    Map<String, String> differences = new LinkedHashMap<>();
    seen.forEach(
        (what, before) -> {
          String after = other.seen.getOrDefault(what, "");
          if (!before.equals(after)) {
            differences.put(what, what + " differs:" + difference(before, after));
          }
        });
    return differences;
  }

  /** The first lines that differ, as diff marks them. */
  private static String difference(String before, String after) {
    List<String> old = before.lines().toList();
    List<String> now = after.lines().toList();
    int same = 0;
    while (same < Math.min(old.size(), now.size()) && old.get(same).equals(now.get(same))) {
      same++;
    }
    StringBuilder text = new StringBuilder(" from line " + (same + 1) + " on");
    for (int line = same; line < Math.min(old.size(), same + MOST_LINES); line++) {
      text.append("\n  - ").append(old.get(line));
    }
    for (int line = same; line < Math.min(now.size(), same + MOST_LINES); line++) {
      text.append("\n  + ").append(now.get(line));
    }
    return text.toString();
  }
}
