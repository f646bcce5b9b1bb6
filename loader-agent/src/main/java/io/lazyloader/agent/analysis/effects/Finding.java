package io.lazyloader.agent.analysis.effects;

import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.analysis.heap.HeapObject;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.rewrite.Region;
import org.jspecify.annotations.Nullable;

/**
 * An obstacle and the instruction at which it was met.
 *
 * @param at its position
 * @param field of an access, the static field that was accessed, or null
 * @param madeAt of an access, where the object was made that was accessed, or {@link #NOWHERE}
 * @param object that object, or the first of those made at one place; null if it is not kept
 */
record Finding(
    int at, Obstacle obstacle, @Nullable FieldInfo field, int madeAt, @Nullable HeapObject object) {
  static final int NOWHERE = -2;

  Finding(int at, Obstacle obstacle) {
    this(at, obstacle, null);
  }

  Finding(int at, Obstacle obstacle, @Nullable FieldInfo field) {
    this(at, obstacle, field, NOWHERE, null);
  }

  boolean isPresumedConstant() {
    return object != null && object.presumedConstant;
  }

  boolean isIn(Region region) {
    return isIn(region, at);
  }

  boolean isWrite() {
    return obstacle.kind == Verdict.Kind.UNSAFE;
  }

  /** The same without the object. */
  Finding withoutObject() {
    return new Finding(at, obstacle, field, madeAt, null);
  }

  static boolean isIn(Region region, int position) {
    return position >= region.start() && position < region.end();
  }
}
