package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.analysis.heap.Instance;
import java.util.List;

/** A throwable that simulated code throws. */
public final class Thrown extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final transient Instance throwable;

  /** The calls that lead to where it was thrown, outermost first. */
  final transient List<Verdict.Place> chain;

  Thrown(Instance throwable, List<Verdict.Place> chain) {
    super(null, null, false, false);
    this.throwable = throwable;
    this.chain = chain;
  }
}
