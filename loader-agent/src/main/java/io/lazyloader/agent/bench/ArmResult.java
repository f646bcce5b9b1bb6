package io.lazyloader.agent.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an arm came to.
 *
 * @param arm which
 * @param runs those that were timed, in their order; at least one
 * @param warmUp the one before, which was watched
 * @param inside what a further run showed
 */
record ArmResult(Arm arm, List<Run> runs, Run warmUp, Inside inside) {
  ArmResult {
    runs = List.copyOf(runs);
  }

  String name() {
    return arm.name();
  }

  /** Wall time in seconds. */
  Sample times() {
    List<Double> times = new ArrayList<>();
    runs.forEach(run -> times.add(run.seconds()));
    return Sample.of(times);
  }

  /** What all timed runs came to; null if it was not measured in each. */
  @Nullable Sample sample(Quantity quantity) {
    List<Double> values = new ArrayList<>();
    for (Run run : runs) {
      Double value = quantity.of(run);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return Sample.of(values);
  }

  /** The proportional set size: of a server in each run, else the most that the warm-up showed. */
  @Nullable Double proportional() {
    Sample sample = sample(Quantity.PROPORTIONAL);
    return sample == null ? Quantity.PROPORTIONAL.of(warmUp) : (Double) sample.median();
  }
}
