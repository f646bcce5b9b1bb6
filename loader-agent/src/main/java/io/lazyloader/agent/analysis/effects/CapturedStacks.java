package io.lazyloader.agent.analysis.effects;

import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.heap.Reachable;
import io.lazyloader.agent.analysis.heap.RetainedSize;
import io.lazyloader.agent.rewrite.Region;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Throwables that hold the stack of their making, and so tell who triggered an initialiser. */
final class CapturedStacks {
  private final List<Instance> holders = new ArrayList<>();

  void add(Instance throwable) {
    holders.add(throwable);
  }

  /** What speaks against moving a region that leaves such a throwable, or null. */
  @Nullable Obstacle leftBy(Region region, StaticFields statics) {
    if (holders.isEmpty()) {
      return null;
    }
    Reachable reachable = statics.reachableFrom(region);
    for (Instance throwable : holders) {
      if (Finding.isIn(region, throwable.madeAt) && reachable.contains(throwable)) {
        return holdsItsStack(throwable);
      }
    }
    return null;
  }

  /** What speaks against running an initialiser at another time that leaves one, or null. */
  @Nullable Obstacle keptBy(StaticFields statics) {
    if (holders.isEmpty()) {
      return null;
    }
    Reachable reachable = new Reachable();
    statics.addOthers(reachable, null);
    for (Instance throwable : holders) {
      if (reachable.contains(throwable)) {
        return holdsItsStack(throwable);
      }
    }
    return null;
  }

  /** Gives up the throwables; returns an obstacle for each. */
  List<Finding> forget() {
    List<Finding> findings = new ArrayList<>();
    for (Instance throwable : holders) {
      findings.add(new Finding(throwable.madeAt, holdsItsStack(throwable)));
    }
    holders.clear();
    return findings;
  }

  void retain(RetainedSize retention) {
    for (Instance throwable : holders) {
      retention.add(throwable);
    }
  }

  private static Obstacle holdsItsStack(Instance throwable) {
    return new Obstacle(
        Verdict.Kind.UNSAFE,
        "it makes a " + throwable.type.binaryName() + ", which holds the stack of its making",
        List.of(),
        false);
  }
}
