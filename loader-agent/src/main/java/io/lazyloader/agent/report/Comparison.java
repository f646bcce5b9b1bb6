package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.Measure.Unit;
import io.lazyloader.agent.profile.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What changed between two profiles: every counter, and the self time of every initialisation.
 * Initialisations are matched by name; class files of one name count as one, their figures added
 * up.
 *
 * @param before the profile of before
 * @param after the profile of after
 * @param counters sums over all initialisations first, then the totals of the runs by key
 * @param changed self times of what ran before and after, the largest change first
 * @param gone self times of what ran before only, the largest first
 * @param added self times of what runs after only, the largest first
 */
public record Comparison(
    Analysis before,
    Analysis after,
    List<Change> counters,
    List<Change> changed,
    List<Change> gone,
    List<Change> added) {
  /** Copies the lists. */
  public Comparison {
    counters = List.copyOf(counters);
    changed = List.copyOf(changed);
    gone = List.copyOf(gone);
    added = List.copyOf(added);
  }

  /**
   * A quantity of before and after.
   *
   * @param name of a counter or an initialisation
   * @param unit what is counted
   * @param before its value, 0 if it was not there
   * @param after its value, 0 if it is not there
   */
  public record Change(String name, Unit unit, long before, long after) {
    /**
     * Returns the difference.
     *
     * @return below zero if it became less
     */
    public long delta() {
      return after - before;
    }
  }

  /**
   * Compares.
   *
   * @param before the profile of before
   * @param after the profile of after
   * @return what changed
   */
  public static Comparison of(Analysis before, Analysis after) {
    SortedMap<String, Long> old = selfTimes(before.tree());
    SortedMap<String, Long> recent = selfTimes(after.tree());
    List<Change> changed = new ArrayList<>();
    List<Change> gone = new ArrayList<>();
    List<Change> added = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(recent.keySet());
    for (String name : names) {
      Change change =
          new Change(
              name, Unit.NANOSECONDS, old.getOrDefault(name, 0L), recent.getOrDefault(name, 0L));
      (!recent.containsKey(name) ? gone : old.containsKey(name) ? changed : added).add(change);
    }
    // Stable: of the same size, names stay in their order.
    Comparator<Change> largestFirst = Comparator.comparingLong(change -> -Math.abs(change.delta()));
    changed.removeIf(change -> change.delta() == 0);
    changed.sort(largestFirst);
    gone.sort(largestFirst);
    added.sort(largestFirst);
    return new Comparison(before, after, counters(before, after), changed, gone, added);
  }

  private static SortedMap<String, Long> selfTimes(Tree tree) {
    SortedMap<String, Long> times = new TreeMap<>();
    for (TreeNode node : tree.nodes()) {
      times.merge(node.name(), node.selfNanos(), Long::sum);
    }
    return times;
  }

  private static List<Change> counters(Analysis before, Analysis after) {
    Totals old = Totals.of(before.tree());
    Totals recent = Totals.of(after.tree());
    List<Change> counters = new ArrayList<>();
    counters.add(new Change("classes", Unit.CLASSES, old.classes(), recent.classes()));
    counters.add(new Change("regions", Unit.CLASSES, old.regions(), recent.regions()));
    counters.add(
        new Change("never_read_regions", Unit.CLASSES, old.neverRead(), recent.neverRead()));
    counters.add(new Change("failed", Unit.CLASSES, old.failures(), recent.failures()));
    counters.add(new Change("self_ns", Unit.NANOSECONDS, old.selfNanos(), recent.selfNanos()));
    counters.add(new Change("self_bytes", Unit.BYTES, old.selfBytes(), recent.selfBytes()));
    counters.add(new Change("self_loaded", Unit.CLASSES, old.selfLoaded(), recent.selfLoaded()));
    Saving oldSaving = before.savings().ofAllNeverRead().saving();
    Saving recentSaving = after.savings().ofAllNeverRead().saving();
    counters.add(
        new Change("saving_ns", Unit.NANOSECONDS, oldSaving.nanos(), recentSaving.nanos()));
    addTotals(before.profile(), after.profile(), counters);
    return counters;
  }

  private static void addTotals(Profile before, Profile after, List<Change> counters) {
    TreeSet<String> keys = new TreeSet<>(before.totals().keySet());
    keys.addAll(after.totals().keySet());
    for (String key : keys) {
      counters.add(new Change(key, unit(key), before.median(key), after.median(key)));
    }
  }

  /** The unit that the ending of a total's key tells. */
  private static Unit unit(String key) {
    if (key.endsWith("_ns")) {
      return Unit.NANOSECONDS;
    }
    return key.endsWith("_bytes") ? Unit.BYTES : Unit.CLASSES;
  }
}
