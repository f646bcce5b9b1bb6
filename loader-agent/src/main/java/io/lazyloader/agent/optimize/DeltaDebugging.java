package io.lazyloader.agent.optimize;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a list of things smaller for which something holds, as long as it does: the algorithm
 * <i>ddmin</i> of Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input, IEEE
 * Transactions on Software Engineering 28 (2002), section 3. What is left is 1-minimal: without any
 * one of its elements it does not hold. Where elements count by themselves, these are they; where
 * it holds for some list and not for a longer one, there may be smaller lists that are not found.
 *
 * <p>Of n elements that takes n² + 3n tests at most, and some 2 log n if it is for a single one.
 *
 * @param <T> what the list is of, with {@code equals}
 */
final class DeltaDebugging<T> {
  private final Test<T> test;
  private final Watcher watcher;
  private final Map<List<T>, Boolean> known = new HashMap<>();

  /** Whether it holds for a part of the list, in its order. */
  @FunctionalInterface
  interface Test<T> {
    boolean holds(List<T> part) throws IOException, InterruptedException;
  }

  /** Is told before each test. */
  @FunctionalInterface
  interface Watcher {
    /**
     * A test begins.
     *
     * @param size how many elements are left
     * @param left how many tests there are at most, this one included, before the list becomes
     *     smaller or is cut more finely
     */
    void testing(int size, int left);
  }

  private DeltaDebugging(Test<T> test, Watcher watcher) {
    this.test = test;
    this.watcher = watcher;
  }

  /**
   * Makes a list smaller.
   *
   * @param all elements that differ, for which the test holds; for none of them it does not.
   *     Neither is tested
   * @param test gives the same for the same part; is asked once about each
   * @return those that are left, in their order
   */
  static <T> List<T> minimise(List<T> all, Test<T> test, Watcher watcher)
      throws IOException, InterruptedException {
    return new DeltaDebugging<>(test, watcher).minimise(all);
  }

  private List<T> minimise(List<T> all) throws IOException, InterruptedException {
    List<T> list = List.copyOf(all);
    int pieces = 2;
    while (list.size() > 1) {
      List<List<T>> subsets = split(list, pieces);
      List<T> smaller = firstThatHolds(list, subsets, /* more= */ pieces == 2 ? 0 : pieces);
      if (smaller != null) {
        list = smaller;
        pieces = 2;
        continue;
      }
      // Of two pieces, each is what the other leaves.
      smaller = pieces == 2 ? null : firstThatHolds(list, complements(list, subsets), 0);
      if (smaller != null) {
        list = smaller;
        pieces = Math.max(pieces - 1, 2);
      } else if (pieces == list.size()) {
        break;
      } else {
        pieces = Math.min(2 * pieces, list.size());
      }
    }
    return list;
  }

  private @Nullable List<T> firstThatHolds(List<T> list, List<List<T>> parts, int more)
      throws IOException, InterruptedException {
    int left = parts.size() + more;
    for (List<T> part : parts) {
      if (holds(part, list.size(), left)) {
        return part;
      }
      left--;
    }
    return null;
  }

  private boolean holds(List<T> part, int size, int left) throws IOException, InterruptedException {
    Boolean before = known.get(part);
    if (before != null) {
      return before;
    }
    watcher.testing(size, left);
    boolean holds = test.holds(part);
    known.put(part, holds);
    return holds;
  }

  /** Cuts a list into pieces of nearly the same size. */
  private static <T> List<List<T>> split(List<T> list, int pieces) {
    List<List<T>> parts = new ArrayList<>();
    int from = 0;
    for (int piece = 1; piece <= pieces; piece++) {
      int to = (int) ((long) list.size() * piece / pieces);
      parts.add(List.copyOf(list.subList(from, to)));
      from = to;
    }
    return parts;
  }

  private static <T> List<List<T>> complements(List<T> list, List<List<T>> parts) {
    List<List<T>> complements = new ArrayList<>();
    int from = 0;
    for (List<T> part : parts) {
      List<T> rest = new ArrayList<>(list.subList(0, from));
      from += part.size();
      rest.addAll(list.subList(from, list.size()));
      complements.add(rest);
    }
    return complements;
  }
}
