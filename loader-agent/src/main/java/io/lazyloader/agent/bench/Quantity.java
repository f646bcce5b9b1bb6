package io.lazyloader.agent.bench;

import org.jspecify.annotations.Nullable;

/** What is measured in every run. */
enum Quantity {
  /** Wall time to the end, or until the program was ready. */
  TIME,
  /** Wall time until it was exercised. */
  EXERCISED,
  /** User and system time. */
  PROCESSOR,
  /** The most memory that was resident. */
  RESIDENT,
  /** The proportional set size. */
  PROPORTIONAL;

  /** What a run came to, in seconds or bytes; null where that was not measured. */
  @Nullable Double of(Run run) {
    return switch (this) {
      case TIME -> (Double) run.seconds();
      case EXERCISED -> run.exercisedSeconds();
      case PROCESSOR -> run.processorSeconds();
      case RESIDENT -> asDouble(run.peakResidentBytes());
      case PROPORTIONAL -> asDouble(run.proportionalBytes());
    };
  }

  private static @Nullable Double asDouble(@Nullable Long value) {
    return value == null ? null : (Double) value.doubleValue();
  }
}
