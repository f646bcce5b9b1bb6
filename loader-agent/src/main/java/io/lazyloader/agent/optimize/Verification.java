package io.lazyloader.agent.optimize;

import io.lazyloader.agent.bench.Arm;
import io.lazyloader.agent.bench.OneRun;
import io.lazyloader.agent.bench.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs original and result side by side, and tells in what they differ. The original runs twice:
 * where it differs from itself, nothing can be compared.
 */
final class Verification {
  private static final int MOST_LINES = 5;
  private static final String EXIT_CODE = "exit code";

  private final Target target;
  private final List<Path> files;
  private final boolean comparesErrors;

  /**
   * Prepares.
   *
   * @param files that the program writes, to be compared, too
   * @param comparesErrors whether the standard error stream counts
   */
  Verification(Target target, List<Path> files, boolean comparesErrors) {
    this.target = target;
    this.files = List.copyOf(files);
    this.comparesErrors = comparesErrors;
  }

  /**
   * Compares as settings say.
   *
   * @param log is told what could not be compared, as sentences
   * @throws OptimizeException if they differ, with the lines that do
   */
  static void check(OptimizeSettings settings, Arm original, Arm result, Consumer<String> log)
      throws IOException, InterruptedException {
    Result found =
        new Verification(settings.target(), settings.comparedFiles(), settings.comparesErrors())
            .compare(original.command(), result.command());
    found.notes().forEach(log);
    if (!found.differences().isEmpty()) {
      throw OptimizeException.check(
          "the result does not do what the original does, and was not kept.\n"
              + String.join("\n", found.differences())
              + "\nTo find the pass that does it: --skip PASS.");
    }
  }

  /**
   * What came of it.
   *
   * @param differences each with the lines that differ; empty if the result does what the original
   *     does
   * @param notes sentences on what could not be compared
   */
  record Result(List<String> differences, List<String> notes) {}

  /**
   * Compares.
   *
   * @param original the command that runs the original, with the executable first
   * @param result the same of the result
   */
  Result compare(List<String> original, List<String> result)
      throws IOException, InterruptedException {
    Map<String, String> first = observe("the original", original);
    Map<String, String> second = observe("the original", original);
    Map<String, String> changed = observe("the result", result);
    List<String> differences = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    first.forEach(
        (what, before) -> {
          String after = changed.getOrDefault(what, "");
          if (!before.equals(second.get(what))) {
            notes.add(
                "The original's own " + what + " differs from run to run, so it was not compared.");
          } else if (!before.equals(after)) {
            differences.add(what + " differs:" + difference(before, after));
          }
        });
    return new Result(differences, notes);
  }

  private Map<String, String> observe(String name, List<String> command)
      throws IOException, InterruptedException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    OneRun run = OneRun.of(name, command, target);
    Map<String, String> seen = new LinkedHashMap<>();
    seen.put(EXIT_CODE, Integer.toString(run.exitCode()));
    seen.put("standard output", run.output());
    if (comparesErrors) {
      seen.put("standard error", run.errors());
    }
    if (target.exercise() != null) {
      seen.put("answer to the exercise", run.exercised());
    }
    for (Path file : files) {
      seen.put(
          "file " + file,
          Files.exists(file)
              ? Files.readString(file, StandardCharsets.ISO_8859_1)
              : "(it is not there)");
    }
    return seen;
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
