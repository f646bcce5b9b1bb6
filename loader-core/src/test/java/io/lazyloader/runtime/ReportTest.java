package io.lazyloader.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said about threads that wait never makes them wait longer. */
class ReportTest {
  private final LazyRegions regions =
      new LazyRegions(MethodHandles.lookup(), 2, "Sample.java;1:A;2:B", 0);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final LockedStream stream = new LockedStream(bytes);
  private final PrintStream usual = System.err;

  @BeforeEach
  void redirect() {
    System.setErr(stream);
  }

  @AfterEach
  void restore() {
    System.setErr(usual);
    threads.shutdownNow();
  }

  @Test
  void a_circle_is_cut_though_the_waiting_thread_holds_the_standard_error_stream()
      throws Exception {
    CountDownLatch otherHasBegun = new CountDownLatch(1);
    Thread printing =
        new Thread(
            () -> {
              synchronized (stream) {
                regions.begin(1);
                awaitQuietly(otherHasBegun);
                regions.begin(0);
                regions.end(1);
              }
            });
    Future<Boolean> other =
        threads.submit(
            () -> {
              regions.begin(0);
              otherHasBegun.countDown();
              while (printing.getState() != Thread.State.TIMED_WAITING) {
                Thread.sleep(1);
              }
              boolean mustResolve = regions.begin(1);
              regions.end(0);
              return mustResolve;
            });
    printing.setDaemon(true);
    printing.start();

    assertThat(other.get(20, TimeUnit.SECONDS)).isFalse();
    printing.join(20_000);
    assertThat(printing.isAlive()).isFalse();
    assertThat(stream.printed.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("wait for each other in a circle");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Locks itself to print, as streams do. */
  private static final class LockedStream extends PrintStream {
    private final CountDownLatch printed = new CountDownLatch(1);

    LockedStream(ByteArrayOutputStream bytes) {
      super(bytes, true, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void println(String text) {
      super.println(text);
      printed.countDown();
    }
  }
}
