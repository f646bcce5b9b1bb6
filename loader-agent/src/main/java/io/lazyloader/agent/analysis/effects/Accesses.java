package io.lazyloader.agent.analysis.effects;

import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.analysis.heap.HeapObject;
import io.lazyloader.agent.analysis.heap.Retention;
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

  /** Arrays in static fields of the class that were read and may prove never to change. */
  private final List<Settling> tables = new ArrayList<>();

  /** Where such arrays were made that did not prove so. */
  private final Set<Integer> unsettledAt = new HashSet<>();

  /** Notes a use of an object that another instruction of the same initialiser made. */
  void touched(int position, HeapObject object, boolean writes, Reporter reporter) {
    int how = (writes ? 1 : 0) | (object.settles ? 2 : 0);
    long key = ((long) position << 32 | (long) object.madeAt << 2 | how) & Long.MAX_VALUE;
    if (!accesses.containsKey(key)) {
      reporter.chargesForPlaces();
      String what = "an object that another part of the initialiser makes";
      Refusal refusal =
          writes
              ? reporter.refusal(Verdict.Kind.UNSAFE, "it changes " + what)
              : reporter.refusal(
                  Verdict.Kind.UNKNOWN, "it reads the state of " + what + " and others may change");
      accesses.put(key, new Finding(position, refusal, null, object.madeAt, object));
    }
  }

  /** Notes a use of a static field of the class whose value depends on the moment. */
  void touched(int position, FieldInfo field, Verdict.Kind kind, String reason, Reporter reporter) {
    long key =
        Long.MIN_VALUE
            | ((long) position << 32
                | (long) field.slot << 1
                | (kind == Verdict.Kind.UNSAFE ? 1 : 0));
    if (!accesses.containsKey(key)) {
      accesses.put(key, new Finding(position, reporter.refusal(kind, reason), field));
    }
  }

  /** Notes that an array won't change any more if there is no other way to it. */
  void settles(Settling table) {
    tables.add(table);
    for (HeapObject part : table.parts()) {
      part.settles = true;
    }
  }

  /** Finds out which arrays may change yet, now that the initialiser is done. */
  void finish() {
    for (Settling table : tables) {
      if (!table.isOnlyWay()) {
        for (HeapObject part : table.parts()) {
          unsettledAt.add(part.madeAt);
        }
      }
    }
    tables.clear();
  }

  /** What speaks most against moving a region, or null. */
  @Nullable Refusal obstacle(Region region, boolean isAllFollowed) {
    Refusal worst = null;
    for (Finding access : accesses.values()) {
      if (access.isIn(region) && isFromOutside(access, region, isAllFollowed)) {
        worst = Refusal.worse(worst, access.refusal());
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
        || !access.settles()
        || unsettledAt.contains(access.madeAt())
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
  int retain(Retention retention) {
    int places = accesses.size();
    for (Finding access : accesses.values()) {
      retention.add(access.object());
      places += access.refusal().chain.size();
    }
    return places;
  }

  void forgetObjects() {
    for (Map.Entry<Long, Finding> each : accesses.entrySet()) {
      each.setValue(each.getValue().withoutObject());
    }
  }
}
