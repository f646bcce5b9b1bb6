package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.TypeInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/**
 * {@code toString}, {@code hashCode} and {@code equals} of records, as {@code
 * java.lang.runtime.ObjectMethods} links them.
 */
final class RecordMethods extends Model {
  private final Texts texts;
  private final Boxes boxes;

  RecordMethods(Machine machine, Texts texts, Boxes boxes) {
    super(machine);
    this.texts = texts;
    this.boxes = boxes;
  }

  Object call(InvokeDynamicInsnNode site, @Nullable Object[] arguments, TypeInfo caller) {
    List<FieldInfo> components = components(site, caller);
    Object self = known(arguments[0]);
    return switch (site.name) {
      case "toString" -> text(self, caller, components, labels(site));
      case "hashCode" -> hash(self, components);
      case "equals" -> areEqual(self, arguments[1], components);
      default -> throw obstacle(Kind.UNKNOWN, "records have no " + site.name);
    };
  }

  private static String[] labels(InvokeDynamicInsnNode site) {
    String names = String.valueOf(site.bsmArgs[1]);
    return names.isEmpty() ? new String[0] : names.split(";", -1);
  }

  /** The fields that the getters of a call site read. */
  private List<FieldInfo> components(InvokeDynamicInsnNode site, TypeInfo caller) {
    List<FieldInfo> components = new ArrayList<>();
    boolean isOfCaller =
        site.bsmArgs.length >= 2
            && site.bsmArgs[0] instanceof Type type
            && type.getInternalName().equals(caller.name);
    for (int index = 2; isOfCaller && index < site.bsmArgs.length; index++) {
      FieldInfo field =
          site.bsmArgs[index] instanceof Handle getter
                  && getter.getTag() == Opcodes.H_GETFIELD
                  && getter.getOwner().equals(caller.name)
              ? caller.fields.get(getter.getName() + ' ' + getter.getDesc())
              : null;
      if (field != null && !field.isStatic()) {
        components.add(field);
      }
    }
    if (!isOfCaller
        || components.size() != site.bsmArgs.length - 2
        || components.size() != labels(site).length) {
      throw obstacle(Kind.UNKNOWN, "it uses a record of a form that is not known");
    }
    return components;
  }

  private String text(Object self, TypeInfo type, List<FieldInfo> components, String[] labels) {
    StringBuilder text = gate.builder(16);
    gate.append(text, simpleName(type) + '[');
    for (int index = 0; index < labels.length; index++) {
      FieldInfo field = components.get(index);
      gate.append(text, (index == 0 ? "" : ", ") + labels[index] + '=');
      Object value = heap.getField(self, field);
      gate.append(text, texts.text(value, Type.getType(field.descriptor)));
    }
    gate.append(text, "]");
    return gate.text(text);
  }

  /** As {@code Class.getSimpleName} has it: what the source calls a nested class. */
  private String simpleName(TypeInfo type) {
    if (type.outerName != null) {
      // Whoever asks for the name has the class around it loaded.
      type(type.outerName);
    }
    if (type.isNested) {
      return type.innerName == null ? "" : type.innerName;
    }
    return type.name.substring(type.name.lastIndexOf('/') + 1);
  }

  private int hash(Object self, List<FieldInfo> components) {
    int hash = 0;
    for (FieldInfo field : components) {
      Object value = heap.getField(self, field);
      hash = 31 * hash + hash(value, Type.getType(field.descriptor));
    }
    return hash;
  }

  private int hash(@Nullable Object value, Type type) {
    if (value == null) {
      return 0;
    }
    Object boxed = boxed(value, type);
    Object hash = calls.callVirtual("java/lang/Object", "hashCode", "()I", boxed);
    return (Integer) known(hash);
  }

  private int areEqual(Object self, @Nullable Object other, List<FieldInfo> components) {
    if (other instanceof Opaque opaque) {
      throw execution.unknown(opaque);
    }
    if (self == other) {
      return 1;
    }
    if (!(self instanceof Instance mine)
        || !(other instanceof Instance theirs)
        || mine.type != theirs.type) {
      return 0;
    }
    for (FieldInfo field : components) {
      Object left = heap.getField(mine, field);
      Object right = heap.getField(theirs, field);
      if (!areEqual(left, right, Type.getType(field.descriptor))) {
        return 0;
      }
    }
    return 1;
  }

  /** As {@code Objects.equals} for references, as the boxes' {@code compare} for the others. */
  private boolean areEqual(@Nullable Object left, @Nullable Object right, Type type) {
    if (left instanceof Opaque || right instanceof Opaque) {
      throw execution.unknown(left instanceof Opaque ? left : right);
    }
    if (left == null || right == null || left == right) {
      return left == right;
    }
    Object same =
        calls.callVirtual(
            "java/lang/Object",
            "equals",
            "(Ljava/lang/Object;)Z",
            boxed(left, type),
            boxed(right, type));
    return (Integer) known(same) != 0;
  }

  private Object boxed(Object value, Type type) {
    return type.getSort() <= Type.DOUBLE ? boxes.boxed(type, value) : value;
  }
}
