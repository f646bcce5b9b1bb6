package io.lazyloader;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a class file (JVMS 17 §4) as far as the few small classes that are made here need it:
 * methods without branches, so without frames, and one bootstrap method.
 */
final class ClassFileWriter {
  static final int ACC_PUBLIC = 0x0001;
  static final int ACC_PRIVATE = 0x0002;
  static final int ACC_STATIC = 0x0008;
  static final int ACC_FINAL = 0x0010;
  static final int ACC_SUPER = 0x0020;
  static final int ACC_SYNTHETIC = 0x1000;

  static final String OBJECT = "java/lang/Object";

  private static final int JAVA_17 = 61;
  private static final int REF_INVOKE_STATIC = 6;

  private final ByteArrayOutputStream constants = new ByteArrayOutputStream();
  private final DataOutputStream constantsOut = new DataOutputStream(constants);
  private final Map<String, Integer> indexes = new HashMap<>();
  private final ByteArrayOutputStream methods = new ByteArrayOutputStream();
  private final DataOutputStream methodsOut = new DataOutputStream(methods);
  private final String name;
  private int methodCount;
  private int bootstrapHandle;

  /**
   * Begins a class.
   *
   * @param name its internal name
   */
  ClassFileWriter(String name) {
    this.name = name;
  }

  /** Names the static method of this class that links all its {@code invokedynamic}. */
  void bootstrap(String member, String descriptor) throws IOException {
    int method = methodReference(name, member, descriptor);
    bootstrapHandle =
        constant(
            "15 " + method,
            15,
            () -> {
              constantsOut.writeByte(REF_INVOKE_STATIC);
              constantsOut.writeShort(method);
            });
  }

  /** Ends the class. */
  byte[] classFile(int access, String... interfaces) throws IOException {
    int thisClass = classConstant(name);
    int superClass = classConstant(OBJECT);
    int[] interfaceClasses = new int[interfaces.length];
    for (int at = 0; at < interfaces.length; at++) {
      interfaceClasses[at] = classConstant(interfaces[at]);
    }
    int bootstrapMethods = bootstrapHandle == 0 ? 0 : utf8("BootstrapMethods");

    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(file);
    out.writeInt(0xCAFEBABE);
    out.writeInt(JAVA_17);
    out.writeShort(indexes.size() + 1);
    constants.writeTo(out);
    out.writeShort(access | ACC_SUPER);
    out.writeShort(thisClass);
    out.writeShort(superClass);
    out.writeShort(interfaceClasses.length);
    for (int each : interfaceClasses) {
      out.writeShort(each);
    }
    out.writeShort(0); // no fields
    out.writeShort(methodCount);
    methods.writeTo(out);
    if (bootstrapHandle == 0) {
      out.writeShort(0); // no attributes
    } else {
      out.writeShort(1);
      out.writeShort(bootstrapMethods);
      out.writeInt(6);
      out.writeShort(1); // one bootstrap method
      out.writeShort(bootstrapHandle);
      out.writeShort(0); // without arguments of its own
    }
    return file.toByteArray();
  }

  void method(
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

  int utf8(String text) throws IOException {
    return constant("utf8 " + text, 1, () -> constantsOut.writeUTF(text));
  }

  int classConstant(String className) throws IOException {
    return indexed(7, utf8(className));
  }

  int string(String text) throws IOException {
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

  int dynamic(String member, String descriptor) throws IOException {
    return pair(18, 0, nameAndType(member, descriptor));
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
  final class Code {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final DataOutputStream out = new DataOutputStream(bytes);

    void invoke(int opcode, String owner, String member, String descriptor) throws IOException {
      out.writeByte(opcode);
      out.writeShort(methodReference(owner, member, descriptor));
    }
  }
}
