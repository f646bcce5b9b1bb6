package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.effects.Obstacle;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.heap.Lambda;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.heap.Types;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Compares references and checks their types, as far as a program may rely on the answer. */
final class References {
  private final Execution execution;
  private final Types types;
  private final Instances instances;

  References(Execution execution, Types types, Instances instances) {
    this.execution = execution;
    this.types = types;
    this.instances = instances;
  }

  /** Checks a reference that is cast (JVMS 17 §6.5 checkcast). */
  void checkCast(@Nullable Object value, String target) {
    if (value instanceof Opaque opaque) {
      if (mayFail(opaque, target)) {
        throw execution.unknown(opaque);
      }
    } else if (value != null && !types.isInstance(value, target)) {
      throw instances.exception("java/lang/ClassCastException");
    }
  }

  /** Whether a value that is not known may be no instance of a type. What is trusted is. */
  private boolean mayFail(Opaque value, String target) {
    return !value.cause().isEmpty()
        && !types.isSubtype(Type.getType(value.descriptor()).getInternalName(), target);
  }

  /** Whether a reference is one of an instance (JVMS 17 §6.5 instanceof). */
  boolean isInstance(@Nullable Object value, String target) {
    if (value instanceof Opaque opaque) {
      throw execution.unknown(opaque);
    }
    return value != null && types.isInstance(value, target);
  }

  /**
   * Whether two references are the same object.
   *
   * @throws Obstacle if that depends on how many boxes the JVM keeps ({@code -XX:AutoBoxCacheMax}),
   *     or how many objects it makes for a lambda expression
   */
  boolean isSame(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Opaque || right instanceof Opaque) {
      // Interned strings and the like may be the same object: only equal identity is certain.
      if (left == right) {
        return true;
      }
      throw execution.unknown(left instanceof Opaque ? left : right);
    }
    // One that captures nothing may be one object or several (JLS 17 §15.27.4).
    boolean areOfOneSite =
        left != right
            && left instanceof Lambda one
            && right instanceof Lambda other
            && one.implementation.equals(other.implementation)
            && one.captured.length == 0;
    if (areOfOneSite) {
      throw execution.obstacle(
          Kind.UNKNOWN, "it compares lambdas, which may be one object or several");
    }
    return isSameObject(left, right);
  }

  private boolean isSameObject(@Nullable Object left, @Nullable Object right) {
    if (left == right) {
      return true;
    }
    boolean areBoxes =
        left instanceof Instance one
            && right instanceof Instance other
            && one.frozen
            && other.frozen
            && one.type == other.type
            && one.type.name.equals("java/lang/Integer")
            && one.slots[0] instanceof Integer value
            && value.equals(other.slots[0]);
    if (areBoxes) {
      throw execution.obstacle(Kind.UNKNOWN, "it compares boxes by identity");
    }
    return false;
  }
}
