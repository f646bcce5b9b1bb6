package io.lazyloader.agent.seeded;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.displayName;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Which cases a test on seeds runs, and what is told of those that fail. */
class SeedsTest {
  @Test
  void each_seed_is_a_case_and_the_one_that_fails_tells_how_to_run_it_alone() {
    run("")
        .finished()
        .assertEventsMatchExactly(
            event(displayName("-Dseeds=0"), finishedSuccessfully()),
            event(displayName("-Dseeds=1"), finishedSuccessfully()),
            event(
                displayName("-Dseeds=2"),
                finishedWithFailure(
                    message("-Dseeds=2 fails: java.lang.IllegalStateException: two"))),
            event(displayName("-Dseeds=-7"), finishedSuccessfully()));
  }

  @Test
  void a_seed_that_is_asked_for_is_run_alone() {
    run("2").assertStatistics(cases -> cases.started(1).failed(1));
    run("-7").assertStatistics(cases -> cases.started(1).succeeded(1));
  }

  @Test
  void a_range_that_is_asked_for_is_run_instead() {
    run("-1..8").assertStatistics(cases -> cases.started(10).failed(1).succeeded(9));
  }

  @Test
  void a_case_that_does_not_apply_is_no_failure() {
    run("9").assertStatistics(cases -> cases.started(1).aborted(1));
  }

  private static Events run(String seeds) {
    EngineTestKit.Builder kit =
        EngineTestKit.engine("junit-jupiter").selectors(selectClass(Example.class));
    if (!seeds.isEmpty()) {
      kit.configurationParameter("seeds", seeds);
    }
    return kit.execute().testEvents();
  }

  /** Fails for one seed; only run by the tests around it. */
  static class Example {
    @Seeds(first = 3, value = -7)
    void a_case_holds(long seed) {
      assumeTrue(seed != 9);
      if (seed == 2) {
        throw new IllegalStateException("two");
      }
    }
  }
}
