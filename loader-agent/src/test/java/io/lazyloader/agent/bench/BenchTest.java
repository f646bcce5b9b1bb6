package io.lazyloader.agent.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTest {
  private static final int[] STEADY = {1000, 1001, 1000, 999, 1002, 1000};

  @Test
  void ends_when_all_shifts_are_known_to_one_percent() {
    assertThat(isPrecise(STEADY, new int[] {910, 911, 909, 910, 912, 910})).isTrue();
    assertThat(isPrecise(STEADY, new int[] {910, 940, 880, 920, 900, 960})).isFalse();
  }

  @Test
  void goes_on_while_one_shift_of_several_is_not_known() {
    int[] wide = {500, 700, 600, 800, 550, 650};

    assertThat(isPrecise(STEADY, STEADY, STEADY)).isTrue();
    assertThat(isPrecise(STEADY, STEADY, wide)).isFalse();
    assertThat(isPrecise(STEADY, wide, STEADY)).isFalse();
  }

  @Test
  void a_few_rounds_that_agree_are_not_enough() {
    int[] few = {1000, 1000, 1000, 1000};

    assertThat(isPrecise(few, few)).isFalse();
  }

  @Test
  void one_arm_alone_has_no_shift_to_be_known() {
    assertThat(isPrecise(STEADY)).isFalse();
  }

  private static boolean isPrecise(int[]... millis) {
    List<List<Run>> runs =
        Arrays.stream(millis).map(times -> Outcomes.arm("arm", times).runs()).toList();
    return Bench.isPrecise(runs);
  }
}
