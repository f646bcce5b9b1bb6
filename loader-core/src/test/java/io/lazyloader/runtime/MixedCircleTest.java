package io.lazyloader.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lazyloader.LazyValue;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A circle is found though it goes through a deferred field and a lazy value. */
class MixedCircleTest {
  private final LazyRegions regions =
      new LazyRegions(MethodHandles.lookup(), 1, "Sample.java;12:LOG", 0);
  private final LazyValue<Boolean> value = LazyValue.of(() -> regions.begin(0));
  private final AtomicReference<Object> seen = new AtomicReference<>("nothing");
  private final Thread other = new Thread(() -> seen.set(value.get()), "other");

  @Test
  void a_value_that_would_close_the_circle_fails() throws Exception {
    assertThat(regions.begin(0)).isTrue();
    other.start();
    awaitWaiting(other);

    assertThatThrownBy(value::get)
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(
            "threads wait for each other in a circle: "
                + Thread.currentThread().getName()
                + " reads the LazyValue of "
                + MixedCircleTest.class.getName()
                + ", which other resolves while it waits for "
                + Thread.currentThread().getName()
                + ". One of them must not need the other");
    regions.end(0);
    other.join(60_000);
    assertThat(seen).hasValue(false);
  }

  @Test
  void a_field_that_would_close_the_circle_shows_its_default_value() {
    List<LazyValue<Boolean>> self = new ArrayList<>();
    Thread initialiser =
        new Thread(
            () -> {
              seen.set(regions.begin(0));
              self.get(0).ifResolved(none -> seen.set("too early"));
              self.get(0).get();
              regions.end(0);
            });
    self.add(
        LazyValue.of(
            () -> {
              initialiser.start();
              awaitWaiting(initialiser);
              return regions.begin(0);
            }));

    assertThat(self.get(0).get()).isFalse();
    assertThat(seen).hasValue(true);
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }
}
