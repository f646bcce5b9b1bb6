package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.TrustRules;
import io.lazyloader.agent.analysis.effects.Obstacle;
import io.lazyloader.agent.analysis.heap.HeapObject;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.world.MethodInfo;
import org.jspecify.annotations.Nullable;

/** Takes calls as done for which a rule vouches. */
final class TrustedInvocation {
  private final Execution execution;
  private final Heap heap;
  private final OwnOperands ownOperands;

  TrustedInvocation(Execution execution, Heap heap) {
    this.execution = execution;
    this.heap = heap;
    this.ownOperands = new OwnOperands(execution);
  }

  /** Takes a call as done: what it returns is not known, and what it was given no longer is. */
  @Nullable Object call(TrustRules.Rule rule, MethodInfo method, @Nullable Object[] arguments) {
    if (rule.onOwn()) {
      ownOperands.check(rule, method, arguments);
    }
    execution.current().trusts(Obstacle.trust(rule, execution.places()));
    for (Object argument : arguments) {
      heap.escape(argument);
    }
    String result = method.result.getDescriptor();
    if (result.equals("V")) {
      return null;
    }
    // Only what works on objects of its own returns such an object; others may look one up.
    HeapObject made =
        rule.onOwn()
            ? new Instance(execution.current(), execution.type("java/lang/Object"), new Object[0])
            : null;
    return new Opaque(
        "the result of " + method + ", which is trusted but not known", "", result, made);
  }
}
