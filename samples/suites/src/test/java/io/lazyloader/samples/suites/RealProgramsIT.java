package io.lazyloader.samples.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.samples.suites.AppRunner.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs that others wrote, with {@code -Papps}: they print and write the same with the agent.
 * How long they take is printed, medians of interleaved runs, and judged by nobody here.
 */
@EnabledIfSystemProperty(named = "apps.names", matches = ".+")
class RealProgramsIT {
  private static final Path DIRECTORY = Path.of(System.getProperty("apps.directory"));
  private static final int ROUNDS = Integer.getInteger("apps.rounds");
  private static final List<String> TABLE = new ArrayList<>();

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.lazyloader.samples.suites.App#chosen")
  void a_lazy_run_looks_like_an_eager_run(App app) throws IOException {
    Path directory = Files.createDirectories(DIRECTORY.resolve(app.name()));
    Path metrics = directory.resolve("metrics.json");
    AppRunner runner = new AppRunner(app, directory);

    List<Run> eager = new ArrayList<>();
    List<Run> lazy = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      eager.add(runner.eager());
      lazy.add(runner.lazy(options(app) + ",quiet"));
    }
    double eagerMillis = medianMillis(eager);
    double lazyMillis = medianMillis(lazy);
    // Not timed: the first tells which lines differ by themselves, the second measures memory.
    eager.add(runner.eager());
    lazy.add(runner.lazy(options(app) + ",format=json,metrics=" + metrics));

    AppComparison comparison = new AppComparison(eager, lazy);
    Deferred deferred = Deferred.in(metrics);
    Files.write(directory.resolve("unsteady.txt"), comparison.unsteady());
    Files.write(directory.resolve("differences.txt"), comparison.differences());
    TABLE.add(
        String.format(
            "%-12s %5d %9d %7d %16s %9.0f %9.0f %+7.0f %%",
            app.name(),
            eager.get(0).exitCode(),
            comparison.unsteady().size(),
            comparison.differences().size(),
            deferred.fields() + " (" + deferred.resolved() + ")",
            eagerMillis,
            lazyMillis,
            100 * (lazyMillis / eagerMillis - 1)));
    assertThat(deferred.fields()).as("deferred fields").isPositive();
    assertThat(comparison.differences()).isEmpty();
  }

  @AfterAll
  static void print_the_table() {
    System.out.printf(
        "%-12s %5s %9s %7s %16s %9s %9s %9s%n",
        "program",
        "exit",
        "unsteady",
        "differ",
        "deferred (read)",
        "eager ms",
        "lazy ms",
        "change");
    TABLE.forEach(System.out::println);
  }

  /** A plan that was made for the program, or else all that the agent finds safe. */
  private static String options(App app) {
    String plans = System.getProperty("apps.plans");
    String more = System.getProperty("apps.options");
    String mode =
        plans.isEmpty()
            ? "mode=all,safety=" + System.getProperty("apps.safety")
            : "mode=normal,plan="
                + Path.of(plans).toAbsolutePath().resolve(app.name() + ".lazyplan");
    return mode + (more.isEmpty() ? "" : "," + more);
  }

  private static double medianMillis(List<Run> runs) {
    double[] sorted = runs.stream().mapToDouble(run -> 1000 * run.seconds()).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
