package io.lazyloader.runtime;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the class file of a proxy (JVMS 17 §4). Its code never branches, so it needs no stack map
 * frames, and writing it takes no library: this one has no dependency, in the agent or without.
 *
 * <pre>{@code
 * public int size() {
 *   List value = Main.$lazy$get$NAMES();
 *   Objects.requireNonNull(value, "com.acme.Main#NAMES is null");
 *   return value.size();
 * }
 * }</pre>
 */
final class ProxyClassFile {
  private static final int JAVA_17 = 61;

  private static final int UTF8 = 1;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;
  private static final int NAME_AND_TYPE = 12;

  private static final int ACC_SUPER = 0x0020;
  private static final int ACC_SYNTHETIC = 0x1000;

  private static final int LDC_W = 19;
  private static final int ILOAD = 21;
  private static final int LLOAD = 22;
  private static final int FLOAD = 23;
  private static final int DLOAD = 24;
  private static final int ALOAD = 25;
  private static final int POP = 87;
  private static final int DUP = 89;
  private static final int IRETURN = 172;
  private static final int LRETURN = 173;
  private static final int FRETURN = 174;
  private static final int DRETURN = 175;
  private static final int ARETURN = 176;
  private static final int RETURN = 177;
  private static final int INVOKEVIRTUAL = 182;
  private static final int INVOKESPECIAL = 183;
  private static final int INVOKESTATIC = 184;
  private static final int INVOKEINTERFACE = 185;
  private static final int CHECKCAST = 192;

  private static final String OBJECT = "java/lang/Object";
  private static final String RUNTIME = "io/lazyloader/runtime/";
  private static final String NO_ARGUMENTS = "()Ljava/lang/Object;";

  private final Class<?> owner;
  private final String field;
  private final Class<?> type;
  private final ProxyShape shape;

  private final ByteArrayOutputStream constants = new ByteArrayOutputStream();
  private final Map<String, Integer> indexes = new HashMap<>();
  private int nextIndex = 1;
  private final ByteArrayOutputStream methods = new ByteArrayOutputStream();
  private int methodCount;

  private ProxyClassFile(Class<?> owner, String field, Class<?> type, ProxyShape shape) {
    this.owner = owner;
    this.field = field;
    this.type = type;
    this.shape = shape;
  }

  /**
   * Writes the class of the proxy of a field.
   *
   * @param owner the class that declares the field
   * @param field its name
   * @param type its type
   * @param shape what to override
   * @return a class file
   * @throws IllegalStateException if the type has more methods than fit
   */
  static byte[] write(Class<?> owner, String field, Class<?> type, ProxyShape shape) {
    try {
      return new ProxyClassFile(owner, field, type, shape).write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] write() throws IOException {
    if (type.isInterface()) {
      constructor();
    }
    value("$lazy$value", Modifier.PUBLIC | ACC_SYNTHETIC);
    for (Map.Entry<String, Method> entry : shape.methods().entrySet()) {
      if (ProxyShape.isFinalizer(entry.getKey())) {
        finalizer(entry.getValue());
      } else {
        delegating(entry.getValue());
      }
    }
    if (!shape.methods().containsKey("writeReplace" + NO_ARGUMENTS)) {
      value("writeReplace", Modifier.PRIVATE | ACC_SYNTHETIC);
    }
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    DataOutputStream output = new DataOutputStream(head);
    output.writeShort(Modifier.FINAL | ACC_SUPER | ACC_SYNTHETIC);
    output.writeShort(type(internalName(owner) + '$' + field + "$Lazy"));
    output.writeShort(type(type.isInterface() ? OBJECT : internalName(type)));
    boolean addsSerializable = type != Serializable.class;
    output.writeShort(1 + (type.isInterface() ? 1 : 0) + (addsSerializable ? 1 : 0));
    output.writeShort(type(RUNTIME + "MemberProxy"));
    if (type.isInterface()) {
      output.writeShort(type(internalName(type)));
    }
    if (addsSerializable) {
      output.writeShort(type("java/io/Serializable"));
    }
    output.writeShort(0);
    output.writeShort(methodCount);
    methods.writeTo(output);
    output.writeShort(0);
    return withConstants(head.toByteArray());
  }

  private byte[] withConstants(byte[] rest) throws IOException {
    if (nextIndex > 0xFFFF) {
      throw new IllegalStateException(type.getName() + " has more methods than a proxy can have");
    }
    ByteArrayOutputStream classFile = new ByteArrayOutputStream();
    DataOutputStream output = new DataOutputStream(classFile);
    output.writeInt(0xCAFEBABE);
    output.writeInt(JAVA_17);
    output.writeShort(nextIndex);
    constants.writeTo(output);
    output.write(rest);
    return classFile.toByteArray();
  }

  private void constructor() throws IOException {
    Code code = new Code();
    code.load(ALOAD, 0);
    code.invoke(INVOKESPECIAL, method(METHOD, OBJECT, "<init>", "()V"));
    code.output.writeByte(RETURN);
    method(Modifier.PRIVATE, "<init>", "()V", 1, 1, code);
  }

  /** A method that returns what stands behind the proxy, which may be null. */
  private void value(String name, int access) throws IOException {
    Code code = new Code();
    readField(code);
    code.output.writeByte(ARETURN);
    method(access, name, NO_ARGUMENTS, 1, 1, code);
  }

  /**
   * The JVM takes no notice of an empty one, and must not resolve a value by collecting a proxy.
   */
  private void finalizer(Method method) throws IOException {
    Code code = new Code();
    code.output.writeByte(RETURN);
    method(ProxyShape.access(method), method.getName(), "()V", 0, 1, code);
  }

  private void delegating(Method method) throws IOException {
    Code code = new Code();
    readField(code);
    code.output.writeByte(DUP);
    code.output.writeByte(LDC_W);
    code.output.writeShort(string(owner.getName() + '#' + field + " is null"));
    // Stack[2]: value; Stack[1]: value; Stack[0]: message
    code.invoke(
        INVOKESTATIC,
        method(
            METHOD,
            "java/util/Objects",
            "requireNonNull",
            "(Ljava/lang/Object;Ljava/lang/String;)Ljava/lang/Object;"));
    code.output.writeByte(POP);
    int slot = 1;
    Class<?>[] parameters = method.getParameterTypes();
    for (int index = 0; index < parameters.length; index++) {
      slot += loadArgument(code, method, index, slot);
    }
    String descriptor = ProxyShape.descriptor(method);
    boolean isOfObject = method.getDeclaringClass() == Object.class;
    String target = isOfObject ? OBJECT : internalName(type);
    if (type.isInterface() && !isOfObject) {
      code.invoke(INVOKEINTERFACE, method(INTERFACE_METHOD, target, method.getName(), descriptor));
      code.output.writeByte(slot);
      code.output.writeByte(0);
    } else {
      code.invoke(INVOKEVIRTUAL, method(METHOD, target, method.getName(), descriptor));
    }
    code.output.writeByte(returning(method.getReturnType()));
    method(ProxyShape.access(method), method.getName(), descriptor, Math.max(3, slot), slot, code);
  }

  /** Pushes the value of the field, resolved, or null. */
  private void readField(Code code) throws IOException {
    code.invoke(
        INVOKESTATIC,
        method(
            owner.isInterface() ? INTERFACE_METHOD : METHOD,
            internalName(owner),
            LazyRegions.VALUE_PREFIX + field,
            "()" + type.descriptorString()));
  }

  private int loadArgument(Code code, Method method, int index, int slot) throws IOException {
    Class<?> parameter = method.getParameterTypes()[index];
    code.load(loading(parameter), slot);
    if (shape.unwraps(method, index)) {
      code.invoke(
          INVOKESTATIC,
          method(
              METHOD,
              RUNTIME + "MemberProxies",
              "unwrap",
              "(Ljava/lang/Object;)Ljava/lang/Object;"));
      if (parameter != Object.class) {
        code.output.writeByte(CHECKCAST);
        code.output.writeShort(type(internalName(parameter)));
      }
    }
    return parameter == long.class || parameter == double.class ? 2 : 1;
  }

  private static int loading(Class<?> parameter) {
    if (!parameter.isPrimitive()) {
      return ALOAD;
    }
    if (parameter == long.class) {
      return LLOAD;
    }
    if (parameter == float.class) {
      return FLOAD;
    }
    return parameter == double.class ? DLOAD : ILOAD;
  }

  private static int returning(Class<?> result) {
    if (!result.isPrimitive()) {
      return ARETURN;
    }
    if (result == void.class) {
      return RETURN;
    }
    if (result == long.class) {
      return LRETURN;
    }
    if (result == float.class) {
      return FRETURN;
    }
    return result == double.class ? DRETURN : IRETURN;
  }

  private void method(
      int access, String name, String descriptor, int maxStack, int maxLocals, Code code)
      throws IOException {
    DataOutputStream output = new DataOutputStream(methods);
    output.writeShort(access);
    output.writeShort(utf8(name));
    output.writeShort(utf8(descriptor));
    output.writeShort(1);
    output.writeShort(utf8("Code"));
    output.writeInt(12 + code.bytes.size());
    output.writeShort(maxStack);
    output.writeShort(maxLocals);
    output.writeInt(code.bytes.size());
    code.bytes.writeTo(output);
    output.writeShort(0);
    output.writeShort(0);
    methodCount++;
  }

  private int utf8(String text) throws IOException {
    Integer known = indexes.get(text);
    if (known != null) {
      return known;
    }
    DataOutputStream output = new DataOutputStream(constants);
    output.writeByte(UTF8);
    output.writeUTF(text);
    return added(text);
  }

  private int type(String internalName) throws IOException {
    return reference(CLASS, utf8(internalName), -1);
  }

  private int string(String text) throws IOException {
    return reference(STRING, utf8(text), -1);
  }

  private int method(int tag, String target, String name, String descriptor) throws IOException {
    int nameAndType = reference(NAME_AND_TYPE, utf8(name), utf8(descriptor));
    return reference(tag, type(target), nameAndType);
  }

  /** A constant that is made of one or two others. */
  private int reference(int tag, int first, int second) throws IOException {
    // No text that stands in a class file contains this.
    String key = "\0" + tag + ' ' + first + ' ' + second;
    Integer known = indexes.get(key);
    if (known != null) {
      return known;
    }
    DataOutputStream output = new DataOutputStream(constants);
    output.writeByte(tag);
    output.writeShort(first);
    if (second >= 0) {
      output.writeShort(second);
    }
    return added(key);
  }

  private int added(String key) {
    indexes.put(key, nextIndex);
    return nextIndex++;
  }

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  /** The instructions of one method. */
  private static final class Code {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final DataOutputStream output = new DataOutputStream(bytes);

    /** A method has at most 255 arguments, {@code this} included (JVMS 17 §4.3.3). */
    void load(int opcode, int slot) throws IOException {
      output.writeByte(opcode);
      output.writeByte(slot);
    }

    void invoke(int opcode, int method) throws IOException {
      output.writeByte(opcode);
      output.writeShort(method);
    }
  }
}
