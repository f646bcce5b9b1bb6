package io.lazyloader.runtime;

import static io.lazyloader.runtime.ClassFileWriter.ACC_FINAL;
import static io.lazyloader.runtime.ClassFileWriter.ACC_PRIVATE;
import static io.lazyloader.runtime.ClassFileWriter.ACC_PUBLIC;
import static io.lazyloader.runtime.ClassFileWriter.ACC_SYNTHETIC;
import static io.lazyloader.runtime.ClassFileWriter.OBJECT;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the class file of a proxy.
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

  private static final String RUNTIME = "io/lazyloader/runtime/";
  private static final String NO_ARGUMENTS = "()Ljava/lang/Object;";

  private final Class<?> owner;
  private final String field;
  private final Class<?> type;
  private final ProxyShape shape;

  private final ClassFileWriter writer;

  private ProxyClassFile(Class<?> owner, String field, Class<?> type, ProxyShape shape) {
    this.owner = owner;
    this.field = field;
    this.type = type;
    this.shape = shape;
    this.writer = new ClassFileWriter(internalName(owner) + '$' + field + "$Lazy");
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
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          type.getName() + " has more methods than a proxy can have", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] write() throws IOException {
    if (type.isInterface()) {
      constructor();
    }
    value("$lazy$value", ACC_PUBLIC | ACC_SYNTHETIC);
    for (Map.Entry<String, Method> entry : shape.methods().entrySet()) {
      if (ProxyShape.isFinalizer(entry.getKey())) {
        finalizer(entry.getValue());
      } else {
        delegating(entry.getValue());
      }
    }
    if (!shape.methods().containsKey("writeReplace" + NO_ARGUMENTS)) {
      value("writeReplace", ACC_PRIVATE | ACC_SYNTHETIC);
    }
    List<String> interfaces = new ArrayList<>();
    interfaces.add(RUNTIME + "MemberProxy");
    if (type.isInterface()) {
      interfaces.add(internalName(type));
    }
    if (type != Serializable.class) {
      interfaces.add("java/io/Serializable");
    }
    return writer.classFile(
        ACC_FINAL | ACC_SYNTHETIC,
        type.isInterface() ? OBJECT : internalName(type),
        interfaces.toArray(new String[0]));
  }

  private void constructor() throws IOException {
    ClassFileWriter.Code code = writer.new Code();
    code.load(ALOAD, 0);
    code.invoke(INVOKESPECIAL, OBJECT, "<init>", "()V");
    code.out.writeByte(RETURN);
    writer.method(ACC_PRIVATE, "<init>", "()V", code, 1, 1);
  }

  /** A method that returns what stands behind the proxy, which may be null. */
  private void value(String name, int access) throws IOException {
    ClassFileWriter.Code code = writer.new Code();
    readField(code);
    code.out.writeByte(ARETURN);
    writer.method(access, name, NO_ARGUMENTS, code, 1, 1);
  }

  /**
   * The JVM takes no notice of an empty one, and must not resolve a value by collecting a proxy.
   */
  private void finalizer(Method method) throws IOException {
    ClassFileWriter.Code code = writer.new Code();
    code.out.writeByte(RETURN);
    writer.method(ProxyShape.access(method), method.getName(), "()V", code, 0, 1);
  }

  private void delegating(Method method) throws IOException {
    ClassFileWriter.Code code = writer.new Code();
    readField(code);
    code.out.writeByte(DUP);
    code.out.writeByte(LDC_W);
    code.out.writeShort(writer.string(RegionNames.fieldName(owner.getName(), field) + " is null"));
    // Stack[2]: value; Stack[1]: value; Stack[0]: message
    code.invoke(
        INVOKESTATIC,
        "java/util/Objects",
        "requireNonNull",
        "(Ljava/lang/Object;Ljava/lang/String;)Ljava/lang/Object;");
    code.out.writeByte(POP);
    int slot = 1;
    Class<?>[] parameters = method.getParameterTypes();
    for (int index = 0; index < parameters.length; index++) {
      slot += loadArgument(code, method, index, slot);
    }
    String descriptor = ProxyShape.descriptor(method);
    boolean isOfObject = method.getDeclaringClass() == Object.class;
    String target = isOfObject ? OBJECT : internalName(type);
    if (type.isInterface() && !isOfObject) {
      code.invokeOfInterface(INVOKEINTERFACE, target, method.getName(), descriptor, slot);
    } else {
      code.invoke(INVOKEVIRTUAL, target, method.getName(), descriptor);
    }
    code.out.writeByte(returning(method.getReturnType()));
    writer.method(
        ProxyShape.access(method), method.getName(), descriptor, code, Math.max(3, slot), slot);
  }

  /** Pushes the value of the field, resolved, or null. */
  private void readField(ClassFileWriter.Code code) throws IOException {
    String accessor = EmittedNames.VALUE_PREFIX + field;
    String descriptor = "()" + type.descriptorString();
    if (owner.isInterface()) {
      code.invokeOfInterface(INVOKESTATIC, internalName(owner), accessor, descriptor, 0);
    } else {
      code.invoke(INVOKESTATIC, internalName(owner), accessor, descriptor);
    }
  }

  private int loadArgument(ClassFileWriter.Code code, Method method, int index, int slot)
      throws IOException {
    Class<?> parameter = method.getParameterTypes()[index];
    code.load(loading(parameter), slot);
    if (shape.unwraps(method, index)) {
      code.invoke(
          INVOKESTATIC,
          RUNTIME + "MemberProxies",
          "unwrap",
          "(Ljava/lang/Object;)Ljava/lang/Object;");
      if (parameter != Object.class) {
        code.out.writeByte(CHECKCAST);
        code.out.writeShort(writer.classConstant(internalName(parameter)));
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

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }
}
