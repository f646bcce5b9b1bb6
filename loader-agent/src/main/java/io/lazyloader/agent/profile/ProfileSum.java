package io.lazyloader.agent.profile;

import java.util.TreeMap;

/**
 * Adds up any number of profiles, one after the other. It comes to what {@link Profile#plus} comes
 * to, but a profile that is added costs as much as it is large itself, not as the sum is: of a
 * fleet, most runs are a small part of all. Holds what the sum holds. Not safe for threads.
 */
public final class ProfileSum {
  private long runs;
  private RunIds runIds = RunIds.NONE;
  private final TreeMap<String, Tally> facts = new TreeMap<>();
  private final TreeMap<String, Figure> totals = new TreeMap<>();
  private final TreeMap<Profile.Key, ClassProfile> classes = new TreeMap<>();

  /** Makes a sum of nothing. */
  public ProfileSum() {}

  /**
   * Adds the runs of a profile.
   *
   * @param profile of the same program
   */
  public void add(Profile profile) {
    runs += profile.runs();
    runIds = runIds.plus(profile.runIds());
    profile.facts().forEach((key, value) -> facts.merge(key, value, Tally::plus));
    profile.totals().forEach((key, value) -> totals.merge(key, value, Figure::plus));
    profile.classes().forEach((key, value) -> classes.merge(key, value, ClassProfile::plus));
  }

  /**
   * Returns how many runs were added so far.
   *
   * @return 0 if nothing was added
   */
  public long runs() {
    return runs;
  }

  /**
   * Returns which runs were added so far.
   *
   * @return their numbers, as far as they are known
   */
  public RunIds runIds() {
    return runIds;
  }

  /**
   * Returns what was added so far.
   *
   * @return of all runs; without any if nothing was added
   */
  public Profile profile() {
    return new Profile(runs, facts, totals, classes, runIds);
  }
}
