package io.lazyloader.samples.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code optimize} makes of programs that others wrote. Only with {@code -Plinked}. That the
 * result prints, answers and ends as the original does is tested, by {@code --verify}; how long it
 * takes is noted, as a machine that does something else can spoil it.
 */
@EnabledIfSystemProperty(named = "linked.names", matches = ".+")
class LinkedIT {
  private static final int SECONDS = 7200;

  /** What an arm was called, and its median; the report has them in this order. */
  private static final Pattern MEASURED =
      Pattern.compile("\"name\"\\s*:\\s*\"([^\"]+)\",\\s*\"median_seconds\"\\s*:\\s*([\\d.E-]+)");

  private static final Path DIRECTORY =
      Path.of(System.getProperty("programs.directory")).resolveSibling("linked");

  private static final Map<String, String> ROWS = new LinkedHashMap<>();
  private static final List<Double> RATIOS = new ArrayList<>();
  private static final List<Double> AGAINST_ARCHIVE = new ArrayList<>();

  @ParameterizedTest
  @MethodSource("programs")
  void a_linked_program_does_what_the_original_does(Program program) throws IOException {
    Path directory = Files.createDirectories(DIRECTORY.resolve(program.name()));
    Path home = Path.of(System.getProperty("java.home"));
    ProgramRunner runner = new ProgramRunner(program, home, directory);
    List<String> words = runner.prepared();
    Path result = directory.resolve("result");
    List<String> command = new ArrayList<>(Child.jvm("-jar", Child.agentJar().toString()));
    command.addAll(
        List.of("optimize", "-o", result.toString(), "--overwrite", "--name", program.name()));
    command.addAll(List.of("--strip-signatures", "-n", System.getProperty("linked.rounds")));
    command.addAll(
        Stream.of(System.getProperty("linked.options").split(" ", -1))
            .filter(option -> !option.isEmpty())
            .toList());
    if (program.exitCode() != 0 && program.service().isEmpty()) {
      command.add("--ignore-failure");
    }
    if (program.service().isPresent()) {
      command.addAll(List.of("--ready", "port:" + runner.port()));
    } else {
      command.add("--verify");
    }
    command.add("--");
    command.addAll(words.subList(1, words.size()));
    Child.Outcome outcome = Child.run(command, runner.work(), SECONDS);
    Files.writeString(directory.resolve("optimize.log"), outcome.out() + outcome.err());
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();

    note(program.name(), Files.readString(result.resolve("optimize.json")));
  }

  /** The way from before to after: the archive alone under the flags that were chosen is on it. */
  private static void note(String name, String json) {
    Map<String, Double> millis = new LinkedHashMap<>();
    Matcher measured = MEASURED.matcher(json);
    while (measured.find()) {
      millis.put(measured.group(1), 1e3 * Double.parseDouble(measured.group(2)));
    }
    double plain = millis.getOrDefault("plain", Double.NaN);
    double linked = millis.getOrDefault("optimised", Double.NaN);
    double archive = Double.NaN;
    for (Map.Entry<String, Double> stage : millis.entrySet()) {
      if (stage.getKey().equals("archive") || stage.getKey().startsWith("-XX:")) {
        archive = stage.getValue();
      }
    }
    RATIOS.add(linked / plain);
    AGAINST_ARCHIVE.add(linked / (Double.isNaN(archive) ? linked : archive));
    ROWS.put(
        name,
        String.format(
            Locale.ROOT,
            "%.0f | %.2f | %.2f | %.2f | %s",
            plain,
            millis.getOrDefault("archive", Double.NaN) / plain,
            archive / plain,
            linked / plain,
            String.join(", ", millis.keySet())));
  }

  @AfterAll
  static void print_the_table() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("| Program | Plain ms | Archive | Archive and flags | Linked | Stages |");
    lines.add("|---|---|---|---|---|---|");
    ROWS.forEach((name, row) -> lines.add("| " + name + " | " + row + " |"));
    lines.add(
        String.format(
            Locale.ROOT,
            "| geometric mean | | | | %.3f | %.3f of the archive under the same flags |",
            geometricMean(RATIOS),
            geometricMean(AGAINST_ARCHIVE)));
    Files.createDirectories(DIRECTORY);
    Files.write(DIRECTORY.resolve("linked.md"), lines);
    lines.forEach(System.out::println);
  }

  private static double geometricMean(List<Double> ratios) {
    return Math.exp(ratios.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
  }

  static Stream<Program> programs() {
    return Program.named(System.getProperty("linked.names"));
  }
}
