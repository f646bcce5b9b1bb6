package io.lazyloader.agent.report;

/**
 * What initialisations that no longer run would have cost.
 *
 * @param nanos their self times, in nanoseconds
 * @param bytes heap that they allocated
 * @param loadedClasses classes, of the JDK too, that they loaded
 * @param initialisations how many there are: classes and regions
 */
public record Saving(long nanos, long bytes, long loadedClasses, int initialisations) {
  /** Nothing is saved. */
  public static final Saving NONE = new Saving(0, 0, 0, 0);

  Saving plus(TreeNode node) {
    return plus(new Saving(node.selfNanos(), node.selfBytes(), node.selfLoaded(), 1));
  }

  Saving minus(Saving other) {
    return new Saving(
        nanos - other.nanos,
        bytes - other.bytes,
        loadedClasses - other.loadedClasses,
        initialisations - other.initialisations);
  }

  Saving atMost(Saving limit) {
    return new Saving(
        Math.min(nanos, limit.nanos),
        Math.min(bytes, limit.bytes),
        Math.min(loadedClasses, limit.loadedClasses),
        Math.min(initialisations, limit.initialisations));
  }

  Saving plus(Saving other) {
    return new Saving(
        nanos + other.nanos,
        bytes + other.bytes,
        loadedClasses + other.loadedClasses,
        initialisations + other.initialisations);
  }
}
