package io.lazyloader.samples.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.samples.suites.SuiteRunner.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The test suites of others: with the agent the same tests pass, fail, abort and are skipped. A
 * small suite in the normal build, all of them with {@code -Psuites}.
 */
class SuitesIT {
  private static final Path DIRECTORY = Path.of(System.getProperty("suites.directory"));
  private static final List<String> TABLE = new ArrayList<>();

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.lazyloader.samples.suites.Suite#chosen")
  void the_tests_end_as_they_do_without_the_agent(Suite suite) throws IOException {
    Path directory = Files.createDirectories(DIRECTORY.resolve(suite.name()));
    Path metrics = directory.resolve("metrics.json");
    SuiteRunner runner = new SuiteRunner(suite, directory);

    Run eager = runner.eager();
    Run lazy = runner.lazy(options(), metrics);
    Run again = runner.eager();

    SuiteComparison comparison = SuiteComparison.of(eager, again, lazy);
    Deferred deferred = Deferred.in(metrics);
    Files.write(directory.resolve("flaky.txt"), comparison.flaky());
    Files.write(directory.resolve("differences.txt"), comparison.differences());
    TABLE.add(row(suite, eager, again, lazy, comparison, deferred));
    assertThat(eager.count("SUCCESSFUL")).as("tests that pass").isPositive();
    assertThat(deferred.fields()).as("deferred fields").isPositive();
    assertThat(comparison.differences()).isEmpty();
  }

  @AfterAll
  static void print_the_table() {
    System.out.printf(
        "%-20s %7s %7s %6s %8s %6s %6s %16s %8s %8s%n",
        "suite",
        "tests",
        "passed",
        "failed",
        "skipped",
        "flaky",
        "differ",
        "deferred (read)",
        "eager s",
        "lazy s");
    TABLE.forEach(System.out::println);
  }

  private static String options() {
    String more = System.getProperty("suites.options");
    return "mode=all,safety="
        + System.getProperty("suites.safety")
        + (more.isEmpty() ? "" : "," + more);
  }

  private static String row(
      Suite suite, Run eager, Run again, Run lazy, SuiteComparison comparison, Deferred deferred) {
    return String.format(
        "%-20s %7d %7d %6d %8d %6d %6d %16s %8.1f %8.1f",
        suite.name(),
        eager.statuses().size(),
        eager.count("SUCCESSFUL"),
        eager.count("FAILED"),
        eager.count("ABORTED", "SKIPPED"),
        comparison.flaky().size(),
        comparison.differences().size(),
        deferred.fields() + " (" + deferred.resolved() + ")",
        (eager.seconds() + again.seconds()) / 2,
        lazy.seconds());
  }
}
