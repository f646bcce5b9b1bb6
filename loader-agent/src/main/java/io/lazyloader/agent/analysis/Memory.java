package io.lazyloader.agent.analysis;

import io.lazyloader.agent.analysis.MethodCode.Call;
import io.lazyloader.agent.analysis.Verdict.Kind;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * {@code Unsafe} and {@code VarHandle} as the JDK's collections and atomics use them: on fields and
 * elements, one at a time. While an initialiser is evaluated there is one thread, so all their
 * orderings are the same.
 */
final class Memory {
  /** Elements are numbered by their offsets: scale 1 from base 0. */
  private static final int BASE = 0;

  private final Interpreter interpreter;
  private final Natives natives;

  Memory(Interpreter interpreter, Natives natives) {
    this.interpreter = interpreter;
    this.natives = natives;
  }

  /** What a {@code VarHandle} reads and writes: a field, or the elements of arrays. */
  private record Handle(@Nullable FieldInfo field, String type) {}

  @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    String name = method.name;
    switch (name) {
      case "registerNatives", "fullFence", "loadFence", "storeFence" -> {
        return null;
      }
      case "ensureClassInitialized0" -> {
        if (!(arguments[1] instanceof TypeRef type)) {
          throw refuse(method);
        }
        interpreter.initialised(interpreter.type(type.name()));
        return null;
      }
      case "loadLoadFence", "storeStoreFence", "loadStoreFence", "<init>", "<clinit>" -> {
        return name.endsWith(">") ? Natives.UNKNOWN : null;
      }
      case "getUnsafe" -> {
        return Natives.UNKNOWN;
      }
      case "addressSize", "addressSize0" -> {
        return 8;
      }
      case "isBigEndian", "isBigEndian0", "unalignedAccess", "unalignedAccess0" -> {
        return name.startsWith("un") ? 1 : 0;
      }
      case "arrayBaseOffset" -> {
        return method.result.getSort() == Type.LONG ? (Object) (long) BASE : (Object) BASE;
      }
      case "arrayIndexScale" -> {
        return 1;
      }
      case "arrayBaseOffset0", "arrayIndexScale0" -> {
        return name.startsWith("arrayI") ? 1 : BASE;
      }
      case "objectFieldOffset" -> {
        return fieldOffset(method, arguments);
      }
      default -> {
        return access(method, arguments);
      }
    }
  }

  /** Makes a {@code Field} of an instance field. */
  Object reflected(MethodInfo method, TypeRef type, @Nullable Object name) {
    for (FieldInfo field : interpreter.type(type.name()).instanceFields) {
      if (field.name.equals(name) && field.owner.name.equals(type.name())) {
        Obj reflected = interpreter.heap.instance(interpreter.type("java/lang/reflect/Field"));
        reflected.payload = field;
        return reflected;
      }
    }
    throw interpreter.refusal(Kind.UNKNOWN, "it uses reflection", method);
  }

  private Object fieldOffset(MethodInfo method, @Nullable Object[] arguments) {
    if (arguments.length == 2
        && arguments[1] instanceof Obj reflected
        && reflected.payload instanceof FieldInfo field) {
      return (long) field.slot;
    }
    if (arguments.length != 3
        || !(arguments[1] instanceof TypeRef type)
        || !(arguments[2] instanceof String name)) {
      throw refuse(method);
    }
    for (FieldInfo field : interpreter.type(type.name()).instanceFields) {
      if (field.name.equals(name) && field.owner.name.equals(type.name())) {
        return (long) field.slot;
      }
    }
    throw refuse(method);
  }

  private Refusal refuse(MethodInfo method) {
    return interpreter.refusal(Kind.UNKNOWN, "it uses memory directly", method);
  }

  /** Reads or writes {@code arguments[1]} at the offset {@code arguments[2]}. */
  private @Nullable Object access(MethodInfo method, @Nullable Object[] arguments) {
    boolean isAccess =
        arguments.length >= 3
            && arguments[1] instanceof HeapObject
            && arguments[2] instanceof Long
            && method.parameters[0].getDescriptor().equals("Ljava/lang/Object;");
    if (!isAccess || !(arguments[1] instanceof HeapObject target)) {
      throw refuse(method);
    }
    int offset = (int) (long) (Long) arguments[2];
    FieldInfo field = null;
    if (target instanceof Obj object) {
      if (offset < 0 || offset >= object.type.instanceFields.size()) {
        throw refuse(method);
      }
      field = object.type.instanceFields.get(offset);
      if (!isOfType(method.name, Type.getType(field.descriptor))) {
        throw refuse(method);
      }
    } else if (target instanceof Arr array && !isOfElementType(method.name, array)) {
      throw refuse(method);
    }
    Object result = operate(method.name, target, field, offset, Natives.without(arguments, 3));
    if (result == Natives.UNKNOWN) {
      throw refuse(method);
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

  private static boolean isOfElementType(String operation, Arr array) {
    return isOfType(operation, Type.getType(array.descriptor.substring(1)))
        && !operation.endsWith("Unaligned");
  }

  // ---- handles ----

  Object lookup() {
    Obj lookup =
        interpreter.heap.instance(interpreter.type("java/lang/invoke/MethodHandles$Lookup"));
    Frame caller = interpreter.top();
    if (caller != null) {
      lookup.payload = interpreter.world.reference(caller.method.owner.name);
    }
    return lookup;
  }

  Object varHandle(MethodInfo method, @Nullable Object[] arguments) {
    int first = method.isStatic() ? 0 : 1;
    if (!(arguments[first] instanceof TypeRef owner)) {
      throw refuse(method);
    }
    Obj handle = interpreter.heap.instance(interpreter.type("java/lang/Object"));
    if (method.name.equals("arrayElementVarHandle")) {
      handle.payload = new Handle(null, owner.name());
      return handle;
    }
    for (FieldInfo field : interpreter.type(owner.name()).fields.values()) {
      if (field.name.equals(arguments[first + 1])) {
        handle.payload = new Handle(field, field.descriptor);
        return handle;
      }
    }
    throw refuse(method);
  }

  @Nullable Object callHandle(Call call, @Nullable Object[] arguments) {
    if (arguments[0] instanceof Opaque opaque) {
      throw interpreter.unknown(opaque);
    }
    boolean isKnown = arguments[0] instanceof Obj self && self.payload instanceof Handle;
    if (!isKnown
        || !(arguments[0] instanceof Obj object)
        || !(object.payload instanceof Handle handle)
        || !isAccess(call.name)) {
      throw interpreter.refusal(Kind.UNKNOWN, "it uses a variable handle in a way not modelled");
    }
    Object result;
    if (handle.field() == null) {
      Arr array = interpreter.heap.array(arguments[1]);
      int index = natives.number(arguments[2]);
      result = operate(call.name, array, null, index, Natives.without(arguments, 3));
    } else if (handle.field().isStatic()) {
      throw interpreter.refusal(Kind.UNKNOWN, "it uses a variable handle of a static field");
    } else {
      if (!(arguments[1] instanceof Obj target)) {
        throw interpreter.heap.nullPointer();
      }
      result =
          operate(
              call.name,
              target,
              handle.field(),
              handle.field().slot,
              Natives.without(arguments, 2));
    }
    if (result == Natives.UNKNOWN) {
      throw interpreter.refusal(Kind.UNKNOWN, "it uses a variable handle: " + call.name);
    }
    return result;
  }

  private static boolean isAccess(String name) {
    return name.startsWith("get")
        || name.startsWith("set")
        || name.startsWith("compareAnd")
        || name.startsWith("weakCompareAnd");
  }

  /** Does what an access by a name such as {@code compareAndSetInt} does. */
  private @Nullable Object operate(
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
    return Natives.UNKNOWN;
  }

  private boolean isSame(@Nullable Object left, @Nullable Object right) {
    if (left != right && (left instanceof Opaque || right instanceof Opaque)) {
      throw interpreter.unknown(left instanceof Opaque ? left : right);
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
    throw interpreter.refusal(Kind.UNKNOWN, "it adds to a variable in a way not modelled");
  }

  private Object bits(String name, @Nullable Object left, @Nullable Object right) {
    if (left instanceof Integer a && right instanceof Integer b) {
      if (name.startsWith("getAndBitwiseOr")) {
        return a | b;
      }
      return name.startsWith("getAndBitwiseAnd") ? a & b : a ^ b;
    }
    throw interpreter.refusal(Kind.UNKNOWN, "it sets bits in a way not modelled");
  }

  private @Nullable Object read(HeapObject target, @Nullable FieldInfo field, int place) {
    if (field != null) {
      return interpreter.heap.getField(target, field);
    }
    Arr array = interpreter.heap.readable(target);
    return checked(array, place) ? interpreter.heap.element(array, place) : null;
  }

  private void write(
      HeapObject target, @Nullable FieldInfo field, int place, @Nullable Object value) {
    if (field != null) {
      interpreter.heap.putField(target, field, value);
    } else {
      Arr array = interpreter.heap.writable(target);
      if (checked(array, place)) {
        interpreter.heap.setElement(array, place, value);
      }
    }
  }

  private boolean checked(Arr array, int place) {
    if (place < 0 || place >= Array.getLength(array.elements)) {
      throw interpreter.refusal(Kind.UNKNOWN, "it uses memory outside an array");
    }
    return true;
  }
}
