package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.MethodInfo;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Boxes and {@code Math}: what is specified to the last bit. */
final class NumberMethods extends Model implements Methods {
  private final HostCalls host;
  private final Boxes boxes;

  NumberMethods(Machine machine, HostCalls host, Boxes boxes) {
    super(machine);
    this.host = host;
    this.boxes = boxes;
  }

  @Override
  public @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    if (method.name.equals("<clinit>")) {
      return Intrinsics.NOT_MODELLED;
    }
    if (method.name.equals("valueOf") && method.parameters.length == 1) {
      Type parameter = method.parameters[0];
      if (parameter.getSort() <= Type.DOUBLE && !(arguments[0] instanceof Opaque)) {
        return boxes.boxed(parameter, known(arguments[0]));
      }
    }
    switch (method.owner.name + '.' + method.name) {
      case "java/lang/Integer.getInteger",
          "java/lang/Long.getLong",
          "java/lang/Boolean.getBoolean" ->
          throw obstacle(
              Kind.UNKNOWN, "it asks for the system property \"" + arguments[0] + '"', method);
      default -> {
        if (!method.isStatic()) {
          return Intrinsics.NOT_MODELLED;
        }
        Opaque inexact = inexact(method.owner.name, method, arguments);
        return inexact != null ? inexact : host.call(method, arguments);
      }
    }
  }

  /** A result of which the specification leaves some bits open, or null. */
  private @Nullable Opaque inexact(String owner, MethodInfo method, @Nullable Object[] arguments) {
    String result = method.result.getDescriptor();
    boolean isRaw =
        method.name.equals("doubleToRawLongBits") || method.name.equals("floatToRawIntBits");
    boolean copiesSign = owner.equals("java/lang/Math") && method.name.equals("copySign");
    if ((isRaw || copiesSign) && isNaN(arguments[arguments.length - 1])) {
      return new Opaque("the bits of a NaN, of which there are many", result);
    }
    boolean isFloating = result.equals("D") || result.equals("F");
    boolean isFunction =
        owner.equals("java/lang/Math")
            && isFloating
            && !HostMethods.contains(owner, method.name, method.descriptor);
    return isFunction
        ? new Opaque("the result of " + method + ", whose last digits are not specified", result)
        : null;
  }

  private static boolean isNaN(@Nullable Object value) {
    return value instanceof Double wide ? wide.isNaN() : value instanceof Float f && f.isNaN();
  }
}
