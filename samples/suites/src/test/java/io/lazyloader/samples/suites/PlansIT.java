package io.lazyloader.samples.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.samples.suites.PlanTrial.Figures;
import io.lazyloader.samples.suites.ProgramRunner.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code plan} expects of programs that others wrote, against what {@code bench} measures when
 * they are woven. Only with {@code -Pplans}. That they print, answer and write the same is tested;
 * how long they take is noted, as a machine that does something else can spoil it.
 */
@EnabledIfSystemProperty(named = "plans.names", matches = ".+")
class PlansIT {
  private static final Path DIRECTORY =
      Path.of(System.getProperty("programs.directory")).resolveSibling("plans");

  private static final Map<String, String> ROWS = new TreeMap<>();

  @ParameterizedTest
  @MethodSource("programs")
  void a_woven_program_looks_like_an_eager_one(Program program) throws IOException {
    Path directory = Files.createDirectories(DIRECTORY.resolve(program.name()));
    Path home = Path.of(System.getProperty("java.home"));
    ProgramRunner runner = new ProgramRunner(program, home, directory);
    runner.takeSignaturesAway();
    PlanTrial trial = new PlanTrial(program, runner, directory);
    String planned = trial.plan();
    if (planned.contains("the plan has no field")) {
      ROWS.put(program.name(), "0 | 0 | | | | yes, the same program");
      return;
    }
    List<Path> jars = trial.weave();
    List<Run> eager = List.of(runner.eager(), runner.eager());
    List<Run> woven = List.of(runner.behind(PlanTrial.front(jars.get(1))));
    ProgramComparison comparison = new ProgramComparison(eager, woven);
    Files.write(directory.resolve("differences.txt"), comparison.differences());
    assertThat(comparison.differences()).isEmpty();

    Figures figures = trial.bench(planned, jars.get(0), jars.get(1));
    ROWS.put(
        program.name(),
        String.format(
            "%d | %.0f | %.0f | %.0f [%.0f, %.0f] | %.2f | %s",
            figures.fields(),
            figures.plain(),
            figures.expected(),
            figures.saved(),
            figures.least(),
            figures.most(),
            1 - figures.saved() / figures.plain(),
            (figures.holds() ? "yes" : "no") + (figures.isSlower() ? ", slower" : "")));
  }

  @AfterAll
  static void print_the_table() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| Program | Fields | Plain ms | Expected ms | Saved ms [95 %] | Woven/plain | Holds |");
    lines.add("|---|---|---|---|---|---|---|");
    ROWS.forEach((name, row) -> lines.add("| " + name + " | " + row + " |"));
    Files.write(DIRECTORY.resolve("plans.md"), lines);
    lines.forEach(System.out::println);
  }

  static Stream<Program> programs() {
    return Program.named(System.getProperty("plans.names"));
  }
}
