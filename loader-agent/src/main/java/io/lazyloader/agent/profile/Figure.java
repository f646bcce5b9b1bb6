package io.lazyloader.agent.profile;

import java.util.Arrays;

/**
 * One measured quantity over several runs: how many, the smallest, the largest, and the median to
 * one per cent. Immutable.
 *
 * <p>{@link #plus} is commutative and associative to the bit, and the size is bounded however many
 * runs there are: values are counted in buckets whose bounds grow by a constant factor, as in
 * DDSketch (Masson, Rim and Lee, "DDSketch: a fast and fully-mergeable quantile sketch with
 * relative-error guarantees", VLDB 2019).
 */
public final class Figure {
  /** The largest relative error of a median. */
  public static final double ACCURACY = 0.01;

  /** The ratio of a bucket's bounds: gamma in the paper. */
  private static final double GROWTH = (1 + ACCURACY) / (1 - ACCURACY);

  private static final double LOG_GROWTH = StrictMath.log(GROWTH);

  /** The bucket of zero, which no power reaches. */
  private static final int ZERO = -1;

  private static final int[] NO_BUCKETS = {};
  private static final long[] NO_COUNTS = {};

  private final long runs;
  private final long min;
  private final long max;

  /** Ascending; none while all values are the same. */
  private final int[] buckets;

  private final long[] counts;

  private Figure(long runs, long min, long max, int[] buckets, long[] counts) {
    this.runs = runs;
    this.min = min;
    this.max = max;
    this.buckets = buckets;
    this.counts = counts;
  }

  /**
   * Makes the figure of one run.
   *
   * @param value as measured; what is below zero counts as zero
   * @return a figure whose median is the value
   */
  public static Figure of(long value) {
    long positive = Math.max(0, value);
    return new Figure(1, positive, positive, NO_BUCKETS, NO_COUNTS);
  }

  /**
   * Restores a figure from its parts.
   *
   * @param runs how many values there are
   * @param min the smallest
   * @param max the largest
   * @param buckets ascending, as {@link #buckets} gave them
   * @param counts of each bucket
   * @return the figure
   * @throws IllegalArgumentException if no values have these parts; the message says why
   */
  public static Figure restored(long runs, long min, long max, int[] buckets, long[] counts) {
    if (runs < 1 || min < 0 || max < min) {
      throw new IllegalArgumentException(
          "no " + runs + " values have the minimum " + min + " and the maximum " + max);
    }
    if (min == max) {
      return new Figure(runs, min, max, NO_BUCKETS, NO_COUNTS);
    }
    long sum = 0;
    for (int at = 0; at < buckets.length; at++) {
      boolean isAscending = at == 0 || buckets[at - 1] < buckets[at];
      if (!isAscending || counts.length != buckets.length || counts[at] < 1) {
        throw new IllegalArgumentException("its buckets are not ascending, or one is empty");
      }
      sum += counts[at];
    }
    if (sum != runs || buckets[0] != bucket(min) || buckets[buckets.length - 1] != bucket(max)) {
      throw new IllegalArgumentException("its buckets do not hold its " + runs + " values");
    }
    return new Figure(runs, min, max, buckets.clone(), counts.clone());
  }

  /**
   * Takes two figures together.
   *
   * @param other of the same quantity in other runs
   * @return the figure of all runs
   */
  public Figure plus(Figure other) {
    long smallest = Math.min(min, other.min);
    long largest = Math.max(max, other.max);
    if (smallest == largest) {
      return new Figure(runs + other.runs, min, max, NO_BUCKETS, NO_COUNTS);
    }
    int[] ours = buckets();
    int[] theirs = other.buckets();
    long[] ourCounts = counts();
    long[] theirCounts = other.counts();
    int[] joined = new int[ours.length + theirs.length];
    long[] joinedCounts = new long[joined.length];
    int size = 0;
    for (int a = 0, b = 0; a < ours.length || b < theirs.length; size++) {
      boolean takesOurs = b == theirs.length || (a < ours.length && ours[a] <= theirs[b]);
      boolean takesTheirs = a == ours.length || (b < theirs.length && theirs[b] <= ours[a]);
      joined[size] = takesOurs ? ours[a] : theirs[b];
      joinedCounts[size] = (takesOurs ? ourCounts[a++] : 0) + (takesTheirs ? theirCounts[b++] : 0);
    }
    return new Figure(
        runs + other.runs,
        smallest,
        largest,
        Arrays.copyOf(joined, size),
        Arrays.copyOf(joinedCounts, size));
  }

  /**
   * Returns how many runs it was measured in.
   *
   * @return at least 1
   */
  public long runs() {
    return runs;
  }

  /**
   * Returns the smallest value.
   *
   * @return exactly
   */
  public long min() {
    return min;
  }

  /**
   * Returns the largest value.
   *
   * @return exactly
   */
  public long max() {
    return max;
  }

  /**
   * Returns the median, of an even number of values the lower of the two in the middle.
   *
   * @return exactly if all values are the same, else to {@link #ACCURACY}
   */
  public long median() {
    long before = (runs - 1) / 2;
    for (int at = 0; at < buckets.length; at++) {
      if (before < counts[at]) {
        return Math.min(max, Math.max(min, middle(buckets[at])));
      }
      before -= counts[at];
    }
    return min;
  }

  /**
   * Returns the buckets that hold values.
   *
   * @return ascending; -1 holds zeros, n holds what is above the nth power of 1.0202 divided by it
   *     and not above that power
   */
  public int[] buckets() {
    return buckets.length == 0 ? new int[] {bucket(min)} : buckets.clone();
  }

  /**
   * Returns how many values each of {@link #buckets} holds.
   *
   * @return all above zero
   */
  public long[] counts() {
    return counts.length == 0 ? new long[] {runs} : counts.clone();
  }

  /** Strict, as a profile is read on other machines than the one that wrote it. */
  private static int bucket(long value) {
    return value == 0 ? ZERO : (int) Math.ceil(StrictMath.log((double) value) / LOG_GROWTH);
  }

  /** The value whose relative distance from either bound of a bucket is the same. */
  private static long middle(int bucket) {
    return bucket == ZERO ? 0 : Math.round(2 * StrictMath.pow(GROWTH, bucket) / (GROWTH + 1));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Figure figure
        && runs == figure.runs
        && min == figure.min
        && max == figure.max
        && Arrays.equals(buckets, figure.buckets)
        && Arrays.equals(counts, figure.counts);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(runs * 31 + min) * 31 + Long.hashCode(max);
  }

  @Override
  public String toString() {
    return median() + " [" + min + ", " + max + "] in " + runs;
  }
}
