package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.heap.ArrayObject;
import io.lazyloader.agent.analysis.heap.Types;
import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.ClassMirror;
import io.lazyloader.agent.analysis.world.MethodInfo;
import org.jspecify.annotations.Nullable;

/** What arrays need of the JVM. */
final class ArrayMethods extends Model implements Methods {
  ArrayMethods(Machine machine) {
    super(machine);
  }

  @Override
  public @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    switch (method.name) {
      case "arraycopy" -> {
        copy(arguments);
        return null;
      }
      case "newArray", "newInstance" -> {
        return make(arguments);
      }
      case "getLength" -> {
        return heap.array(arguments[0]).length();
      }
      case "vectorizedMismatch" -> {
        return arguments[4] instanceof Integer length ? ~length : Intrinsics.NOT_MODELLED;
      }
      default -> {
        return Intrinsics.NOT_MODELLED;
      }
    }
  }

  private void copy(@Nullable Object[] arguments) {
    ArrayObject from = heap.readable(arguments[0]);
    ArrayObject to = heap.writable(arguments[2]);
    int fromIndex = number(arguments[1]);
    int toIndex = number(arguments[3]);
    arrays.copy(from, fromIndex, to, toIndex, number(arguments[4]));
  }

  private Object make(@Nullable Object[] arguments) {
    ClassMirror element = (ClassMirror) known(arguments[0]);
    if (!(known(arguments[1]) instanceof Integer length)) {
      return Intrinsics.NOT_MODELLED;
    }
    String descriptor =
        element.isPrimitive()
            ? '[' + ClassMethods.descriptor(element)
            : Types.arrayDescriptor(element.name());
    return arrays.make(descriptor, length);
  }
}
