package io.lazyloader.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AmountsTest {
  @Test
  void times_are_in_the_unit_that_people_read() {
    assertThat(Amounts.time(0)).isEqualTo("0.0 ms");
    assertThat(Amounts.time(12_345)).isEqualTo("0.012 ms");
    assertThat(Amounts.time(234_500_000)).isEqualTo("234.5 ms");
    assertThat(Amounts.time(1_234_500_000)).isEqualTo("1.23 s");
    assertThat(Amounts.time(25_722_846_000L)).isEqualTo("25.7 s");
    assertThat(Amounts.time(-2_000_000_000)).isEqualTo("-2.00 s");
    assertThat(Amounts.time(3_600_000_000_000L)).isEqualTo("3,600.0 s");
  }
}
