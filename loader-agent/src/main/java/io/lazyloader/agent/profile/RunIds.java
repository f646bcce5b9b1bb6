package io.lazyloader.agent.profile;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * Which runs a profile holds, so that none is counted twice: each run has a random number.
 * Immutable.
 *
 * <p>{@link #plus} is commutative and associative, and the size is bounded: of more than {@link
 * #MOST} the smallest are kept, and {@link #isCut} tells that there were more. Of a run whose
 * number is not above the largest that is kept, it is still known whether it is in; as numbers are
 * random, a profile of many runs can be recognised by those that are kept.
 */
public final class RunIds {
  /** How many are kept; 128 KiB. */
  public static final int MOST = 16_384;

  /** No run is known by its number, as in profiles of before there were any. */
  public static final RunIds NONE = new RunIds(new long[0], false);

  /** Ascending, without duplicates. */
  private final long[] ids;

  private final boolean isCut;

  private RunIds(long[] ids, boolean isCut) {
    this.ids = ids;
    this.isCut = isCut;
  }

  /**
   * Makes that of one run.
   *
   * @param id a random number
   * @return of that run alone
   */
  public static RunIds of(long id) {
    return new RunIds(new long[] {id}, false);
  }

  /**
   * Restores what {@link #text} gave.
   *
   * @param runs how many runs the profile holds
   * @throws IllegalArgumentException if it is nothing of that kind
   */
  static RunIds restored(String text, boolean isCut, long runs) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (bytes.length % Long.BYTES != 0) {
      throw new IllegalArgumentException("one has not eight bytes");
    }
    LongBuffer numbers = ByteBuffer.wrap(bytes).asLongBuffer();
    long[] ids = new long[numbers.remaining()];
    numbers.get(ids);
    for (int at = 1; at < ids.length; at++) {
      if (ids[at - 1] >= ids[at]) {
        throw new IllegalArgumentException("they are not ascending");
      }
    }
    long most = Math.min(MOST, runs);
    if (ids.length > most) {
      throw new IllegalArgumentException(
          "there are " + ids.length + ", and there can be " + most + " at most");
    }
    return new RunIds(ids, isCut);
  }

  /** The numbers in ASCII: eight bytes each, most significant first, ascending, in base 64. */
  String text() {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * ids.length);
    bytes.asLongBuffer().put(ids);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /**
   * Takes the runs of two profiles together.
   *
   * @param other of other runs, or of the same
   * @return of both
   */
  public RunIds plus(RunIds other) {
    if (other.isBeyond(this)) {
      return other.ids.length == 0 || isCut ? this : new RunIds(ids, true);
    }
    long[] joined = Arrays.copyOf(ids, ids.length + other.ids.length);
    System.arraycopy(other.ids, 0, joined, ids.length, other.ids.length);
    Arrays.sort(joined);
    int size = 0;
    for (int at = 0; at < joined.length; at++) {
      if (at == 0 || joined[at] != joined[at - 1]) {
        joined[size++] = joined[at];
      }
    }
    boolean isTooLong = size > MOST;
    return new RunIds(
        Arrays.copyOf(joined, Math.min(MOST, size)), isCut || other.isCut || isTooLong);
  }

  /** Whether nothing of it would be kept beside others. */
  private boolean isBeyond(RunIds full) {
    return ids.length == 0 ? !isCut : full.ids.length == MOST && ids[0] > full.ids[MOST - 1];
  }

  /**
   * Counts the runs that are in another profile, too.
   *
   * @param others of the other profile
   * @return how many of those whose numbers are kept
   */
  public int in(RunIds others) {
    int count = 0;
    for (long id : ids) {
      count += Arrays.binarySearch(others.ids, id) >= 0 ? 1 : 0;
    }
    return count;
  }

  /**
   * Tells whether it can be told if a profile's runs are in another one.
   *
   * @param others of the other profile
   * @return false if the other one has let go of numbers such as these
   */
  public boolean areKnownTo(RunIds others) {
    return !others.isCut
        || ids.length == 0
        || (others.ids.length > 0 && ids[ids.length - 1] <= others.ids[others.ids.length - 1]);
  }

  /**
   * Counts the numbers that are kept.
   *
   * @return at most {@link #MOST}
   */
  public int size() {
    return ids.length;
  }

  /**
   * Tells whether there were more numbers than are kept.
   *
   * @return true if some are missing
   */
  public boolean isCut() {
    return isCut;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RunIds runs && isCut == runs.isCut && Arrays.equals(ids, runs.ids);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ids);
  }

  @Override
  public String toString() {
    return ids.length + " runs" + (isCut ? " and more" : "");
  }
}
