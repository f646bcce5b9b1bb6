package io.lazyloader.agent.profile;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one initialisation: that of a class without its regions, or that of an
 * initialiser region. Immutable.
 *
 * <p>Users are named by the initialisation on whose behalf they ran, as {@link Profile} names them:
 * the innermost that was running on their thread, or {@link Profile#PROGRAM}. Their example is the
 * code that did it, as {@code com.acme.Main.run(Main.java:12)}.
 *
 * @param runs in how many runs it happened
 * @param failures in how many of those it threw
 * @param figures what was measured; what was not, is absent
 * @param threads the names of the threads that it ran on
 * @param triggers whose use started it
 * @param laterUsers who used the class afterwards and found it initialised; of a region, who read
 *     one of its fields
 */
public record Initialisation(
    long runs,
    long failures,
    Map<Measure, Figure> figures,
    Tally threads,
    Tally triggers,
    Tally laterUsers) {

  /** Copies the figures. */
  public Initialisation {
    EnumMap<Measure, Figure> copy = new EnumMap<>(Measure.class);
    copy.putAll(figures);
    figures = Collections.unmodifiableMap(copy);
  }

  /**
   * Takes the runs of two profiles together.
   *
   * @param other of the same initialiser
   * @return of all runs
   */
  public Initialisation plus(Initialisation other) {
    EnumMap<Measure, Figure> joined = new EnumMap<>(Measure.class);
    joined.putAll(figures);
    other.figures.forEach((measure, figure) -> joined.merge(measure, figure, Figure::plus));
    return new Initialisation(
        runs + other.runs,
        failures + other.failures,
        joined,
        threads.plus(other.threads),
        triggers.plus(other.triggers),
        laterUsers.plus(other.laterUsers));
  }

  /**
   * Returns a figure.
   *
   * @param measure what of
   * @return null if it was measured in no run
   */
  public @Nullable Figure figure(Measure measure) {
    return figures.get(measure);
  }

  /**
   * Returns the median of a figure.
   *
   * @param measure what of
   * @return 0 if it was measured in no run
   */
  public long median(Measure measure) {
    Figure figure = figures.get(measure);
    return figure == null ? 0 : figure.median();
  }
}
