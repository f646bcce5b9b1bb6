package io.lazyloader.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong around an initialiser, no thread may wait for its region for ever. */
class RegionIsNeverStuckTest {
  private final LazyRegions regions =
      new LazyRegions(MethodHandles.lookup(), 1, "Sample.java;12:LOG", 0);

  @AfterEach
  void meterNothing() {
    Resolutions.measureAllocation(() -> 0);
  }

  @Test
  void fails_with_an_exception_that_throws_when_it_is_asked_about_itself() {
    Throwable hostile = new HostileException();

    assertThat(regions.begin(0)).isTrue();
    Error error = regions.fail(0, hostile);

    assertThat(error).isInstanceOf(ExceptionInInitializerError.class);
    assertThat(error.getCause()).isSameAs(hostile);
    assertThat(regions.state(0)).isEqualTo(LazyRegions.FAILED);
    assertThatThrownBy(() -> regions.begin(0))
        .isInstanceOf(NoClassDefFoundError.class)
        .hasMessageContaining("#LOG (Sample.java:12)")
        .cause()
        .hasMessageContaining(HostileException.class.getName());
  }

  @Test
  void stays_pending_if_the_stack_overflows_before_the_initialiser_runs() {
    Resolutions.measureAllocation(RegionIsNeverStuckTest::overflow);
    assertThatThrownBy(() -> regions.begin(0)).isInstanceOf(StackOverflowError.class);
    assertThat(regions.state(0)).isEqualTo(LazyRegions.PENDING);

    meterNothing();
    assertThat(regions.begin(0)).isTrue();
  }

  @Test
  void is_resolved_if_the_stack_overflows_after_the_initialiser_ran() {
    assertThat(regions.begin(0)).isTrue();
    Resolutions.measureAllocation(RegionIsNeverStuckTest::overflow);

    assertThatThrownBy(() -> regions.end(0)).isInstanceOf(StackOverflowError.class);

    assertThat(regions.state(0)).isEqualTo(LazyRegions.RESOLVED);
    assertThat(regions.begin(0)).isFalse();
  }

  private static long overflow() {
    throw new StackOverflowError("as deep as it gets");
  }

  private static final class HostileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no text");
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException("no stack");
    }
  }
}
