package io.lazyloader.agent.analysis;

import io.lazyloader.agent.analysis.Verdict.Kind;
import java.lang.reflect.Array;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Objects and static fields, and the rules for touching them: an initialiser may change what it
 * made itself, and may read of others what never changes.
 */
final class Heap {
  private final Interpreter interpreter;

  Heap(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  // ---- making ----

  Obj instance(TypeInfo type) {
    if (type.isAbstract()) {
      throw interpreter.refusal(Kind.UNKNOWN, "it makes an instance of an abstract class");
    }
    MethodInfo finalizer = type.findMethod("finalize()V");
    if (finalizer != null && !isEmpty(finalizer)) {
      throw interpreter.refusal(
          Kind.UNSAFE, "it makes a " + type.binaryName() + ", which has a finalizer");
    }
    interpreter.allocates(Budget.instance(type.instanceFields.size()));
    @Nullable Object[] slots = new Object[type.instanceFields.size()];
    for (int slot = 0; slot < slots.length; slot++) {
      slots[slot] = type.instanceFields.get(slot).defaultValue();
    }
    return new Obj(interpreter.current(), type, slots);
  }

  /** Whether a finalizer does nothing, so that the JVM does not call it. */
  private boolean isEmpty(MethodInfo finalizer) {
    return finalizer.owner.name.equals("java/lang/Object")
        || interpreter.world.code(finalizer).opcodes.length == 1;
  }

  /** Makes an array, given its descriptor. */
  Arr array(String descriptor, int length) {
    if (length < 0) {
      throw exception("java/lang/NegativeArraySizeException", String.valueOf(length));
    }
    Object elements = interpreter.gate().array(descriptor, length);
    return new Arr(interpreter.current(), descriptor, elements);
  }

  Arr arrayOf(String descriptor, Object elements) {
    interpreter.allocates(Budget.array(descriptor, Array.getLength(elements)));
    return new Arr(interpreter.current(), descriptor, elements);
  }

  Arr arrays(String descriptor, int[] lengths, int from) {
    Arr array = array(descriptor, lengths[from]);
    if (from + 1 < lengths.length) {
      Object[] elements = (Object[]) array.elements;
      for (int index = 0; index < elements.length; index++) {
        elements[index] = arrays(descriptor.substring(1), lengths, from + 1);
      }
    }
    return array;
  }

  /** Makes what the JVM itself throws. */
  Thrown exception(String type, @Nullable Object message) {
    TypeInfo info = interpreter.type(type);
    interpreter.initialised(info);
    Obj throwable = instance(info);
    MethodInfo constructor =
        info.findMethod(message == null ? "<init>()V" : "<init>(Ljava/lang/String;)V");
    if (constructor == null) {
      throw interpreter.refusal(Kind.UNKNOWN, "it ends in a " + info.binaryName());
    }
    // Its state is that which the constructor gives it, but for the frames of the constructor.
    interpreter.call(
        constructor,
        message == null ? new Object[] {throwable} : new Object[] {throwable, message});
    interpreter.allocates(Budget.places(0));
    return new Thrown(throwable, interpreter.places());
  }

  /** Makes what the JVM itself throws, with a message that it words as it likes. */
  Thrown exception(String type) {
    return exception(
        type, new Opaque("the message that the JVM gives an exception", "Ljava/lang/String;"));
  }

  @Nullable Object field(Obj object, String name, String descriptor) {
    FieldInfo field = object.type.findField(name + ' ' + descriptor);
    if (field == null) {
      throw interpreter.refusal(
          Kind.UNKNOWN, object.type.binaryName() + " has no field " + name + " in this JDK");
    }
    return object.slots[field.slot];
  }

  /** The message of a throwable as the end of a sentence. */
  String messageOf(Obj throwable) {
    FieldInfo field = throwable.type.findField("detailMessage Ljava/lang/String;");
    Object message = field == null ? null : throwable.slots[field.slot];
    return message instanceof String text ? ": " + firstLine(text) : "";
  }

  private static String firstLine(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return text.substring(0, end);
  }

  Thrown nullPointer() {
    return exception("java/lang/NullPointerException", null);
  }

  // ---- static fields ----

  @Nullable Object getStatic(FieldInfo field) {
    if (field.owner.name.equals("java/lang/System") && field.name.length() <= 3) {
      throw interpreter.refusal(
          Kind.UNKNOWN, "it reads System." + field.name + ", which may be replaced at any time");
    }
    Object fixed = JdkFacts.fixedAtStart(field);
    if (fixed != null) {
      return fixed;
    }
    Simulation state = interpreter.initialised(field.owner);
    if (field.constant != null && field.isFinal()) {
      return field.constant;
    }
    if (interpreter.isAcross(state)) {
      throw interpreter.refusal(
          Kind.UNSAFE,
          "it reads "
              + field
              + " of a class whose initialiser needs the class itself, so that its value depends on"
              + " which is initialised first");
    }
    if (!state.isFinished()) {
      return getOwnStatic(field, state);
    }
    if (interpreter.isSupertype(field.owner) && state.mayLack(field)) {
      throw interpreter.refusal(
          Kind.UNSAFE,
          "it reads "
              + field
              + " of a superclass whose initialiser may need the class itself, so that its value"
              + " depends on which is initialised first");
    }
    Object value = state.statics[field.slot];
    boolean isSet = field.stable && value != null;
    if (!isSet && !Settled.isConstant(field)) {
      throw interpreter.refusal(
          Kind.UNSAFE, "it reads " + field + ", which is not final and may change");
    }
    if (value instanceof HeapObject object && !object.frozen) {
      boolean isConstant =
          JdkFacts.holdsConstant(field)
              || (object instanceof Obj wrapper
                  && JdkFacts.holdsUnmodifiable(field, object)
                  && Settling.isOnlyWay(wrapper, field, state));
      if (isConstant) {
        freezeAll(object);
      } else if (object instanceof Arr table && isReadOnly(field)) {
        freezeIfSettled(new Settling(table, field, state));
      }
    }
    return shared(field, value);
  }

  private @Nullable Object getOwnStatic(FieldInfo field, Simulation state) {
    if (state.assignedAt[field.slot] < 0 && field.isFinal()) {
      state.touched(
          field, Kind.UNSAFE, "it reads " + field + " before that is assigned", interpreter);
    } else if (!field.isFinal()) {
      state.touched(
          field,
          Kind.UNSAFE,
          "it reads " + field + ", which is not final and may change",
          interpreter);
    }
    state.readsItself(field);
    Object value = state.statics[field.slot];
    if (value instanceof Arr table && !table.settles && isReadOnly(field)) {
      state.settles(new Settling(table, field, state));
    }
    return value;
  }

  void putStatic(FieldInfo field, @Nullable Object value) {
    Simulation state = interpreter.initialised(field.owner);
    if (state != interpreter.current() || state.isFinished()) {
      throw interpreter.refusal(Kind.UNSAFE, "it assigns " + field);
    }
    state.touched(field, Kind.UNSAFE, "it assigns " + field, interpreter);
    state.statics[field.slot] =
        value == null ? null : Values.narrowed(value, field.descriptor.charAt(0));
    state.assignedAt[field.slot] = state.position();
  }

  /** What others read in a field of a finished class or of a shared object. */
  private @Nullable Object shared(FieldInfo field, @Nullable Object value) {
    if (value instanceof Arr array
        && field.descriptor.charAt(0) == '['
        && JdkFacts.holdsConstantArray(field)) {
      freeze(array, Type.getType(field.descriptor).getDimensions());
    }
    return value;
  }

  /** Freezes an array and the arrays inside it, but not what the innermost ones hold. */
  private static void freeze(Arr array, int dimensions) {
    array.frozen = true;
    if (dimensions > 1 && array.elements instanceof Object[] elements) {
      for (Object element : elements) {
        if (element instanceof Arr inner) {
          freeze(inner, dimensions - 1);
        }
      }
    }
  }

  /** Freezes all that an object of the JDK reaches. */
  private static void freezeAll(HeapObject object) {
    Reachable reachable = new Reachable();
    reachable.add(object);
    for (HeapObject each : reachable.objects()) {
      each.frozen = true;
    }
  }

  private static void freezeIfSettled(Settling table) {
    if (table.isOnlyWay()) {
      for (HeapObject part : table.parts()) {
        part.frozen = true;
      }
    }
  }

  private boolean isReadOnly(FieldInfo field) {
    return Settled.isConstant(field)
        && interpreter.world.readOnlyFields(field.owner).contains(field);
  }

  // ---- instance fields and arrays ----

  @Nullable Object getField(@Nullable Object target, FieldInfo field) {
    Obj object = object(target);
    if (JdkFacts.isUpToCollector(field)) {
      throw interpreter.refusal(
          Kind.UNKNOWN,
          "it asks a reference for its object, which the garbage collector may have taken");
    }
    Object value = object.slots[field.slot];
    if (!Settled.isConstant(field, value) && !JdkFacts.isCache(field)) {
      reads(object, field);
    } else if (object.handedOver) {
      throw handedOver();
    }
    return shared(field, value);
  }

  void putField(@Nullable Object target, FieldInfo field, @Nullable Object value) {
    Obj object = object(target);
    if (JdkFacts.isCache(field) && object.home != interpreter.current()) {
      return;
    }
    writes(object, field.toString());
    object.slots[field.slot] =
        value == null ? null : Values.narrowed(value, field.descriptor.charAt(0));
  }

  private Obj object(@Nullable Object target) {
    Object known = interpreter.known(target);
    if (known instanceof Obj object && object.payload == null) {
      return object;
    }
    throw interpreter.refusal(
        Kind.UNKNOWN,
        "it looks into the state of a "
            + interpreter.types.describe(known)
            + ", which is not modelled");
  }

  /** The array, which is about to be read. */
  Arr readable(@Nullable Object target) {
    Arr array = array(target);
    reads(array, null);
    return array;
  }

  /** What a primitive array holds, which is about to be read. */
  Object elements(@Nullable Object target) {
    Arr array = readable(target);
    if (array.unknown != null) {
      throw interpreter.unknown(array.unknown);
    }
    return array.elements;
  }

  /** The array, which is about to be changed. */
  Arr writable(@Nullable Object target) {
    Arr array = array(target);
    writes(array, "an array");
    return array;
  }

  /** The array, only for its length and type. */
  Arr array(@Nullable Object target) {
    Object known = interpreter.known(target);
    if (known instanceof Arr array) {
      return array;
    }
    throw interpreter.refusal(
        Kind.UNKNOWN,
        "it takes a " + Names.binary(interpreter.types.typeName(known)) + " for an array");
  }

  /**
   * Notes a read of what may change.
   *
   * @param field null if it is not a field that is read, but an element or a text
   */
  void reads(HeapObject object, @Nullable FieldInfo field) {
    if (object.handedOver) {
      throw handedOver();
    }
    if (object.frozen) {
      return;
    }
    Simulation current = interpreter.current();
    if (object.home != current) {
      interpreter.notes(
          Kind.UNKNOWN, "it reads " + describe(object, field) + " that is shared and may change");
    } else if (object.madeAt != current.position()) {
      current.touched(object, false, interpreter);
    }
  }

  private static String describe(HeapObject object, @Nullable FieldInfo field) {
    if (field == null) {
      return object instanceof Arr ? "an array" : "the state of an object";
    }
    String way = field.isFinal() ? "reflection can assign" : "is not final";
    return "the field " + field + ", which " + way + ", of an object";
  }

  void writes(HeapObject object, String what) {
    if (object.handedOver) {
      throw handedOver();
    }
    Simulation current = interpreter.current();
    if (object.home != current) {
      throw interpreter.refusal(Kind.UNSAFE, "it changes " + what + " of an object that is shared");
    }
    if (object.madeAt != current.position()) {
      current.touched(object, true, interpreter);
    }
  }

  private Refusal handedOver() {
    return interpreter.refusal(
        Kind.UNKNOWN, "it looks into an object that trusted code was given, which may change it");
  }

  /** Gives an object, and all that it reaches, to code that is not followed. */
  void handOver(@Nullable Object value) {
    Reachable reachable = new Reachable();
    reachable.add(value);
    for (HeapObject object : reachable.objects()) {
      // What is shared was in other hands before.
      if (object.home == interpreter.current()) {
        object.handedOver = true;
      }
    }
  }

  void lock(@Nullable Object target) {
    if (target == null) {
      throw nullPointer();
    }
    if (target instanceof HeapObject object
        && !object.frozen
        && object.home == interpreter.current()) {
      if (object.madeAt != interpreter.current().position()) {
        interpreter.current().touched(object, true, interpreter);
      }
      return;
    }
    if (target instanceof Opaque opaque) {
      throw interpreter.unknown(opaque);
    }
    interpreter.notes(
        Kind.UNKNOWN, "it locks " + interpreter.types.describe(target) + ", which is shared");
  }

  /**
   * Whether two references are the same object.
   *
   * @throws Refusal if that depends on how many boxes the JVM keeps ({@code -XX:AutoBoxCacheMax})
   */
  boolean isSame(@Nullable Object left, @Nullable Object right) {
    if (left == right) {
      return true;
    }
    boolean areBoxes =
        left instanceof Obj one
            && right instanceof Obj other
            && one.frozen
            && other.frozen
            && one.type == other.type
            && one.type.name.equals("java/lang/Integer")
            && one.slots[0] instanceof Integer value
            && value.equals(other.slots[0]);
    if (areBoxes) {
      throw interpreter.refusal(Kind.UNKNOWN, "it compares boxes by identity");
    }
    return false;
  }

  // ---- elements ----

  @Nullable Object element(Arr array, int index) {
    check(array, index);
    if (array.unknown != null) {
      return array.unknown;
    }
    Object elements = array.elements;
    if (elements instanceof Object[] references) {
      return references[index];
    }
    if (elements instanceof boolean[] flags) {
      return flags[index] ? 1 : 0;
    }
    Object element = Array.get(elements, index);
    if (element instanceof Character c) {
      return (int) c;
    }
    return element instanceof Byte || element instanceof Short
        ? ((Number) element).intValue()
        : element;
  }

  void setElement(Arr array, int index, @Nullable Object value) {
    check(array, index);
    if (array.elements instanceof Object[] references) {
      String type = Types.withoutSemicolons(array.descriptor.substring(1));
      if (value != null
          && !(value instanceof Opaque)
          && !interpreter.types.isInstance(value, type)) {
        throw exception(
            "java/lang/ArrayStoreException", Names.binary(interpreter.types.typeName(value)));
      }
      references[index] = value;
      return;
    }
    if (value instanceof Opaque opaque) {
      array.unknown = opaque.as(array.descriptor.substring(1));
      return;
    }
    if (!(value instanceof Number number)) {
      throw interpreter.unknown(value);
    }
    Object elements = array.elements;
    if (elements instanceof int[] ints) {
      ints[index] = number.intValue();
    } else if (elements instanceof byte[] bytes) {
      bytes[index] = number.byteValue();
    } else if (elements instanceof char[] chars) {
      chars[index] = (char) number.intValue();
    } else if (elements instanceof short[] shorts) {
      shorts[index] = number.shortValue();
    } else if (elements instanceof boolean[] flags) {
      flags[index] = (number.intValue() & 1) != 0;
    } else {
      Array.set(elements, index, number);
    }
  }

  private void check(Arr array, int index) {
    if (index < 0 || index >= array.length()) {
      throw exception(
          "java/lang/ArrayIndexOutOfBoundsException",
          "Index " + index + " out of bounds for length " + array.length());
    }
  }

  /** A shallow copy, as {@code Object.clone} makes it. */
  Object copy(Object value) {
    if (value instanceof Arr array) {
      reads(array, null);
      Object elements = interpreter.gate().copy(array.descriptor, array.elements);
      Arr copy = new Arr(interpreter.current(), array.descriptor, elements);
      copy.unknown = array.unknown;
      return copy;
    }
    if (value instanceof Obj object
        && interpreter.types.isSubtype(object.type.name, "java/lang/Cloneable")) {
      for (FieldInfo field : object.type.instanceFields) {
        if (!Settled.isConstant(field, object.slots[field.slot])) {
          reads(object, field);
        }
      }
      interpreter.allocates(Budget.instance(object.slots.length));
      return new Obj(
          interpreter.current(), object.type, Arrays.copyOf(object.slots, object.slots.length));
    }
    throw exception(
        "java/lang/CloneNotSupportedException", Names.binary(interpreter.types.typeName(value)));
  }
}
