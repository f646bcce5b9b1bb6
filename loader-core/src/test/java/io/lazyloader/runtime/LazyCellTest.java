package io.lazyloader.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import org.junit.jupiter.api.Test;

/** What a cell says to those who read it; the methods stand for a rewritten interface. */
class LazyCellTest {
  private static final LazyRegions REGIONS =
      new LazyRegions(MethodHandles.lookup(), 2, "LazyCellTest.java;1:A;2:B", 0);
  private static final LazyCell PENDING = new LazyCell(REGIONS, 0, null);

  @SuppressWarnings("unused")
  private static void $lazy$resolve$0() {
    if (REGIONS.begin(0)) {
      PENDING.setValue("seen by itself: " + PENDING.getValue());
      PENDING.done();
      REGIONS.end(0);
    }
  }

  @SuppressWarnings("unused")
  private static void $lazy$resolve$1() {
    if (REGIONS.begin(1)) {
      throw REGIONS.fail(1, new IllegalStateException("no b"));
    }
  }

  @Test
  void a_read_resolves_the_field_and_nothing_else_does() {
    assertThat(PENDING.current()).isNull();
    assertThat(PENDING.toString()).endsWith("=null");
    assertThat(PENDING.isDone()).isFalse();

    assertThat(PENDING.getValue()).isEqualTo("seen by itself: null");
    assertThat(PENDING.isDone()).isTrue();
    assertThat(PENDING.current()).isEqualTo("seen by itself: null");
  }

  @Test
  void a_read_throws_what_the_region_throws() {
    LazyCell cell = new LazyCell(REGIONS, 1, null);

    assertThatThrownBy(cell::getValue)
        .isInstanceOf(ExceptionInInitializerError.class)
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThatThrownBy(cell::getValue).isInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  void with_laziness_switched_off_it_only_holds_the_value() {
    LazyCell cell = new LazyCell(null, 0, 0);

    assertThat(cell.getValue()).isEqualTo(0);
    cell.setValue(7);
    assertThat(cell.getValue()).isEqualTo(7);
  }
}
