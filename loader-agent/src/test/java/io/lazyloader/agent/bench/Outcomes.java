package io.lazyloader.agent.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Comparisons that nobody made, for tests. */
final class Outcomes {
  static final Target TO_EXIT = new Target(0, null, Duration.ofSeconds(1));

  /** Watched, unlike others. */
  private static final Run WARM_UP =
      new Run(0.6, null, 0.07, 0.03, 50_000_000L, 40_000_000L, 0, "warm-up");

  private Outcomes() {}

  static Outcome of(boolean comparesFirstToItself, ArmResult... arms) {
    Settings settings = new Settings(TO_EXIT, 20, comparesFirstToItself, false, true);
    return new Outcome(settings, Arrays.asList(arms), false, List.of());
  }

  /** An arm with runs of so many milliseconds; each took 100 ms of a processor and 50 MB. */
  static ArmResult arm(String name, int... millis) {
    return arm(name, new Inside(12_345_678L, 1_234L, 900L), millis);
  }

  static ArmResult arm(String name, Inside inside, int... millis) {
    List<Run> runs = new ArrayList<>();
    for (int time : millis) {
      runs.add(run(time, "digest"));
    }
    return new ArmResult(named(name), runs, WARM_UP, inside);
  }

  /** An arm with a run for each digest of its output. */
  static ArmResult printing(String name, String... digests) {
    List<Run> runs = Arrays.stream(digests).map(digest -> run(500, digest)).toList();
    return new ArmResult(named(name), runs, WARM_UP, Inside.UNSEEN);
  }

  static Arm named(String name) {
    return new Arm(name, "java", JavaArguments.parse(List.of("-Xmx1g", "Main", name)));
  }

  private static Run run(int millis, String digest) {
    return new Run(millis / 1e3, null, 0.07, 0.03, 50_000_000L, null, 0, digest);
  }
}
