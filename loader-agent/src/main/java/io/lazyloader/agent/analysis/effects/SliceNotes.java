package io.lazyloader.agent.analysis.effects;

import io.lazyloader.agent.rewrite.Region;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Obstacles that the evaluation got past: where, and in which slice of the initialiser. What the
 * slice assigns is not known behind it.
 */
final class SliceNotes {
  private @Nullable Region slice;
  private @Nullable Obstacle first;
  private final Set<Integer> positions = new HashSet<>();

  /** Whether something was noted in the slice that runs. */
  boolean isOpen() {
    return slice != null;
  }

  void open(Region newSlice, Obstacle obstacle) {
    slice = newSlice;
    first = obstacle;
  }

  void end() {
    slice = null;
  }

  /** Ends the slice if a position is behind it, and returns it then. */
  @Nullable Region leaves(int position) {
    Region left = slice;
    if (left == null || position < left.end()) {
      return null;
    }
    slice = null;
    return left;
  }

  /** What was noted first in the slice that was opened last. */
  Obstacle first() {
    if (first == null) {
      throw new IllegalStateException("nothing was noted");
    }
    return first;
  }

  /** Whether something was noted at a position in this run of its slice. */
  boolean has(int position) {
    return slice != null && positions.contains(position);
  }

  /** Remembers a position; returns false if something was noted there before. */
  boolean add(int position) {
    return positions.add(position);
  }
}
