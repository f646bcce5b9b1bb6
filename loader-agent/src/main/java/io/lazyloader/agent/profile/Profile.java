package io.lazyloader.agent.profile;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one run measured of its static initialisers, or several together. Immutable.
 *
 * <p>An initialisation is named {@code com.acme.Main} if it is the class's {@code <clinit>} without
 * its regions, and {@code com.acme.Main#LOG}, by its first field, if it is a region. {@link
 * #PROGRAM} stands for all code that runs outside of static initialisers.
 *
 * @param runs how many runs it holds
 * @param facts by key, what runs had in common or not: {@code main}, {@code java}, {@code
 *     ready_by}, {@code ended_by}, {@code not_recorded} (classes, with the reason as example)
 * @param totals by key, what was measured of whole runs; the unit is the key's ending ({@code _ns},
 *     {@code _bytes}, or a count)
 * @param classes what was measured of each class
 * @param runIds which runs these are; of older profiles not known
 */
public record Profile(
    long runs,
    SortedMap<String, Tally> facts,
    SortedMap<String, Figure> totals,
    SortedMap<Key, ClassProfile> classes,
    RunIds runIds) {

  /** The name of what runs outside of static initialisers. */
  public static final String PROGRAM = "";

  /** Copies the maps. */
  public Profile {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    totals = Collections.unmodifiableSortedMap(new TreeMap<>(totals));
    classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
  }

  /**
   * Makes a profile of runs that are not known by their numbers.
   *
   * @param runs how many runs it holds
   * @param facts by key, what runs had in common or not
   * @param totals by key, what was measured of whole runs
   * @param classes what was measured of each class
   */
  public Profile(
      long runs,
      SortedMap<String, Tally> facts,
      SortedMap<String, Figure> totals,
      SortedMap<Key, ClassProfile> classes) {
    this(runs, facts, totals, classes, RunIds.NONE);
  }

  /**
   * Says which runs these are.
   *
   * @param ids the numbers of its runs
   * @return the same otherwise
   */
  public Profile with(RunIds ids) {
    return new Profile(runs, facts, totals, classes, ids);
  }

  /**
   * What identifies a class across runs.
   *
   * @param name its binary name
   * @param hash of its class file
   */
  public record Key(String name, String hash) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byName = name.compareTo(other.name);
      return byName == 0 ? hash.compareTo(other.hash) : byName;
    }
  }

  /**
   * Takes the runs of two profiles together. Commutative and associative; the size is bounded by
   * the classes that occur, not by the number of runs.
   *
   * @param other of the same program
   * @return of all runs
   */
  public Profile plus(Profile other) {
    ProfileSum sum = new ProfileSum();
    sum.add(this);
    sum.add(other);
    return sum.profile();
  }

  /**
   * Returns the median of a total.
   *
   * @param key its name in files
   * @return 0 if it was not measured
   */
  public long median(String key) {
    Figure figure = totals.get(key);
    return figure == null ? 0 : figure.median();
  }
}
