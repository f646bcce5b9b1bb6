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
    int at, Refusal refusal, @Nullable FieldInfo field, int madeAt, @Nullable HeapObject object) {
  static final int NOWHERE = -2;

  Finding(int at, Refusal refusal) {
    this(at, refusal, null);
  }

  Finding(int at, Refusal refusal, @Nullable FieldInfo field) {
    this(at, refusal, field, NOWHERE, null);
  }

  boolean settles() {
    return object != null && object.settles;
  }

  boolean isIn(Region region) {
    return isIn(region, at);
  }

  boolean isWrite() {
    return refusal.kind == Verdict.Kind.UNSAFE;
  }

  /** The same without the object. */
  Finding withoutObject() {
    return new Finding(at, refusal, field, madeAt, null);
  }

  static boolean isIn(Region region, int position) {
    return position >= region.start() && position < region.end();
  }
}
