package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.heap.ArrayObject;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.heap.Values;
import io.lazyloader.agent.analysis.machine.HostGate;
import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.MethodInfo;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Calls methods that are pure functions of their arguments: the analysing JVM runs its own, which
 * are the same ({@link HostMethods}, {@link HostGate}).
 */
final class HostCalls extends Model {
  /** Stands for a value that the host's methods can't be given. */
  private static final Object NONE = new Object();

  HostCalls(Machine machine) {
    super(machine);
  }

  /** Calls a method, if it is listed in {@link HostMethods}. */
  @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    String owner = method.owner.name;
    Method host =
        HostMethods.contains(owner, method.name, method.descriptor)
            ? HostMethods.find(owner, method.name, method.descriptor)
            : null;
    int first = method.isStatic() ? 0 : 1;
    Object self = method.isStatic() ? null : known(arguments[0]);
    return host == null
        ? Intrinsics.NOT_MODELLED
        : call(host, self, method.parameters, arguments, first);
  }

  /**
   * Calls a method of the list.
   *
   * @param first which of the arguments is that of the first parameter
   * @return {@link Intrinsics#NOT_FOR_THESE} if an argument is of a class of the program
   */
  @Nullable Object call(
      @Nullable Method host,
      @Nullable Object self,
      Type[] types,
      @Nullable Object[] arguments,
      int first) {
    if (host == null) {
      return Intrinsics.NOT_MODELLED;
    }
    @Nullable Object[] given = new Object[types.length];
    for (int index = 0; index < given.length; index++) {
      Object argument = arguments[index + first];
      if (argument instanceof Opaque opaque) {
        throw execution.unknown(opaque);
      }
      given[index] = given(argument, types[index]);
      if (given[index] == NONE) {
        return Intrinsics.NOT_FOR_THESE;
      }
    }
    return result(gate.call(host, self, given, HostMethods.cost(host.getName(), self, given)));
  }

  /** A value as the host's methods want it, or {@link #NONE}. */
  private @Nullable Object given(@Nullable Object value, Type type) {
    if (value == null) {
      return null;
    }
    switch (type.getSort()) {
      case Type.BOOLEAN -> {
        return number(value) != 0;
      }
      case Type.BYTE -> {
        return (byte) number(value);
      }
      case Type.CHAR -> {
        return (char) number(value);
      }
      case Type.SHORT -> {
        return (short) number(value);
      }
      case Type.INT, Type.LONG, Type.FLOAT, Type.DOUBLE -> {
        return value;
      }
      default -> {
        // Below.
      }
    }
    if (value instanceof String) {
      return value;
    }
    if (value instanceof Instance self && self.payload instanceof StringBuilder) {
      return builder(self);
    }
    if (value instanceof ArrayObject array && array.elements instanceof char[]) {
      return heap.elements(array);
    }
    return NONE;
  }

  /** A value of the analysing JVM as the machine has it. */
  private @Nullable Object result(@Nullable Object value) {
    if (value != null && value.getClass().isArray()) {
      return arrays.of(value.getClass().descriptorString(), value);
    }
    return Values.of(value);
  }

  /** The analysing JVM's builder that stands for one which is about to be looked into. */
  StringBuilder builder(@Nullable Object value) {
    if (known(value) instanceof Instance self && self.payload instanceof StringBuilder builder) {
      heap.reads(self, null);
      return builder;
    }
    throw obstacle(Kind.UNKNOWN, "it uses a builder before it is made");
  }

  /** Calls a method of a text that takes one value of the analysing JVM. */
  @Nullable Object callOn(MethodInfo method, String text, Object argument) {
    Method host = HostMethods.find(method.owner.name, method.name, method.descriptor);
    if (host == null) {
      return Intrinsics.NOT_MODELLED;
    }
    @Nullable Object[] given = {argument};
    return result(gate.call(host, text, given, HostMethods.cost(host.getName(), text, given)));
  }
}
