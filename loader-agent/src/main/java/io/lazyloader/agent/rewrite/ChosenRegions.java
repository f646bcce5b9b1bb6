package io.lazyloader.agent.rewrite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The regions of one class that are to be moved: disjoint, in the order of {@code <clinit>}. */
final class ChosenRegions {
  static final String NOT_CLOSED = "its initialiser can't be told apart from the rest of <clinit>";

  private final RegionFinder finder;
  private final boolean isInterface;
  private final List<Region> regions = new ArrayList<>();

  ChosenRegions(RegionFinder finder, boolean isInterface) {
    this.finder = finder;
    this.isInterface = isInterface;
  }

  List<Region> regions() {
    return regions;
  }

  /** Adds the region of a field that somebody asks for, if it has one. */
  void add(Field field) {
    Region region = finder.find(Collections.singleton(field.name));
    if (region != null) {
      Region joined = joined(region);
      // What can't be joined is lost: half of an overlap can't be moved.
      removeOverlapping(joined == null ? region : joined);
      if (joined != null) {
        insert(joined);
      }
    }
  }

  /** Adds the region of a field that nobody asks for; returns what speaks against it, if any. */
  @Nullable String addIfJudgedSafe(Field field, @Nullable Judge judge) {
    if (isInterface) {
      return "it is a field of an interface, which reflection would find empty for ever: only a mark"
          + " or a plan defers it";
    }
    Region region = finder.find(Collections.singleton(field.name));
    if (region == null || judge == null) {
      return NOT_CLOSED;
    }
    Region joined = joined(region);
    if (joined == null) {
      return NOT_CLOSED;
    }
    String obstacle = judge.obstacle(joined);
    if (obstacle == null) {
      removeOverlapping(joined);
      insert(joined);
    }
    return obstacle;
  }

  /** Joins a region with those that it overlaps; null if that can't be. */
  private @Nullable Region joined(Region region) {
    Region joined = region;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Region other : regions) {
        boolean isInside = joined.start() <= other.start() && other.end() <= joined.end();
        if (other.overlaps(joined) && !isInside) {
          joined = finder.join(joined, other);
          if (joined == null) {
            return null;
          }
          changed = true;
        }
      }
    }
    return joined;
  }

  private void removeOverlapping(Region region) {
    for (Region other : List.copyOf(regions)) {
      if (other.overlaps(region)) {
        regions.remove(other);
      }
    }
  }

  private void insert(Region region) {
    int place = 0;
    while (place < regions.size() && regions.get(place).start() < region.start()) {
      place++;
    }
    regions.add(place, region);
  }
}
