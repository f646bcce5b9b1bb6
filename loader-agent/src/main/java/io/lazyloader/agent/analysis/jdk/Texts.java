package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.machine.Machine;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Makes text of values. */
final class Texts extends Model {
  Texts(Machine machine) {
    super(machine);
  }

  /**
   * What {@code String.valueOf} makes of a value of a declared type. To all that makes text of
   * values (concatenation, records, builders), an array is an object without a text of its own.
   */
  String text(@Nullable Object value, Type type) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Opaque opaque) {
      throw execution.unknown(opaque);
    }
    if (type.getSort() == Type.BOOLEAN) {
      return number(value) == 0 ? "false" : "true";
    }
    if (type.getSort() == Type.CHAR) {
      return String.valueOf((char) number(value));
    }
    if (value instanceof String || value instanceof Number) {
      return value.toString();
    }
    Object text = calls.callVirtual("java/lang/Object", "toString", "()Ljava/lang/String;", value);
    if (text instanceof Opaque opaque) {
      throw execution.unknown(opaque);
    }
    return String.valueOf(text);
  }
}
