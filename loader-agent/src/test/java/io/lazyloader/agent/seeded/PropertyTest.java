package io.lazyloader.agent.seeded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A property that does not hold is told with a small example, whatever its seed. */
class PropertyTest {
  private static final int SEEDS = 50;

  @Test
  void a_list_shrinks_to_the_one_element_that_matters_and_that_to_the_least() {
    for (long seed : failing(PropertyTest::allAreBelow1000)) {
      assertThat(failure(seed, PropertyTest::allAreBelow1000))
          .as("seed %d", seed)
          .hasMessageStartingWith("it does not hold for [1000], which is the smallest of ");
    }
  }

  @Test
  void elements_that_only_matter_together_stay() {
    Property.Check<List<Integer>> check =
        values ->
            assertThat(values.stream().filter(value -> value > 7).count()).isLessThanOrEqualTo(2);

    for (long seed : failing(check)) {
      assertThat(failure(seed, check))
          .as("seed %d", seed)
          .hasMessageStartingWith("it does not hold for [8, 8, 8], which is ");
    }
  }

  @Test
  void both_halves_of_a_number_of_64_bits_shrink() {
    AssertionError failure =
        catchThrowableOfType(
            AssertionError.class,
            () ->
                Property.check(
                    1, Random::nextLong, value -> assertThat(value & 0xffff).isLessThan(1000)));

    assertThat(failure).hasMessageStartingWith("it does not hold for 1000, which is ");
  }

  @Test
  void what_the_smallest_throws_is_the_cause_and_what_the_seed_threw_is_kept() {
    Property.Check<List<Integer>> check =
        values -> {
          if (values.size() > 2) {
            throw new IOException(values.size() + " values");
          }
        };

    AssertionError failure = failure(failing(check).get(0), check);

    assertThat(failure).hasMessageEndingWith(" tried: java.io.IOException: 3 values");
    assertThat(failure).hasCauseInstanceOf(IOException.class);
    assertThat(failure.getSuppressed()).hasSize(1);
    assertThat(failure.getSuppressed()[0]).isInstanceOf(IOException.class);
  }

  @Test
  void the_same_seed_is_told_the_same() {
    long seed = failing(PropertyTest::allAreBelow1000).get(0);

    assertThat(failure(seed, PropertyTest::allAreBelow1000))
        .hasMessage(failure(seed, PropertyTest::allAreBelow1000).getMessage());
  }

  @Test
  void a_case_that_holds_is_tried_once_and_is_what_a_random_of_the_seed_gives() {
    Set<List<Integer>> cases = new HashSet<>();
    Set<List<Integer>> expected = new HashSet<>();
    List<Integer> tries = new ArrayList<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      expected.add(values(new Random(seed)));
      Property.check(
          seed,
          PropertyTest::values,
          values -> {
            cases.add(values);
            tries.add(values.size());
          });
    }

    assertThat(cases).isEqualTo(expected).hasSizeGreaterThan(SEEDS / 2);
    assertThat(tries).hasSize(SEEDS);
  }

  @Test
  void shrinking_is_given_up_where_it_takes_too_many_tries() {
    List<Integer> tries = new ArrayList<>();
    AssertionError failure =
        catchThrowableOfType(
            AssertionError.class,
            () ->
                Property.check(
                    1,
                    random -> random.ints(500, 0, 1 << 20).boxed().toList(),
                    values -> {
                      tries.add(values.size());
                      assertThat(values).anyMatch(value -> value < 5);
                    }));

    assertThat(failure).hasMessageContaining(" of %d tried: ", Property.MOST_TRIES);
    assertThat(tries).hasSize(Property.MOST_TRIES);
  }

  private static void allAreBelow1000(List<Integer> values) {
    assertThat(values).allMatch(value -> value < 1000);
  }

  /** Makes up to 49 values, a few of them large. */
  private static List<Integer> values(Random random) {
    List<Integer> values = new ArrayList<>();
    int count = random.nextInt(50);
    for (int number = 0; number < count; number++) {
      values.add(random.nextInt(1 << 20) >>> random.nextInt(20));
    }
    return values;
  }

  private static List<Long> failing(Property.Check<List<Integer>> check) {
    List<Long> seeds = new ArrayList<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      try {
        check.accept(values(new Random(seed)));
      } catch (Exception | AssertionError e) {
        seeds.add(seed);
      }
    }
    assertThat(seeds).hasSizeGreaterThan(SEEDS / 2);
    return seeds;
  }

  private static AssertionError failure(long seed, Property.Check<List<Integer>> check) {
    return catchThrowableOfType(
        AssertionError.class, () -> Property.check(seed, PropertyTest::values, check));
  }
}
