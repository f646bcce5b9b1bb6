package io.lazyloader.agent.analysis.effects;

import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.TypeInfo;
import io.lazyloader.agent.rewrite.Region;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an initialiser triggers a class that in turn needs the class being initialised, and which
 * of its own fields it reads after that.
 *
 * <p>Such a trigger is a circle of class initialisations. A thread that runs the initialiser gets
 * past it at its place, or hangs there, as it does eagerly. Moved to a later read in the same
 * initialiser, the trigger comes while the class is still locked, and another thread has had more
 * time to begin with the other class, and to wait for this one: the two would hang where an eager
 * run does not. Once the class is initialised, nobody waits for it any more.
 */
final class SelfReads {
  /** What speaks against moving a trigger, by its position. */
  private final Map<Integer, Obstacle> circles = new LinkedHashMap<>();

  /** Positions of reads, with the slot of the field. */
  private final Set<Long> reads = new HashSet<>();

  /** Whether it is known that the instruction at a position closes a circle. */
  boolean isCircleAt(int position) {
    return circles.containsKey(position);
  }

  void closesCircle(int position, Obstacle obstacle) {
    circles.put(position, obstacle);
  }

  void reads(int position, FieldInfo field) {
    if (!circles.isEmpty()) {
      reads.add((long) position << 32 | field.slot);
    }
  }

  /**
   * Tells why a region must not be moved, or null.
   *
   * @param isFollowed whether all that comes after the region could be followed
   */
  @Nullable Obstacle against(Region region, TypeInfo type, boolean isFollowed) {
    for (Map.Entry<Integer, Obstacle> circle : circles.entrySet()) {
      int at = circle.getKey();
      if (at >= region.start() && at < region.end() && (!isFollowed || isReadAfter(region, type))) {
        return circle.getValue();
      }
    }
    return null;
  }

  private boolean isReadAfter(Region region, TypeInfo type) {
    for (FieldInfo field : type.fields.values()) {
      if (field.isStatic() && region.fields().contains(field.name)) {
        for (long read : reads) {
          if ((int) read == field.slot && read >> 32 >= region.end()) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
