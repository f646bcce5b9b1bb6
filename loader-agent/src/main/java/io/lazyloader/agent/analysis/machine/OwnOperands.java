package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.TrustRules;
import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.effects.Obstacle;
import io.lazyloader.agent.analysis.heap.ArrayObject;
import io.lazyloader.agent.analysis.heap.HeapObject;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.heap.Lambda;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.heap.Reachable;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.MethodInfo;
import io.lazyloader.agent.analysis.world.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * What a call works on that is trusted only on objects of the initialiser's own: it may change the
 * object that it is called on, and read what it is given. If others hold the one, or may change the
 * other, then the moment of the call matters, whatever the call itself does.
 */
final class OwnOperands {
  private final Execution execution;

  OwnOperands(Execution execution) {
    this.execution = execution;
  }

  /**
   * Checks the operands of a call that a rule vouches for, and notes what it has to do with other
   * regions of the initialiser.
   *
   * @throws Obstacle if an operand is shared
   */
  void check(TrustRules.Rule rule, MethodInfo method, @Nullable Object[] arguments) {
    int receivers = method.isStatic() ? 0 : 1;
    if (receivers > 0) {
      checkReceiver(rule, arguments[0]);
    }
    for (int at = receivers; at < arguments.length; at++) {
      checkGiven(rule, arguments[at]);
    }
  }

  private void checkReceiver(TrustRules.Rule rule, @Nullable Object receiver) {
    HeapObject object = object(receiver);
    if (object == null || object.home != execution.current()) {
      throw isShared(rule);
    }
    if (object.madeAt != execution.current().position()) {
      execution.current().accessed(object, true, execution);
    }
  }

  private void checkGiven(TrustRules.Rule rule, @Nullable Object value) {
    checkUnknown(rule, value);
    Reachable reachable = new Reachable();
    reachable.add(value);
    for (HeapObject object : reachable.objects()) {
      if (!object.frozen && mayChange(object)) {
        checkRead(rule, object);
      }
      for (Object content : contents(object)) {
        checkUnknown(rule, content);
      }
    }
  }

  /** Checks a value if it is not known: what trusted code made may change, like all that it had. */
  private void checkUnknown(TrustRules.Rule rule, @Nullable Object value) {
    if (value instanceof Opaque opaque && !opaque.isPrimitive()) {
      checkRead(rule, opaque.made());
    }
  }

  private void checkRead(TrustRules.Rule rule, @Nullable HeapObject object) {
    if (object == null || object.home != execution.current()) {
      throw isShared(rule);
    }
    if (object.madeAt != execution.current().position()) {
      execution.current().accessed(object, false, execution);
    }
  }

  private static @Nullable Object[] contents(HeapObject object) {
    if (object instanceof Instance obj) {
      return obj.slots;
    }
    if (object instanceof Lambda lambda) {
      return lambda.captured;
    }
    return object instanceof ArrayObject array && array.elements instanceof Object[] elements
        ? elements
        : new Object[0];
  }

  private static @Nullable HeapObject object(@Nullable Object value) {
    return value instanceof Opaque opaque
        ? opaque.made()
        : value instanceof HeapObject object ? object : null;
  }

  /** Whether an object has state of its own that is not final. */
  private boolean mayChange(HeapObject object) {
    if (object.escaped) {
      return true;
    }
    if (object instanceof Lambda) {
      return false;
    }
    if (object instanceof ArrayObject array) {
      return array.length() > 0;
    }
    if (!(object instanceof Instance obj) || obj.payload != null) {
      return true;
    }
    for (TypeInfo type = obj.type; type != null; type = type.superType) {
      for (FieldInfo field : type.fields.values()) {
        if (!field.isStatic() && !field.isFinal() && !field.stable) {
          return true;
        }
      }
    }
    return false;
  }

  private Obstacle isShared(TrustRules.Rule rule) {
    return execution.obstacle(
        Kind.UNKNOWN,
        "it works on an object that is shared, and a rule ("
            + rule.place()
            + ") vouches for that only with objects of its own");
  }
}
