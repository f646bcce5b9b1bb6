package io.lazyloader.agent.seeded;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What has to hold for whatever a generator makes of random numbers. If it does not, the case is
 * reported in a small form: the numbers that were drawn are left out in parts and made smaller, as
 * long as what the generator makes of them fails, too. So whatever is drawn from a {@link Random}
 * shrinks, and no value has to know how.
 *
 * <p>Where numbers are missing they are zero. A generator has to come to an end if all are; the
 * less it makes of zeros, the smaller are its examples.
 *
 * <p>The method is that of MacIver and Donaldson, Test-Case Reduction via Test-Case Generation,
 * ECOOP 2020, with two of its passes.
 *
 * @param <T> what the generator makes
 */
public final class Property<T> {
  /** How often a case is tried in a smaller form; a second or two for a quick test. */
  static final int MOST_TRIES = 2_000;

  private final Function<Random, T> generator;
  private final Check<T> check;
  private List<Integer> choices = List.of();
  private @Nullable Throwable failure;
  private int tries;

  private Property(Function<Random, T> generator, Check<T> check) {
    this.generator = generator;
    this.check = check;
  }

  /**
   * Checks one case.
   *
   * @param <T> what the generator makes
   * @param seed what the case is made of
   * @param generator makes the case, the same of the same numbers
   * @param check throws if it does not hold
   * @throws AssertionError if it does not hold; names the smallest case that was found, its cause
   *     is what that throws, and the case of the seed itself is suppressed in that
   */
  public static <T> void check(long seed, Function<Random, T> generator, Check<T> check) {
    Property<T> property = new Property<>(generator, check);
    if (property.fails(Choices.of(seed))) {
      throw property.smallest();
    }
  }

  private AssertionError smallest() {
    Throwable first = failure;
    while (leaveOut() || lower()) {
      // Once numbers are lower, more may be left out.
    }
    AssertionError error =
        new AssertionError(
            "it does not hold for %s, which is the smallest of %d tried: %s"
                .formatted(generator.apply(Choices.again(choices)), tries, failure),
            failure);
    if (first != null && first != failure) {
      error.addSuppressed(first);
    }
    return error;
  }

  /** Leaves out halves, quarters and so on, down to single numbers. */
  private boolean leaveOut() {
    int before = choices.size();
    for (int length = before; length > 0; length /= 2) {
      for (int from = choices.size() - length; from >= 0; from -= length) {
        if (from < choices.size()) {
          List<Integer> fewer = new ArrayList<>(choices);
          fewer.subList(from, Math.min(from + length, fewer.size())).clear();
          failsAgain(fewer);
        }
      }
    }
    return choices.size() < before;
  }

  /** Takes as much as possible from each number: all of it, half of it and so on, down to 1. */
  private boolean lower() {
    boolean hasLowered = false;
    for (int at = 0; at < choices.size(); at++) {
      int most = choices.get(at);
      for (int less = most; less != 0 && at < choices.size(); less >>>= 1) {
        List<Integer> lower = new ArrayList<>(choices);
        if (Integer.compareUnsigned(lower.get(at), less) >= 0) {
          lower.set(at, lower.get(at) - less);
          hasLowered |= failsAgain(lower);
        }
      }
    }
    return hasLowered;
  }

  private boolean failsAgain(List<Integer> others) {
    return tries < MOST_TRIES && fails(Choices.again(others));
  }

  /** Tries a case, and keeps it if it fails. */
  private boolean fails(Choices random) {
    T value = generator.apply(random);
    tries++;
    try {
      check.accept(value);
      return false;
    } catch (Exception | AssertionError e) {
      choices = random.drawn();
      failure = e;
      return true;
    }
  }

  /**
   * What has to hold.
   *
   * @param <T> of which values
   */
  @FunctionalInterface
  public interface Check<T> {
    /**
     * Throws if it does not hold.
     *
     * @param value what it has to hold for
     * @throws Exception if it does not hold
     */
    void accept(T value) throws Exception;
  }
}
