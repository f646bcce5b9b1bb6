package io.lazyloader.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LazyRegionsTest {
  private final LazyRegions regions =
      new LazyRegions(MethodHandles.lookup(), 2, "Some.java;12:LOG;20:A/B", 0);

  @Test
  void only_the_first_reader_runs_the_initialiser() {
    assertThat(regions.begin(0)).isTrue();
    regions.end(0);
    assertThat(regions.begin(0)).isFalse();
    assertThat(regions.state(0)).isEqualTo(LazyRegions.RESOLVED);
    assertThat(regions.state(1)).isEqualTo(LazyRegions.PENDING);
  }

  @Test
  void the_running_thread_passes_when_it_reads_again() {
    assertThat(regions.begin(0)).isTrue();
    assertThat(regions.begin(0)).isFalse();
    assertThat(regions.state(0)).isEqualTo(LazyRegions.RESOLVING);
  }

  @Test
  void an_exception_is_wrapped_as_class_initialisation_wraps_it() {
    Exception cause = new IOException("no disk");
    regions.begin(1);

    Error first = regions.fail(1, cause);

    assertThat(first).isExactlyInstanceOf(ExceptionInInitializerError.class).hasCause(cause);
    assertThat(first.getSuppressed()).hasSize(1);
    assertThat(first.getSuppressed()[0])
        .hasMessageContaining("LazyRegionsTest#A (Some.java:20), first read at ");
    assertThatThrownBy(() -> regions.begin(1))
        .isExactlyInstanceOf(NoClassDefFoundError.class)
        .hasMessage("Could not initialize io.lazyloader.runtime.LazyRegionsTest#A (Some.java:20)")
        .cause()
        .isExactlyInstanceOf(ExceptionInInitializerError.class)
        .hasMessageContaining("java.io.IOException: no disk [in thread \"");
  }

  @Test
  void an_error_is_thrown_as_it_is() {
    Error cause = new AssertionError("no");
    regions.begin(0);

    assertThat(regions.fail(0, cause)).isSameAs(cause);
    assertThat(regions.state(0)).isEqualTo(LazyRegions.FAILED);
  }

  @Test
  void another_thread_waits_until_the_region_is_resolved_and_keeps_its_interrupt()
      throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      CountDownLatch started = new CountDownLatch(1);
      regions.begin(0);
      Future<Boolean> read =
          other.submit(
              () -> {
                Thread.currentThread().interrupt();
                started.countDown();
                boolean runs = regions.begin(0);
                return !runs && Thread.interrupted();
              });
      started.await();
      Thread.sleep(50);
      assertThat(read.isDone()).isFalse();
      regions.end(0);
      assertThat(read.get(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void names_say_where_a_field_was_declared() {
    RegionNames names = regions.names();

    assertThat(names.name(0)).isEqualTo("io.lazyloader.runtime.LazyRegionsTest#LOG");
    assertThat(names.site(0)).isEqualTo("Some.java:12");
    assertThat(names.fields(1)).containsExactly("A", "B");
    assertThat(new RegionNames("C", ";0:F", null).site(0)).isEqualTo("unknown source");
    assertThat(new RegionNames("C", "C.java;0:F", null).site(0)).isEqualTo("C.java");
  }

  @Test
  void a_field_s_region_is_found_by_its_whole_name() {
    String description = "Some.java;12:LOG;20:A/B/LONG;0:L:G";

    assertThat(RegionNames.region(description, "LOG")).isEqualTo(0);
    assertThat(RegionNames.region(description, "A")).isEqualTo(1);
    assertThat(RegionNames.region(description, "LONG")).isEqualTo(1);
    assertThat(RegionNames.region(description, "L:G")).isEqualTo(2);
    assertThat(RegionNames.region(description, "LO")).isEqualTo(-1);
    assertThat(RegionNames.region(description, "G")).isEqualTo(-1);
    assertThat(RegionNames.region("Some.java", "LOG")).isEqualTo(-1);
  }
}
