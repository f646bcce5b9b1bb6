package io.lazyloader.agent.analysis;

import io.lazyloader.agent.analysis.Verdict.Kind;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Objects and static fields, and the rules for touching them: an initialiser may change what it
 * made itself, and may read of others what never changes.
 */
final class Heap {
  /** Fields of the JDK's collections that hold the collection they are made of. */
  private static final Set<String> WRAPPED = Set.of("m", "c", "map", "list", "s", "sm", "ss");

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
    interpreter.allocates(type.instanceFields.size());
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
    interpreter.allocates(length);
    Object elements =
        switch (descriptor.charAt(1)) {
          case 'Z' -> new boolean[length];
          case 'B' -> new byte[length];
          case 'C' -> new char[length];
          case 'S' -> new short[length];
          case 'I' -> new int[length];
          case 'J' -> new long[length];
          case 'F' -> new float[length];
          case 'D' -> new double[length];
          default -> new Object[length];
        };
    return new Arr(interpreter.current(), descriptor, elements);
  }

  Arr arrayOf(String descriptor, Object elements) {
    interpreter.allocates(Array.getLength(elements));
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
  Thrown exception(String type, @Nullable String message) {
    TypeInfo info = interpreter.type(type);
    interpreter.initialised(info);
    Obj throwable = instance(info);
    setField(throwable, "detailMessage", "Ljava/lang/String;", message);
    throwable.holdsStack = true;
    interpreter.current().holdsStack(throwable);
    return new Thrown(throwable, interpreter.places());
  }

  private static void setField(Obj object, String name, String descriptor, @Nullable Object value) {
    FieldInfo field = object.type.findField(name + ' ' + descriptor);
    if (field != null) {
      object.slots[field.slot] = value;
    }
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
    return message instanceof String text ? ": " + text.lines().findFirst().orElse("") : "";
  }

  Thrown nullPointer() {
    return exception("java/lang/NullPointerException", null);
  }

  // ---- static fields ----

  @Nullable Object getStatic(FieldInfo field) {
    if (field.constant != null && field.isFinal()) {
      return field.constant;
    }
    if (field.owner.name.equals("java/lang/System") && field.name.length() <= 3) {
      throw interpreter.refusal(
          Kind.UNKNOWN, "it reads System." + field.name + ", which may be replaced at any time");
    }
    Object fixed = Natives.fixedAtStart(field);
    if (fixed != null) {
      return fixed;
    }
    Simulation state = interpreter.initialised(field.owner);
    if (!state.isFinished()) {
      return getOwnStatic(field, state);
    }
    if (isInCircle(state)) {
      throw interpreter.refusal(
          Kind.UNSAFE,
          "it reads "
              + field
              + " of a class whose initialiser needs the class itself, so that its value depends on"
              + " which is initialised first");
    }
    Object value = state.statics[field.slot];
    boolean isSet = (field.stable && value != null) || Natives.isSwitch(field);
    if (!isSet && !isConstant(field)) {
      throw interpreter.refusal(
          Kind.UNSAFE, "it reads " + field + ", which is not final and may change");
    }
    if (value instanceof HeapObject object
        && !object.frozen
        && (isReadOnly(field) || Natives.holdsConstant(field, object))) {
      settle(object, true);
      object.frozen = true;
    }
    return shared(field, value);
  }

  private @Nullable Object getOwnStatic(FieldInfo field, Simulation state) {
    if (state != interpreter.current()) {
      throw interpreter.refusal(
          Kind.UNSAFE,
          "it reads "
              + field
              + ", whose class is being initialised, so that its value depends on which class comes"
              + " first");
    }
    if (state.assignedAt[field.slot] < 0 && isConstant(field)) {
      state.touched(
          field, Kind.UNSAFE, "it reads " + field + " before that is assigned", interpreter);
    } else if (!isConstant(field)) {
      state.touched(
          field,
          Kind.UNSAFE,
          "it reads " + field + ", which is not final and may change",
          interpreter);
    }
    Object value = state.statics[field.slot];
    if (value instanceof HeapObject object && !object.settles && isReadOnly(field)) {
      settle(object, false);
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

  private boolean isInCircle(Simulation state) {
    for (String member : state.circle()) {
      if (interpreter.isInProgress(interpreter.type(member))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a field has one value once its initialiser is done. */
  private boolean isConstant(FieldInfo field) {
    return field.isFinal() || interpreter.world.reassignments(field.owner).never(field);
  }

  /** What others read in a field of a finished class or of a shared object. */
  private @Nullable Object shared(FieldInfo field, @Nullable Object value) {
    if (value instanceof Arr array && Natives.holdsConstantArray(field)) {
      freeze(array);
    }
    return value;
  }

  private static void freeze(Arr array) {
    array.frozen = true;
    if (array.elements instanceof Object[] elements && array.descriptor.startsWith("[[")) {
      for (Object element : elements) {
        if (element instanceof Arr inner) {
          freeze(inner);
        }
      }
    }
  }

  /** Marks an array or collection that nobody changes, with the arrays and nodes it is made of. */
  private void settle(HeapObject object, boolean isDone) {
    if (object.frozen || (object.settles && !isDone)) {
      return;
    }
    object.settles = true;
    object.frozen = isDone;
    if (object instanceof Arr array) {
      // Of arrays in arrays; what else is in there may be changed by who looks it up.
      if (array.descriptor.startsWith("[[")) {
        settleAll((Object[]) array.elements, isDone, true);
      }
    } else if (object instanceof Obj obj && obj.type.name.startsWith("java/util/")) {
      for (FieldInfo field : obj.type.instanceFields) {
        Object value = obj.slots[field.slot];
        if (value instanceof Arr array) {
          array.settles = true;
          array.frozen |= isDone;
          if (array.elements instanceof Object[] elements) {
            settleAll(elements, isDone, false);
          }
        } else if (value instanceof Obj part && (isNode(part) || WRAPPED.contains(field.name))) {
          settle(part, isDone);
        }
      }
    }
  }

  private void settleAll(@Nullable Object[] elements, boolean isDone, boolean areArrays) {
    for (Object element : elements) {
      boolean isPart = areArrays || (element instanceof Obj part && isNode(part));
      if (isPart && element instanceof HeapObject part) {
        settle(part, isDone);
      }
    }
  }

  /** Whether an object is an inner part of a collection, such as an entry of a hash table. */
  private static boolean isNode(Obj object) {
    String name = object.type.name;
    return name.startsWith("java/util/")
        && name.indexOf('$') > 0
        && !object.type.isSubtypeOf("java/util/Collection")
        && !object.type.isSubtypeOf("java/util/Map");
  }

  private boolean isReadOnly(FieldInfo field) {
    return interpreter.world.readOnlyFields(field.owner).contains(field);
  }

  // ---- instance fields and arrays ----

  @Nullable Object getField(@Nullable Object target, FieldInfo field) {
    Obj object = object(target);
    if (!field.isFinal() && !Natives.isCache(field)) {
      reads(object, field);
    } else if (object.handedOver) {
      throw handedOver();
    }
    return shared(field, object.slots[field.slot]);
  }

  void putField(@Nullable Object target, FieldInfo field, @Nullable Object value) {
    Obj object = object(target);
    if (Natives.isCache(field) && object.home != interpreter.current()) {
      return;
    }
    writes(object, field.toString());
    object.slots[field.slot] =
        value == null ? null : Values.narrowed(value, field.descriptor.charAt(0));
  }

  private Obj object(@Nullable Object target) {
    if (target == null) {
      throw nullPointer();
    }
    if (target instanceof Opaque opaque) {
      throw interpreter.unknown(opaque);
    }
    if (target instanceof Obj object) {
      return object;
    }
    throw interpreter.refusal(
        Kind.UNKNOWN,
        "it looks into the state of a " + describe(target) + ", which is not modelled");
  }

  /** The array, which is about to be read. */
  Arr readable(@Nullable Object target) {
    Arr array = array(target);
    reads(array, null);
    return array;
  }

  /** The array, which is about to be changed. */
  Arr writable(@Nullable Object target) {
    Arr array = array(target);
    writes(array, "an array");
    return array;
  }

  /** The array, only for its length and type. */
  Arr array(@Nullable Object target) {
    if (target == null) {
      throw nullPointer();
    }
    if (target instanceof Opaque opaque) {
      throw interpreter.unknown(opaque);
    }
    return (Arr) target;
  }

  void reads(HeapObject object, @Nullable FieldInfo field) {
    if (object.handedOver) {
      throw handedOver();
    }
    if (object.frozen) {
      return;
    }
    Simulation current = interpreter.current();
    if (object.home != current) {
      if (field == null || !neverChanges(field)) {
        String what =
            field == null
                ? "an array"
                : "the field " + field + ", which is not final, of an object";
        interpreter.notes(Kind.UNKNOWN, "it reads " + what + " that is shared and may change");
      }
    } else if (object.madeAt != current.position() && (field == null || !neverChanges(field))) {
      current.touched(object, false, interpreter);
    }
  }

  private boolean neverChanges(FieldInfo field) {
    return field.stable || interpreter.world.reassignments(field.owner).never(field);
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
    if (target instanceof HeapObject object && object.home == interpreter.current()) {
      if (object.madeAt != interpreter.current().position()) {
        interpreter.current().touched(object, true, interpreter);
      }
      return;
    }
    if (target instanceof Opaque opaque) {
      throw interpreter.unknown(opaque);
    }
    interpreter.notes(Kind.UNKNOWN, "it locks " + describe(target) + ", which is shared");
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

  // ---- types ----

  /** The name of an object's class: internal, or an array's descriptor. */
  String typeName(Object value) {
    if (value instanceof HeapObject object) {
      return object.typeName();
    }
    if (value instanceof String) {
      return "java/lang/String";
    }
    return "java/lang/Class";
  }

  String describe(Object value) {
    return value instanceof TypeRef type
        ? "the class " + type.binaryName()
        : "a " + Names.binary(typeName(value));
  }

  /** Whether a value that is not null can be cast to a type (JVMS 17 §6.5 checkcast). */
  boolean isInstance(Object value, String target) {
    if (value instanceof Lambda lambda) {
      for (String each : lambda.interfaces) {
        if (isSubtype(each, target)) {
          return true;
        }
      }
      return target.equals("java/lang/Object");
    }
    return isSubtype(typeName(value), target);
  }

  boolean isSubtype(String name, String target) {
    if (name.equals(target) || target.equals("java/lang/Object")) {
      return true;
    }
    if (name.charAt(0) != '[') {
      return target.charAt(0) != '[' && interpreter.type(name).isSubtypeOf(target);
    }
    if (target.charAt(0) != '[') {
      return target.equals("java/lang/Cloneable") || target.equals("java/io/Serializable");
    }
    String element = name.substring(1);
    String targetElement = target.substring(1);
    return element.length() > 1
        && targetElement.length() > 1
        && isSubtype(withoutSemicolons(element), withoutSemicolons(targetElement));
  }

  private static String withoutSemicolons(String descriptor) {
    return descriptor.charAt(0) == 'L'
        ? descriptor.substring(1, descriptor.length() - 1)
        : descriptor;
  }

  /** The descriptor of arrays of a type given by its internal name or descriptor. */
  static String arrayDescriptor(String element) {
    return element.charAt(0) == '[' ? '[' + element : "[L" + element + ';';
  }

  // ---- elements ----

  @Nullable Object element(Arr array, int index) {
    check(array, index);
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
      String type = withoutSemicolons(array.descriptor.substring(1));
      if (value != null && !(value instanceof Opaque) && !isInstance(value, type)) {
        throw exception("java/lang/ArrayStoreException", Names.binary(typeName(value)));
      }
      references[index] = value;
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
      int length = array.length();
      interpreter.allocates(length);
      Object elements = Array.newInstance(array.elements.getClass().getComponentType(), length);
      System.arraycopy(array.elements, 0, elements, 0, length);
      return new Arr(interpreter.current(), array.descriptor, elements);
    }
    if (value instanceof Obj object && isSubtype(object.type.name, "java/lang/Cloneable")) {
      for (FieldInfo field : object.type.instanceFields) {
        if (!field.isFinal()) {
          reads(object, field);
        }
      }
      interpreter.allocates(object.slots.length);
      return new Obj(
          interpreter.current(), object.type, Arrays.copyOf(object.slots, object.slots.length));
    }
    throw exception("java/lang/CloneNotSupportedException", Names.binary(typeName(value)));
  }
}
