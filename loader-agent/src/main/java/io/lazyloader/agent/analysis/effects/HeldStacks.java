package io.lazyloader.agent.analysis.effects;

import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.analysis.heap.Obj;
import io.lazyloader.agent.analysis.heap.Reachable;
import io.lazyloader.agent.analysis.heap.Retention;
import io.lazyloader.agent.rewrite.Region;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Throwables that hold the stack of their making, and so tell who triggered an initialiser. */
final class HeldStacks {
  private final List<Obj> holders = new ArrayList<>();

  void add(Obj throwable) {
    holders.add(throwable);
  }

  /** What speaks against moving a region that leaves such a throwable, or null. */
  @Nullable Refusal leftBy(Region region, StaticFields statics) {
    if (holders.isEmpty()) {
      return null;
    }
    Reachable reachable = statics.reachableFrom(region);
    for (Obj throwable : holders) {
      if (Finding.isIn(region, throwable.madeAt) && reachable.contains(throwable)) {
        return holdsItsStack(throwable);
      }
    }
    return null;
  }

  /** What speaks against running an initialiser at another time that leaves one, or null. */
  @Nullable Refusal keptBy(StaticFields statics) {
    if (holders.isEmpty()) {
      return null;
    }
    Reachable reachable = new Reachable();
    statics.addOthers(reachable, null);
    for (Obj throwable : holders) {
      if (reachable.contains(throwable)) {
        return holdsItsStack(throwable);
      }
    }
    return null;
  }

  /** Gives up the throwables; returns an obstacle for each. */
  List<Finding> forget() {
    List<Finding> findings = new ArrayList<>();
    for (Obj throwable : holders) {
      findings.add(new Finding(throwable.madeAt, holdsItsStack(throwable)));
    }
    holders.clear();
    return findings;
  }

  void retain(Retention retention) {
    for (Obj throwable : holders) {
      retention.add(throwable);
    }
  }

  private static Refusal holdsItsStack(Obj throwable) {
    return new Refusal(
        Verdict.Kind.UNSAFE,
        "it makes a " + throwable.type.binaryName() + ", which holds the stack of its making",
        List.of(),
        false);
  }
}
