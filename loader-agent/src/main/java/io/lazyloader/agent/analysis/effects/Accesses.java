package io.lazyloader.agent.analysis.effects;

import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.analysis.heap.HeapObject;
import io.lazyloader.agent.analysis.heap.RetainedSize;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.rewrite.Region;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the parts of one initialiser get at what other parts of it make and assign. Only the rest of
 * the same initialiser can see that, so it speaks against a region only if the other part is
 * outside of the region.
 */
final class Accesses {
  /** By position and what is accessed: the first of each kind. */
  private final Map<Long, Finding> accesses = new LinkedHashMap<>();

  /** Arrays in static fields of the class that were read and are taken for constant. */
  private final List<PresumedConstant> presumed = new ArrayList<>();

  /** Where arrays were made that were taken for constant, and may not be. */
  private final Set<Integer> refutedAt = new HashSet<>();

  /** Notes a use of an object that another instruction of the same initialiser made. */
  void accessed(int position, HeapObject object, boolean writes, Reporter reporter) {
    int how = (writes ? 1 : 0) | (object.presumedConstant ? 2 : 0);
    long key = ((long) position << 32 | (long) object.madeAt << 2 | how) & Long.MAX_VALUE;
    if (!accesses.containsKey(key)) {
      reporter.chargesForPlaces();
      String what = "an object that another part of the initialiser makes";
      Obstacle obstacle =
          writes
              ? reporter.obstacle(Verdict.Kind.UNSAFE, "it changes " + what)
              : reporter.obstacle(
                  Verdict.Kind.UNKNOWN, "it reads the state of " + what + " and others may change");
      accesses.put(key, new Finding(position, obstacle, null, object.madeAt, object));
    }
  }

  /** Notes a use of a static field of the class whose value depends on the moment. */
  void accessed(
      int position, FieldInfo field, Verdict.Kind kind, String reason, Reporter reporter) {
    long key =
        Long.MIN_VALUE
            | ((long) position << 32
                | (long) field.slot << 1
                | (kind == Verdict.Kind.UNSAFE ? 1 : 0));
    if (!accesses.containsKey(key)) {
      accesses.put(key, new Finding(position, reporter.obstacle(kind, reason), field));
    }
  }

  /** Notes that an array is taken for constant until the initialiser is done. */
  void presumes(PresumedConstant table) {
    presumed.add(table);
    for (HeapObject part : table.parts()) {
      part.presumedConstant = true;
    }
  }

  /** Finds out which arrays were taken for constant rightly, now that the initialiser is done. */
  void finish() {
    for (PresumedConstant table : presumed) {
      if (!table.isUnaliased()) {
        for (HeapObject part : table.parts()) {
          refutedAt.add(part.madeAt);
        }
      }
    }
    presumed.clear();
  }

  /** What speaks most against moving a region, or null. */
  @Nullable Obstacle obstacle(Region region, boolean isAllFollowed) {
    Obstacle worst = null;
    for (Finding access : accesses.values()) {
      if (access.isIn(region) && isFromOutside(access, region, isAllFollowed)) {
        worst = Obstacle.worse(worst, access.obstacle());
      }
    }
    return worst;
  }

  /** Whether a region accesses what the rest of the initialiser made, and may change yet. */
  private boolean isFromOutside(Finding access, Region region, boolean isAllFollowed) {
    FieldInfo field = access.field();
    if (field != null) {
      return !region.fields().contains(field.name);
    }
    if (access.madeAt() == Finding.NOWHERE || Finding.isIn(region, access.madeAt())) {
      return false;
    }
    return access.isWrite()
        || !access.isPresumedConstant()
        || refutedAt.contains(access.madeAt())
        || !isAllFollowed
        || isWrittenAfter(access.madeAt(), region);
  }

  private boolean isWrittenAfter(int madeAt, Region region) {
    for (Finding access : accesses.values()) {
      if (access.madeAt() == madeAt && access.isWrite() && access.at() >= region.start()) {
        return true;
      }
    }
    return false;
  }

  /** Adds the objects that are kept; returns how many places are. */
  int retain(RetainedSize retention) {
    int places = accesses.size();
    for (Finding access : accesses.values()) {
      retention.add(access.object());
      places += access.obstacle().chain.size();
    }
    return places;
  }

  void forgetObjects() {
    for (Map.Entry<Long, Finding> each : accesses.entrySet()) {
      each.setValue(each.getValue().withoutObject());
    }
  }
}
