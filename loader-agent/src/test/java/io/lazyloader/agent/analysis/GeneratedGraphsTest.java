package io.lazyloader.agent.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * What the engine proves can be deferred in programs that nobody thought of: random graphs of
 * classes, whose initialisers have all kinds of effects on each other, run eagerly and lazily, with
 * their fields read in several orders. As a control, deferring everything must be noticed often.
 *
 * <p>{@code -Dgraphs=10000} sets how many graphs are tried, {@code -Dgraphs.seed=7} which ones.
 */
class GeneratedGraphsTest {
  private static final int SHARES = 8;
  private static final int GRAPHS = Integer.getInteger("graphs", 96);
  private static final long SEED = Long.getLong("graphs.seed", 0);
  private static final int COMPILED_TOGETHER = 38;
  private static final double HEALTHY_SHARE = 0.2;

  private static final GraphTally TALLY = new GraphTally();

  @Provide
  Arbitrary<Long> seeds() {
    return Arbitraries.randomValue(Random::nextLong);
  }

  @Property(
      tries = SHARES,
      seed = "20",
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void nobody_can_tell_that_what_is_proven_is_deferred(@ForAll("seeds") long seed) {
    Random random = new Random(seed ^ SEED);
    for (int left = GRAPHS / SHARES; left > 0; left -= COMPILED_TOGETHER) {
      GraphBatch batch = GraphBatch.generate(Math.min(left, COMPILED_TOGETHER), random);
      batch.assertProvenIsNotSeen();
      TALLY.add(batch.tally());
    }
  }

  @AfterContainer
  static void the_control_is_noticed() {
    System.out.println("generated graphs: " + TALLY);
    assertThat(TALLY.shareSeen()).isGreaterThan(HEALTHY_SHARE);
    assertThat(TALLY.shareProven()).isGreaterThan(HEALTHY_SHARE);
  }
}
