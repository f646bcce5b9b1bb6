package io.lazyloader.agent.profile;

import io.lazyloader.agent.plan.FieldName;
import java.util.List;

/**
 * What was measured of one initialiser region.
 *
 * @param position the number of its first instruction in {@code <clinit>}
 * @param fields the static fields that it assigns, in that order; at least one
 * @param line where it begins in the source, 0 if the class file does not say
 * @param initialisation how it ran
 * @param runsRead in how many runs one of its fields was read outside the region
 * @param runsReadBeforeReady in how many of those, before start-up was over
 * @param firstReaders who read first; named as in {@link Initialisation}
 * @param calls the static methods and constructors of other classes that it calls, sorted, as
 *     {@code org.slf4j.LoggerFactory.getLogger}; empty also if nobody noted them, or if they are
 *     many
 */
public record RegionProfile(
    int position,
    List<String> fields,
    int line,
    Initialisation initialisation,
    long runsRead,
    long runsReadBeforeReady,
    Tally firstReaders,
    List<String> calls) {

  /** Copies the names. */
  public RegionProfile {
    calls = List.copyOf(calls);
    fields = List.copyOf(fields);
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("a region assigns at least one field");
    }
  }

  /**
   * Takes the runs of two profiles together.
   *
   * @param other of the same region
   * @return of all runs
   */
  public RegionProfile plus(RegionProfile other) {
    return new RegionProfile(
        position,
        fields,
        line,
        initialisation.plus(other.initialisation),
        runsRead + other.runsRead,
        runsReadBeforeReady + other.runsReadBeforeReady,
        firstReaders.plus(other.firstReaders),
        // The same bytes call the same, but for who wrote no calls down.
        calls.isEmpty() ? other.calls : calls);
  }

  /**
   * Tells whether no run read any of its fields.
   *
   * @return true if deferring it would have spared every run its cost
   */
  public boolean isNeverRead() {
    return runsRead == 0;
  }

  /**
   * Names it, by its first field.
   *
   * @param className the class that declares it
   * @return as plans do: {@code com.acme.Main#LOG}
   */
  public String name(String className) {
    return FieldName.of(className, fields.get(0));
  }

  /**
   * Names what a region calls, or a field that it takes an object from.
   *
   * @param className the binary name of the class that is called
   * @param member the simple name of the method or field
   * @return as {@link #calls} has it
   */
  public static String call(String className, String member) {
    return className + '.' + member;
  }

  /**
   * Takes apart what {@link #call} returned.
   *
   * @param call one of {@link #calls}
   * @return the binary name of the class that is called
   */
  public static String calledClass(String call) {
    return call.substring(0, call.lastIndexOf('.'));
  }
}
