package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.heap.ArrayObject;
import io.lazyloader.agent.analysis.heap.HeapObject;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.ClassMirror;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.MethodInfo;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** {@code Unsafe} as the JDK's collections and atomics use it, by the offsets of fields. */
final class UnsafeMethods extends Model implements Methods {
  /** Elements are numbered by their offsets: scale 1 from base 0. */
  private static final int BASE = 0;

  private final Variables variables;

  UnsafeMethods(Machine machine, Variables variables) {
    super(machine);
    this.variables = variables;
  }

  @Override
  public @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    return switch (method.name) {
      case "<init>", "<clinit>", "getUnsafe" -> Intrinsics.NOT_MODELLED;
      case "ensureClassInitialized0" -> {
        if (!(arguments[1] instanceof ClassMirror type)) {
          throw variables.obstacle(method);
        }
        calls.initialise(type(type.name()));
        yield null;
      }
      case "addressSize", "addressSize0" -> 8;
      case "isBigEndian", "isBigEndian0" -> 0;
      case "unalignedAccess", "unalignedAccess0", "arrayIndexScale", "arrayIndexScale0" -> 1;
      case "arrayBaseOffset" ->
          method.result.getSort() == Type.LONG ? (Object) (long) BASE : (Object) BASE;
      case "arrayBaseOffset0" -> BASE;
      case "objectFieldOffset" -> fieldOffset(method, arguments);
      default -> method.name.endsWith("Fence") ? null : access(method, arguments);
    };
  }

  private Object fieldOffset(MethodInfo method, @Nullable Object[] arguments) {
    if (arguments.length == 2
        && arguments[1] instanceof Instance reflected
        && reflected.payload instanceof FieldInfo field) {
      return (long) field.slot;
    }
    if (arguments.length != 3
        || !(arguments[1] instanceof ClassMirror type)
        || !(arguments[2] instanceof String name)) {
      throw variables.obstacle(method);
    }
    for (FieldInfo field : type(type.name()).instanceFields) {
      if (field.name.equals(name) && field.owner.name.equals(type.name())) {
        return (long) field.slot;
      }
    }
    throw variables.obstacle(method);
  }

  /** Reads or writes {@code arguments[1]} at the offset {@code arguments[2]}. */
  private @Nullable Object access(MethodInfo method, @Nullable Object[] arguments) {
    boolean isAccess =
        arguments.length >= 3
            && arguments[1] instanceof HeapObject
            && arguments[2] instanceof Long
            && method.parameters[0].getDescriptor().equals("Ljava/lang/Object;");
    if (!isAccess || !(arguments[1] instanceof HeapObject target)) {
      throw variables.obstacle(method);
    }
    int offset = (int) (long) (Long) arguments[2];
    FieldInfo field = null;
    if (target instanceof Instance object) {
      if (offset < 0 || offset >= object.type.instanceFields.size()) {
        throw variables.obstacle(method);
      }
      field = object.type.instanceFields.get(offset);
      if (!isOfType(method.name, Type.getType(field.descriptor))) {
        throw variables.obstacle(method);
      }
    } else if (target instanceof ArrayObject array && !isOfElementType(method.name, array)) {
      throw variables.obstacle(method);
    }
    Object result =
        variables.operate(
            method.name, target, field, offset, Arrays.copyOfRange(arguments, 3, arguments.length));
    if (result == Intrinsics.NOT_MODELLED) {
      throw variables.obstacle(method);
    }
    return result;
  }

  /** Whether an access names the kind of value that is there, and so reads one value whole. */
  private static boolean isOfType(String operation, Type type) {
    String kind =
        switch (type.getSort()) {
          case Type.BOOLEAN -> "Boolean";
          case Type.BYTE -> "Byte";
          case Type.CHAR -> "Char";
          case Type.SHORT -> "Short";
          case Type.INT -> "Int";
          case Type.LONG -> "Long";
          case Type.FLOAT -> "Float";
          case Type.DOUBLE -> "Double";
          default -> "Reference";
        };
    boolean isOldName = kind.equals("Reference") && operation.contains("Object");
    return operation.contains(kind) || isOldName;
  }

  private static boolean isOfElementType(String operation, ArrayObject array) {
    return isOfType(operation, Type.getType(array.descriptor.substring(1)))
        && !operation.endsWith("Unaligned");
  }
}
