package io.lazyloader.agent.profile;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts in how many runs something was seen, by name, with one example each. Immutable.
 *
 * <p>{@link #plus} is commutative and associative, and the size is bounded: of more than {@link
 * #MOST_NAMES} names the first in their natural order are kept, whose counts are exact in whatever
 * order tallies are added, and {@link #isCut} tells that there were more.
 */
public final class Tally {
  /** How many names are kept. */
  public static final int MOST_NAMES = 256;

  /** Nothing was seen. */
  public static final Tally NONE = new Tally(new TreeMap<>(), false);

  private final SortedMap<String, Entry> entries;
  private final boolean isCut;

  private Tally(SortedMap<String, Entry> entries, boolean isCut) {
    this.entries = Collections.unmodifiableSortedMap(entries);
    this.isCut = isCut;
  }

  /**
   * What is known of one name.
   *
   * @param runs in how many runs it was seen
   * @param example where, for one; of several the first in their natural order; empty if unknown
   */
  public record Entry(long runs, String example) {
    Entry plus(Entry other) {
      boolean takesOther =
          example.isEmpty() || (!other.example.isEmpty() && other.example.compareTo(example) < 0);
      return new Entry(runs + other.runs, takesOther ? other.example : example);
    }
  }

  /**
   * Makes the tally of one name in one run.
   *
   * @param name what was seen
   * @param example where, or empty
   * @return a tally of one
   */
  public static Tally of(String name, String example) {
    return of(Map.of(name, new Entry(1, example)), false);
  }

  /**
   * Makes a tally.
   *
   * @param entries by name; those beyond the bound are dropped
   * @param isCut whether some were dropped before
   * @return the tally
   */
  public static Tally of(Map<String, Entry> entries, boolean isCut) {
    TreeMap<String, Entry> kept = new TreeMap<>(entries);
    boolean isTooLong = kept.size() > MOST_NAMES;
    while (kept.size() > MOST_NAMES) {
      kept.pollLastEntry();
    }
    return kept.isEmpty() && !isCut ? NONE : new Tally(kept, isCut || isTooLong);
  }

  /**
   * Takes two tallies together.
   *
   * @param other of the same things in other runs
   * @return the tally of all runs
   */
  public Tally plus(Tally other) {
    TreeMap<String, Entry> joined = new TreeMap<>(entries);
    other.entries.forEach((name, entry) -> joined.merge(name, entry, Entry::plus));
    return of(joined, isCut || other.isCut);
  }

  /**
   * Returns what was seen.
   *
   * @return by name, in their natural order; not to be changed
   */
  public SortedMap<String, Entry> entries() {
    return entries;
  }

  /**
   * Tells whether there were more names than are kept.
   *
   * @return true if some are missing
   */
  public boolean isCut() {
    return isCut;
  }

  /**
   * Returns the name that was seen in most runs.
   *
   * @return of several the first in their natural order; empty if nothing was seen
   */
  public String mostFrequent() {
    String most = "";
    long runs = 0;
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      if (entry.getValue().runs() > runs) {
        most = entry.getKey();
        runs = entry.getValue().runs();
      }
    }
    return most;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tally tally && isCut == tally.isCut && entries.equals(tally.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries + (isCut ? " and more" : "");
  }
}
