package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.heap.ArrayObject;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.ClassMirror;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.MethodInfo;
import io.lazyloader.agent.analysis.world.TypeInfo;
import org.jspecify.annotations.Nullable;

/** Enums, whose universe the JDK finds by reflection. */
final class EnumMethods extends Model implements Methods {
  EnumMethods(Machine machine) {
    super(machine);
  }

  @Override
  public @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    return switch (method.name) {
      case "valueOf" -> constant(arguments[0], arguments[1]);
      case "getUniverse", "getKeyUniverse" -> constants(arguments[0]);
      case "getEnumConstantsShared" -> constants(arguments[1]);
      default -> Intrinsics.NOT_MODELLED;
    };
  }

  /** The constants of an enum, by its own {@code values()}; null if the class is none. */
  @Nullable Object constants(@Nullable Object type) {
    TypeInfo info = type(((ClassMirror) known(type)).name());
    MethodInfo values = info.findMethod("values()[L" + info.name + ';');
    return info.isEnum() && values != null ? calls.callStatic(values) : null;
  }

  private Object constant(@Nullable Object type, @Nullable Object name) {
    Object constants = constants(type);
    String wanted = String.valueOf(known(name));
    if (constants instanceof ArrayObject array && array.elements instanceof Object[] elements) {
      for (Object element : elements) {
        if (element instanceof Instance constant && wanted.equals(nameOf(constant))) {
          return constant;
        }
      }
    }
    throw instances.exception("java/lang/IllegalArgumentException");
  }

  private @Nullable Object nameOf(Instance constant) {
    FieldInfo field = constant.type.findField("name Ljava/lang/String;");
    if (field == null) {
      throw obstacle(Kind.UNKNOWN, constant.type.binaryName() + " has no field name in this JDK");
    }
    return constant.slots[field.slot];
  }
}
