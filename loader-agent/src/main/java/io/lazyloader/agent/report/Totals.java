package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.Profile;

/**
 * Sums over all initialisations of a profile.
 *
 * @param classes how many classes ran
 * @param regions how many regions ran
 * @param neverRead how many of those no run read
 * @param failures how many initialisations threw in some run
 * @param selfNanos their self times, in nanoseconds
 * @param nanosUntilReady the part of that which was before start-up was over
 * @param selfBytes heap that they allocated
 * @param selfLoaded classes that they loaded
 */
record Totals(
    int classes,
    int regions,
    int neverRead,
    int failures,
    long selfNanos,
    long nanosUntilReady,
    long selfBytes,
    long selfLoaded) {
  /** The key of the time from process start to ready. */
  static final String READY = "ready_ns";

  /** The key of the time from process start to the end of the recording. */
  static final String WALL = "wall_ns";

  /** The key of what recording took. */
  static final String OWN = "own_ns";

  static Totals of(Tree tree) {
    int regions = 0;
    int neverRead = 0;
    int failures = 0;
    Saving sum = Saving.NONE;
    long nanosUntilReady = 0;
    for (TreeNode node : tree.nodes()) {
      regions += node.isRegion() ? 1 : 0;
      neverRead += node.isNeverRead() ? 1 : 0;
      failures += node.initialisation().failures() > 0 ? 1 : 0;
      sum = sum.plus(node);
      nanosUntilReady += tree.untilReady(node).nanos();
    }
    return new Totals(
        tree.nodes().size() - regions,
        regions,
        neverRead,
        failures,
        sum.nanos(),
        nanosUntilReady,
        sum.bytes(),
        sum.loadedClasses());
  }

  /**
   * As in {@code 12.3 % of the 240.0 ms to ready}.
   *
   * @param nanos spent before ready; more than there were if several threads ran at once
   */
  static String shareOfReady(long nanos, Profile profile) {
    long ready = profile.median(READY);
    String whole = "the " + Amounts.time(ready) + " to ready";
    return nanos > ready
        ? "more than " + whole + ", as several threads ran at once"
        : Amounts.percent(nanos, ready) + " of " + whole;
  }
}
