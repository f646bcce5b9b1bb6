package io.lazyloader.samples.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.samples.suites.SuiteRunner.Run;
import io.lazyloader.samples.suites.SuiteRunner.Status;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuiteComparisonTest {
  @Test
  void a_test_that_ends_otherwise_with_the_agent_is_a_difference() {
    SuiteComparison comparison =
        SuiteComparison.of(run("a", "PASSED"), run("a", "PASSED"), run("a", "FAILED"));

    assertThat(comparison.flaky()).isEmpty();
    assertThat(comparison.differences()).containsExactly("a: eager PASSED why, lazy FAILED why");
  }

  @Test
  void a_test_that_is_only_in_one_run_is_a_difference() {
    SuiteComparison comparison =
        SuiteComparison.of(run("a", "PASSED"), run("a", "PASSED"), run("b", "PASSED"));

    assertThat(comparison.differences())
        .containsExactly("a: eager PASSED why, lazy ABSENT", "b: eager ABSENT, lazy PASSED why");
  }

  @Test
  void a_test_that_eager_runs_do_not_agree_on_is_flaky_and_no_difference() {
    SuiteComparison comparison =
        SuiteComparison.of(run("a", "PASSED"), run("a", "ABORTED"), run("a", "FAILED"));

    assertThat(comparison.flaky()).containsExactly("a: PASSED, then ABORTED");
    assertThat(comparison.differences()).isEmpty();
  }

  private static Run run(String... testsAndStatuses) {
    Map<String, Status> statuses = new HashMap<>();
    for (int index = 0; index < testsAndStatuses.length; index += 2) {
      statuses.put(testsAndStatuses[index], new Status(testsAndStatuses[index + 1], "why"));
    }
    return new Run(statuses, 1);
  }
}
