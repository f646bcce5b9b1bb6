package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.FieldInfo;
import org.objectweb.asm.Type;

/** Boxes and unboxes values of primitive types. */
final class Boxes extends Model {
  Boxes(Machine machine) {
    super(machine);
  }

  /** The box of a value; small ones have one box each (JLS 17 §5.1.7). */
  Object boxed(Type type, Object value) {
    if (value instanceof Opaque opaque) {
      throw execution.unknown(opaque);
    }
    String name =
        switch (type.getSort()) {
          case Type.BOOLEAN -> "java/lang/Boolean";
          case Type.CHAR -> "java/lang/Character";
          case Type.BYTE -> "java/lang/Byte";
          case Type.SHORT -> "java/lang/Short";
          case Type.INT -> "java/lang/Integer";
          case Type.LONG -> "java/lang/Long";
          case Type.FLOAT -> "java/lang/Float";
          default -> "java/lang/Double";
        };
    if (name.equals("java/lang/Boolean")) {
      String constant = Integer.valueOf(0).equals(value) ? "FALSE" : "TRUE";
      FieldInfo field = type(name).findField(constant + " Ljava/lang/Boolean;");
      Object box = field == null ? null : statics.get(field);
      return box == null ? Intrinsics.NOT_MODELLED : box;
    }
    boolean isSmall =
        (value instanceof Integer || value instanceof Long)
            && ((Number) value).longValue() >= -128
            && ((Number) value).longValue() <= 127;
    String key = name + value;
    Instance known = isSmall ? execution.universe().box(key) : null;
    if (known != null) {
      return known;
    }
    Instance box = instances.make(type(name));
    box.slots[0] = value;
    box.frozen = true;
    return isSmall ? execution.universe().keepBox(key, box) : box;
  }

  /** The value in a box. */
  Object unboxed(Object box) {
    if (box instanceof Instance object && object.type.instanceFields.size() == 1) {
      Object value = object.slots[0];
      if (value != null) {
        return value;
      }
    }
    throw obstacle(Kind.UNKNOWN, "it unboxes " + types.describe(box));
  }
}
