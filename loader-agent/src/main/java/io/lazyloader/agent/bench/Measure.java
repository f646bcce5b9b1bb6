package io.lazyloader.agent.bench;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is measured in every run. */
enum Measure {
  /** Wall time to the end, or until the program was ready. */
  TIME(Run::seconds),
  /** Wall time until it was exercised. */
  EXERCISED(Run::exercisedSeconds),
  PROCESSOR(Run::processorSeconds),
  RESIDENT(run -> asDouble(run.peakResidentBytes())),
  PROPORTIONAL(run -> asDouble(run.proportionalBytes()));

  private final Function<Run, @Nullable Double> value;

  Measure(Function<Run, @Nullable Double> value) {
    this.value = value;
  }

  /** What a run came to, or null where that was not measured. */
  @Nullable Double of(Run run) {
    return value.apply(run);
  }

  private static @Nullable Double asDouble(@Nullable Long value) {
    return value == null ? null : value.doubleValue();
  }
}
