package io.lazyloader;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the class file of a view (JVMS 17 §4): one shape, without branches, so without frames.
 *
 * <pre>{@code
 * final class View implements Slugifier {
 *   public String slug(String title, int length) {
 *     return <invokedynamic "slug" (String, int)String, linked by link>;
 *   }
 *   public String toString() { return "com.acme.Slugifier view of com.acme.Text"; }
 *   private static CallSite link(Lookup lookup, String name, MethodType type) throws Throwable {
 *     MethodHandle linker = (MethodHandle) MethodHandles.classData(lookup, "_", MethodHandle.class);
 *     return (CallSite) linker.invokeExact(name, type);
 *   }
 * }
 * }</pre>
 *
 * <p>It names only the interface and classes of {@code java.base}, so it can live wherever the
 * interface does: our own classes come in as its class data.
 */
final class ViewWriter {
  private static final int JAVA_17 = 61;
  private static final int ACC_PUBLIC = 0x0001;
  private static final int ACC_PRIVATE = 0x0002;
  private static final int ACC_STATIC = 0x0008;
  private static final int ACC_FINAL = 0x0010;
  private static final int ACC_SUPER = 0x0020;
  private static final int ACC_SYNTHETIC = 0x1000;
  private static final int REF_INVOKE_STATIC = 6;

  private static final int LDC_W = 0x13;
  private static final int ILOAD = 0x15;
  private static final int ALOAD_0 = 0x2a;
  private static final int IRETURN = 0xac;
  private static final int ARETURN = 0xb0;
  private static final int RETURN = 0xb1;
  private static final int INVOKEVIRTUAL = 0xb6;
  private static final int INVOKESPECIAL = 0xb7;
  private static final int INVOKESTATIC = 0xb8;
  private static final int INVOKEDYNAMIC = 0xba;
  private static final int CHECKCAST = 0xc0;

  private static final String OBJECT = "java/lang/Object";
  private static final String HANDLE = "java/lang/invoke/MethodHandle";
  private static final String LINK =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
          + "Ljava/lang/invoke/CallSite;";

  private final ByteArrayOutputStream constants = new ByteArrayOutputStream();
  private final DataOutputStream constantsOut = new DataOutputStream(constants);
  private final Map<String, Integer> indexes = new HashMap<>();
  private final ByteArrayOutputStream methods = new ByteArrayOutputStream();
  private final DataOutputStream methodsOut = new DataOutputStream(methods);
  private final String name;
  private int methodCount;

  private ViewWriter(String name) {
    this.name = name;
  }

  /**
   * Writes a view.
   *
   * @param name the internal name of the class
   * @param view the interface
   * @param implemented its abstract methods
   * @param description what {@code toString} returns
   */
  static byte[] write(
      String name, Class<?> view, List<ViewMethod> implemented, String description) {
    try {
      return new ViewWriter(name).classFile(view, implemented, description);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] classFile(Class<?> view, List<ViewMethod> implemented, String description)
      throws IOException {
    constructor();
    for (ViewMethod method : implemented) {
      forwarding(method);
    }
    describing(description);
    linking();

    ByteArrayOutputStream attributes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(attributes);
    out.writeShort(1); // one attribute of the class
    out.writeShort(utf8("BootstrapMethods"));
    out.writeInt(6);
    out.writeShort(1); // one bootstrap method
    out.writeShort(linkHandle());
    out.writeShort(0); // without arguments of its own
    int thisClass = classConstant(name);
    int superClass = classConstant(OBJECT);
    int interfaceClass = classConstant(view.getName().replace('.', '/'));

    ByteArrayOutputStream file = new ByteArrayOutputStream();
    out = new DataOutputStream(file);
    out.writeInt(0xCAFEBABE);
    out.writeInt(JAVA_17);
    out.writeShort(indexes.size() + 1);
    constants.writeTo(out);
    out.writeShort(ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC);
    out.writeShort(thisClass);
    out.writeShort(superClass);
    out.writeShort(1);
    out.writeShort(interfaceClass);
    out.writeShort(0); // no fields
    out.writeShort(methodCount);
    methods.writeTo(out);
    attributes.writeTo(out);
    return file.toByteArray();
  }

  private void constructor() throws IOException {
    Code code = new Code();
    code.out.writeByte(ALOAD_0); // Stack: this
    code.invoke(INVOKESPECIAL, OBJECT, "<init>", "()V");
    code.out.writeByte(RETURN);
    method(ACC_PRIVATE, "<init>", "()V", code, 1, 1);
  }

  private void forwarding(ViewMethod method) throws IOException {
    Code code = new Code();
    int local = 1;
    for (Class<?> parameter : method.erased().parameterList()) {
      code.out.writeByte(ILOAD + offset(parameter));
      code.out.writeByte(local);
      local += size(parameter);
    }
    // Stack: the arguments
    String descriptor = method.erased().toMethodDescriptorString();
    code.out.writeByte(INVOKEDYNAMIC);
    code.out.writeShort(dynamic(method.name(), descriptor));
    code.out.writeShort(0);
    Class<?> returned = method.erased().returnType();
    code.out.writeByte(returned == void.class ? RETURN : IRETURN + offset(returned));
    method(ACC_PUBLIC, method.name(), descriptor, code, Math.max(local - 1, 2), local);
  }

  private void describing(String description) throws IOException {
    Code code = new Code();
    code.out.writeByte(LDC_W);
    code.out.writeShort(string(description));
    code.out.writeByte(ARETURN);
    method(ACC_PUBLIC, "toString", "()Ljava/lang/String;", code, 1, 1);
  }

  private void linking() throws IOException {
    Code code = new Code();
    code.out.writeByte(ALOAD_0); // Stack: lookup
    code.out.writeByte(LDC_W);
    code.out.writeShort(string("_")); // Stack: lookup, name of the class data
    code.out.writeByte(LDC_W);
    code.out.writeShort(classConstant(HANDLE)); // Stack: lookup, name, type
    code.invoke(
        INVOKESTATIC,
        "java/lang/invoke/MethodHandles",
        "classData",
        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)"
            + "Ljava/lang/Object;");
    code.out.writeByte(CHECKCAST);
    code.out.writeShort(classConstant(HANDLE)); // Stack: linker
    code.out.writeByte(ALOAD_0 + 1);
    code.out.writeByte(ALOAD_0 + 2); // Stack: linker, name, type
    code.invoke(
        INVOKEVIRTUAL,
        HANDLE,
        "invokeExact",
        "(Ljava/lang/String;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;");
    code.out.writeByte(ARETURN);
    method(ACC_PRIVATE | ACC_STATIC, "link", LINK, code, 3, 3);
  }

  private void method(
      int access, String methodName, String descriptor, Code code, int maxStack, int maxLocals)
      throws IOException {
    byte[] instructions = code.bytes.toByteArray();
    methodCount++;
    methodsOut.writeShort(access);
    methodsOut.writeShort(utf8(methodName));
    methodsOut.writeShort(utf8(descriptor));
    methodsOut.writeShort(1); // one attribute
    methodsOut.writeShort(utf8("Code"));
    methodsOut.writeInt(12 + instructions.length);
    methodsOut.writeShort(maxStack);
    methodsOut.writeShort(maxLocals);
    methodsOut.writeInt(instructions.length);
    methodsOut.write(instructions);
    methodsOut.writeShort(0); // no handlers
    methodsOut.writeShort(0); // no attributes
  }

  /** How far the instruction for a type is from that for int, among those that load or return. */
  private static int offset(Class<?> type) {
    return switch (type.descriptorString().charAt(0)) {
      case 'J' -> 1;
      case 'F' -> 2;
      case 'D' -> 3;
      case 'L', '[' -> 4;
      default -> 0;
    };
  }

  private static int size(Class<?> type) {
    return type == long.class || type == double.class ? 2 : 1;
  }

  private int utf8(String text) throws IOException {
    return constant("utf8 " + text, 1, () -> constantsOut.writeUTF(text));
  }

  private int classConstant(String className) throws IOException {
    return indexed(7, utf8(className));
  }

  private int string(String text) throws IOException {
    return indexed(8, utf8(text));
  }

  private int indexed(int tag, int index) throws IOException {
    return constant(tag + " " + index, tag, () -> constantsOut.writeShort(index));
  }

  private int pair(int tag, int first, int second) throws IOException {
    return constant(
        tag + " " + first + ' ' + second,
        tag,
        () -> {
          constantsOut.writeShort(first);
          constantsOut.writeShort(second);
        });
  }

  private int nameAndType(String member, String descriptor) throws IOException {
    return pair(12, utf8(member), utf8(descriptor));
  }

  private int methodReference(String owner, String member, String descriptor) throws IOException {
    return pair(10, classConstant(owner), nameAndType(member, descriptor));
  }

  private int dynamic(String member, String descriptor) throws IOException {
    return pair(18, 0, nameAndType(member, descriptor));
  }

  private int linkHandle() throws IOException {
    int method = methodReference(name, "link", LINK);
    return constant(
        "15 " + method,
        15,
        () -> {
          constantsOut.writeByte(REF_INVOKE_STATIC);
          constantsOut.writeShort(method);
        });
  }

  private int constant(String key, int tag, Content content) throws IOException {
    Integer known = indexes.get(key);
    if (known != null) {
      return known;
    }
    constantsOut.writeByte(tag);
    content.write();
    int index = indexes.size() + 1;
    indexes.put(key, index);
    return index;
  }

  /** Writes what follows a constant's tag; must not need another constant. */
  private interface Content {
    void write() throws IOException;
  }

  /** The instructions of one method. */
  private final class Code {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final DataOutputStream out = new DataOutputStream(bytes);

    void invoke(int opcode, String owner, String member, String descriptor) throws IOException {
      out.writeByte(opcode);
      out.writeShort(methodReference(owner, member, descriptor));
    }
  }
}
