package io.lazyloader.samples.jcstress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * Runs the stress tests of three actors on any machine. jcstress passes them over where there are
 * less than three processors; here the scheduler mixes the threads, far less often.
 */
class ThreeThreadsTest {
  private static final int SAMPLES = 5_000;

  private final ExecutorService threads = Executors.newFixedThreadPool(3);
  private final CyclicBarrier barrier = new CyclicBarrier(3);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void three_readers_run_the_initialiser_once() throws Exception {
    Map<String, Integer> seen = new TreeMap<>();
    for (int sample = 0; sample < SAMPLES; sample++) {
      ExactlyOnceTest.ThreeReaders state = new ExactlyOnceTest.ThreeReaders();
      count(seen, state::first, state::second, state::third, state::count);
    }

    assertThat(seen).containsOnlyKeys("1, 1, 1, 1");
  }

  @Test
  void three_threads_in_a_circle_do_not_hang() throws Exception {
    Map<String, Integer> seen = new TreeMap<>();
    for (int sample = 0; sample < SAMPLES; sample++) {
      CircleTest.ThreeThreads state = new CircleTest.ThreeThreads();
      count(seen, state::first, state::second, state::third, state::count);
    }

    System.out.println("three threads in a circle: " + seen);
    assertThat(seen.keySet()).isSubsetOf("1, 2, 2, 3", "2, 1, 2, 3", "2, 2, 1, 3");
  }

  private void count(
      Map<String, Integer> seen,
      Consumer<IIII_Result> first,
      Consumer<IIII_Result> second,
      Consumer<IIII_Result> third,
      Consumer<IIII_Result> arbiter)
      throws Exception {
    IIII_Result result = new IIII_Result();
    Future<?>[] actors = {act(first, result), act(second, result), act(third, result)};
    for (Future<?> actor : actors) {
      actor.get(1, TimeUnit.MINUTES);
    }
    arbiter.accept(result);
    seen.merge(result.toString(), 1, Integer::sum);
  }

  private Future<?> act(Consumer<IIII_Result> actor, IIII_Result result) {
    return threads.submit(
        () -> {
          barrier.await();
          actor.accept(result);
          return null;
        });
  }
}
