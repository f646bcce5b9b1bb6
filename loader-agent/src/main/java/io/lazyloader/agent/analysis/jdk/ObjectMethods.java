package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.heap.Lambda;
import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.ClassMirror;
import io.lazyloader.agent.analysis.world.MethodInfo;
import org.jspecify.annotations.Nullable;

/** What every object has: {@code java.lang.Object}, and identity. */
final class ObjectMethods extends Model implements Methods {
  ObjectMethods(Machine machine) {
    super(machine);
  }

  @Override
  public @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    return switch (method.name) {
      case "getClass" -> classOf(arguments[0]);
      case "hashCode", "identityHashCode" -> identityHash(arguments[0]);
      case "clone" -> heap.copy(known(arguments[0]));
      default -> Intrinsics.NOT_MODELLED;
    };
  }

  private ClassMirror classOf(@Nullable Object value) {
    Object known = known(value);
    if (known instanceof Lambda) {
      throw obstacle(Kind.UNKNOWN, "it asks for the class of a lambda");
    }
    return mirror(types.typeName(known));
  }

  private Object identityHash(@Nullable Object value) {
    if (value == null) {
      return 0;
    }
    Object known = known(value);
    throw obstacle(Kind.UNKNOWN, "it uses the identity hash code of " + types.describe(known));
  }
}
