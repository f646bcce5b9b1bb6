package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.effects.Obstacle;
import io.lazyloader.agent.analysis.heap.ArrayObject;
import io.lazyloader.agent.analysis.heap.HeapObject;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.MethodInfo;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/**
 * Fields and elements as {@code Unsafe} and {@code VarHandle} access them: one at a time. While an
 * initialiser is evaluated there is one thread, so all their orderings are the same.
 */
final class Variables extends Model {
  Variables(Machine machine) {
    super(machine);
  }

  /** Makes an obstacle of a use of memory that is not modelled. */
  Obstacle obstacle(MethodInfo method) {
    return obstacle(Kind.UNKNOWN, "it uses memory directly", method);
  }

  /** Does what an access by a name such as {@code compareAndSetInt} does. */
  @Nullable Object operate(
      String name,
      HeapObject target,
      @Nullable FieldInfo field,
      int place,
      @Nullable Object[] values) {
    if (values.length == 0) {
      return read(target, field, place);
    }
    if (name.startsWith("getAndAdd")) {
      Object before = read(target, field, place);
      write(target, field, place, sum(before, values[0]));
      return before;
    }
    if (name.startsWith("getAndBitwise")) {
      Object before = read(target, field, place);
      write(target, field, place, bits(name, before, values[0]));
      return before;
    }
    if (name.startsWith("getAndSet")) {
      Object before = read(target, field, place);
      write(target, field, place, values[0]);
      return before;
    }
    if (name.startsWith("put") || name.startsWith("set")) {
      write(target, field, place, values[0]);
      return null;
    }
    if (name.startsWith("compareAnd") || name.startsWith("weakCompareAnd")) {
      Object before = read(target, field, place);
      boolean same = isSame(before, values[0]);
      if (same) {
        write(target, field, place, values[1]);
      }
      return name.contains("Exchange") ? before : (Object) (same ? 1 : 0);
    }
    return Intrinsics.NOT_MODELLED;
  }

  private boolean isSame(@Nullable Object left, @Nullable Object right) {
    if (left != right && (left instanceof Opaque || right instanceof Opaque)) {
      throw execution.unknown(left instanceof Opaque ? left : right);
    }
    return left instanceof Number ? left.equals(right) : left == right;
  }

  private Object sum(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Integer a && right instanceof Integer b) {
      return a + b;
    }
    if (left instanceof Long a && right instanceof Long b) {
      return a + b;
    }
    throw obstacle(Kind.UNKNOWN, "it adds to a variable in a way not modelled");
  }

  private Object bits(String name, @Nullable Object left, @Nullable Object right) {
    if (left instanceof Integer a && right instanceof Integer b) {
      if (name.startsWith("getAndBitwiseOr")) {
        return a | b;
      }
      return name.startsWith("getAndBitwiseAnd") ? a & b : a ^ b;
    }
    throw obstacle(Kind.UNKNOWN, "it sets bits in a way not modelled");
  }

  private @Nullable Object read(HeapObject target, @Nullable FieldInfo field, int place) {
    if (field != null) {
      return heap.getField(target, field);
    }
    ArrayObject array = heap.readable(target);
    return checked(array, place) ? arrays.element(array, place) : null;
  }

  private void write(
      HeapObject target, @Nullable FieldInfo field, int place, @Nullable Object value) {
    if (field != null) {
      heap.putField(target, field, value);
    } else {
      ArrayObject array = heap.writable(target);
      if (checked(array, place)) {
        arrays.setElement(array, place, value);
      }
    }
  }

  private boolean checked(ArrayObject array, int place) {
    if (place < 0 || place >= Array.getLength(array.elements)) {
      throw obstacle(Kind.UNKNOWN, "it uses memory outside an array");
    }
    return true;
  }
}
