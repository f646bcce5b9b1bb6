package io.lazyloader.agent.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ShiftTest {
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/bench/shifts.csv", delimiter = ';', numLinesToSkip = 1)
  void a_shift_and_its_interval_are_those_of_r(
      String name, String x, String y, double estimate, double low, double high) {
    Shift shift = Shift.between(sample(x), sample(y));

    assertThat(shift.estimate()).isCloseTo(estimate, within(1e-9));
    assertThat(shift.low()).isCloseTo(low, within(1e-9));
    assertThat(shift.high()).isCloseTo(high, within(1e-9));
    assertThat(shift.isEnough()).isTrue();
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvFileSource(resources = "/bench/ranks.csv", delimiter = ';', numLinesToSkip = 1)
  void the_rank_of_an_interval_s_end_is_that_of_r(int m, int n, int rank) {
    boolean isExact = m < 50 && n < 50;
    // Rather one rank too low, which makes an interval wider.
    assertThat(RankSum.lowerRank(m, n)).isBetween(isExact ? rank : rank - 1, rank);
    assertThat(RankSum.lowerRank(n, m)).isEqualTo(RankSum.lowerRank(m, n));
  }

  @Test
  void what_an_interval_around_zero_holds_is_not_detectable() {
    assertThat(new Shift(1, -1, 3, true).isDetectable()).isFalse();
    assertThat(new Shift(1, 0, 3, true).isDetectable()).isFalse();
    assertThat(new Shift(2, 1, 3, true).isDetectable()).isTrue();
    assertThat(new Shift(-2, -3, -1, true).isDetectable()).isTrue();
  }

  @Test
  void three_measurements_of_each_are_too_few_for_an_interval_however_far_apart() {
    Shift shift = Shift.between(sample("1 2 3"), sample("101 102 103"));

    assertThat(shift.estimate()).isEqualTo(100);
    assertThat(shift.isEnough()).isFalse();
    assertThat(shift.isDetectable()).isFalse();
    assertThat(RankSum.isEnough(4, 4)).isTrue();
  }

  @Test
  void one_disturbed_run_moves_a_shift_by_no_more_than_its_share() {
    Shift quiet = Shift.between(sample("10 11 12 13 14"), sample("20 21 22 23 24"));
    Shift disturbed = Shift.between(sample("10 11 12 13 14"), sample("20 21 22 23 9999"));

    assertThat(quiet.estimate()).isEqualTo(10);
    assertThat(disturbed.estimate()).isBetween(10.0, 11.0);
  }

  @Test
  void a_sample_is_described_by_what_r_says_of_it() {
    // x <- c(3, 1, 2, 10); c(median(x), mean(x), sd(x), min(x), max(x))
    Sample sample = sample("3 1 2 10");

    assertThat(sample.median()).isEqualTo(2.5);
    assertThat(sample.mean()).isEqualTo(4);
    assertThat(sample.standardDeviation()).isCloseTo(4.08248290463863, within(1e-12));
    assertThat(sample.min()).isEqualTo(1);
    assertThat(sample.max()).isEqualTo(10);
    assertThat(sample("7").standardDeviation()).isNaN();
  }

  private static Sample sample(String numbers) {
    List<String> words = Arrays.asList(numbers.split(" ", -1));
    return Sample.of(words.stream().map(Double::valueOf).toList());
  }
}
