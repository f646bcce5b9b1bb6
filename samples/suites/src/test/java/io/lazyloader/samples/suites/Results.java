package io.lazyloader.samples.suites;

import io.lazyloader.samples.suites.Program.Explanation;
import io.lazyloader.samples.suites.ProgramRunner.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What came out, one file for each program, JDK and mode, in a directory that is named after the
 * agent's jar. So a campaign may be run in parts, and the table tells of all of them.
 */
final class Results {
  private static final Path DIRECTORY =
      Path.of(System.getProperty("programs.directory")).resolve("results-" + agent());

  private static final String[] NONE = {};

  private Results() {}

  static void note(
      Program program,
      Jdk jdk,
      Mode mode,
      ProgramComparison comparison,
      List<Run> eager,
      List<Run> lazy,
      Optional<Deferred> deferred)
      throws IOException {
    Run first = eager.get(0);
    long answers = first.texts().keySet().stream().filter(n -> n.startsWith("answer ")).count();
    long explained =
        comparison.differences().stream()
            .filter(difference -> explanation(program, mode, difference).isPresent())
            .count();
    write(
        program,
        jdk,
        "eager",
        first.exitCode(),
        String.valueOf(answers),
        // Exit code and both streams are no files.
        String.valueOf(first.texts().size() - 3 - answers),
        String.valueOf(comparison.unsteady().size()),
        String.format("%.1f", median(eager, Run::cpuSeconds)));
    write(
        program,
        jdk,
        mode.toString(),
        comparison.differences().size() + (explained > 0 ? " (" + explained + " explained)" : ""),
        deferred.map(found -> found.resolved() + " of " + found.fields()).orElse("-"),
        String.format(
            "%.1f (%.1f)",
            median(lazy, Run::seconds) / median(eager, Run::seconds),
            median(lazy, Run::cpuSeconds) / median(eager, Run::cpuSeconds)));
  }

  /** The program does not run here without the agent either. */
  static void notRun(Program program, Jdk jdk, Run eager) throws IOException {
    write(program, jdk, "eager", eager.exitCode() + " (does not run)", "-", "-", "-", "-");
  }

  static Optional<String> explanation(Program program, Mode mode, String difference) {
    return program.explanations().stream()
        .filter(explanation -> explanation.mode() == mode)
        .filter(explanation -> Pattern.compile(explanation.difference()).matcher(difference).find())
        .map(Explanation::rule)
        .findFirst();
  }

  /** In Markdown; also written to {@code programs.md}. */
  static String table() throws IOException {
    StringBuilder table =
        new StringBuilder(
            """
            | Program | JDK | Exit | Answers | Files | Unsteady | CPU s | strict | read | time \
            | balanced | read | time | recorded | time | learnt | read | time |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
            """);
    Map<String, Map<String, String[]>> rows = read();
    rows.forEach(
        (row, columns) -> {
          table.append("| ").append(row.replace(" ", " | "));
          append(table, columns.getOrDefault("eager", NONE), 0, 1, 2, 3, 4);
          append(table, columns.getOrDefault("strict", NONE), 0, 1, 2);
          append(table, columns.getOrDefault("balanced", NONE), 0, 1, 2);
          append(table, columns.getOrDefault("recorded", NONE), 0, 2);
          append(table, columns.getOrDefault("learnt", NONE), 0, 1, 2);
          table.append(" |\n");
        });
    Files.writeString(DIRECTORY.resolveSibling("programs.md"), table);
    return table.toString();
  }

  private static void append(StringBuilder table, String[] columns, int... which) {
    for (int column : which) {
      table.append(" | ").append(column < columns.length ? columns[column] : "");
    }
  }

  private static Map<String, Map<String, String[]>> read() throws IOException {
    if (!Files.isDirectory(DIRECTORY)) {
      return Map.of();
    }
    Map<String, Map<String, String[]>> rows = new TreeMap<>();
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      for (Path file : files.toList()) {
        String[] name = String.valueOf(file.getFileName()).split(" ", -1);
        rows.computeIfAbsent(name[0] + ' ' + name[1], row -> new TreeMap<>())
            .put(name[2], Files.readString(file).split("\t", -1));
      }
    }
    return rows;
  }

  private static void write(Program program, Jdk jdk, String what, String... columns)
      throws IOException {
    Files.createDirectories(DIRECTORY);
    Files.writeString(
        DIRECTORY.resolve(program.name() + ' ' + jdk.name() + ' ' + what),
        String.join("\t", columns));
  }

  private static double median(List<Run> runs, ToDoubleFunction<Run> what) {
    double[] sorted = runs.stream().mapToDouble(what).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static String agent() {
    try {
      byte[] jar = Files.readAllBytes(Path.of(System.getProperty("agent.jar")));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(jar);
      return HexFormat.of().formatHex(Arrays.copyOf(hash, 4));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
