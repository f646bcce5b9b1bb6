package io.lazyloader.runtime;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a class file (JVMS 17 §4) as far as the few small classes that are made at run time need
 * it: methods without branches, so without frames, and one bootstrap method. It takes no library,
 * as this one has no dependency, in the agent or without. For one class and one thread.
 */
public final class ClassFileWriter {
  /** The access flag of its name (JVMS 17 §4.1), as the others here. */
  public static final int ACC_PUBLIC = 0x0001;

  /** Of methods. */
  public static final int ACC_PRIVATE = 0x0002;

  /** Of methods. */
  public static final int ACC_STATIC = 0x0008;

  /** Of classes. */
  public static final int ACC_FINAL = 0x0010;

  /** Of both. */
  public static final int ACC_SYNTHETIC = 0x1000;

  /** The internal name of the class of that name. */
  public static final String OBJECT = "java/lang/Object";

  private static final int ACC_SUPER = 0x0020;
  private static final int JAVA_17 = 61;
  private static final int MOST_CONSTANTS = 0xFFFF;

  private static final int UTF8 = 1;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int FIELD = 9;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;
  private static final int NAME_AND_TYPE = 12;
  private static final int METHOD_HANDLE = 15;
  private static final int INVOKE_DYNAMIC = 18;
  private static final int REF_INVOKE_STATIC = 6;
  private static final int NOTHING = -1;

  private final ByteArrayOutputStream constants = new ByteArrayOutputStream();
  private final DataOutputStream constantsOut = new DataOutputStream(constants);
  private final Map<String, Integer> indexes = new HashMap<>();
  private final ByteArrayOutputStream methods = new ByteArrayOutputStream();
  private final DataOutputStream methodsOut = new DataOutputStream(methods);
  private final String name;
  private final ByteArrayOutputStream fields = new ByteArrayOutputStream();
  private final DataOutputStream fieldsOut = new DataOutputStream(fields);
  private int fieldCount;
  private int methodCount;
  private int bootstrapHandle;

  /**
   * Begins a class.
   *
   * @param name its internal name
   */
  public ClassFileWriter(String name) {
    this.name = name;
  }

  /**
   * Names the static method of this class that links all its {@code invokedynamic}.
   *
   * @param member its name
   * @param descriptor its type
   * @throws IOException never
   */
  public void bootstrap(String member, String descriptor) throws IOException {
    int method = methodReference(name, member, descriptor);
    Integer known = indexes.get(key(METHOD_HANDLE, REF_INVOKE_STATIC, method));
    if (known == null) {
      constantsOut.writeByte(METHOD_HANDLE);
      constantsOut.writeByte(REF_INVOKE_STATIC);
      constantsOut.writeShort(method);
      known = added(key(METHOD_HANDLE, REF_INVOKE_STATIC, method));
    }
    bootstrapHandle = known;
  }

  /**
   * Ends the class.
   *
   * @param access its access flags
   * @param superName the internal name of its superclass
   * @param interfaces the internal names of its interfaces
   * @return the class file
   * @throws IOException never
   * @throws IllegalStateException if it has more constants than a class file can have
   */
  public byte[] classFile(int access, String superName, String... interfaces) throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(rest);
    out.writeShort(access | ACC_SUPER);
    out.writeShort(classConstant(name));
    out.writeShort(classConstant(superName));
    out.writeShort(interfaces.length);
    for (String each : interfaces) {
      out.writeShort(classConstant(each));
    }
    out.writeShort(fieldCount);
    fields.writeTo(out);
    out.writeShort(methodCount);
    methods.writeTo(out);
    if (bootstrapHandle == 0) {
      out.writeShort(0); // no attributes
    } else {
      out.writeShort(1);
      out.writeShort(utf8("BootstrapMethods"));
      out.writeInt(6);
      out.writeShort(1); // one bootstrap method
      out.writeShort(bootstrapHandle);
      out.writeShort(0); // without arguments of its own
    }
    if (indexes.size() >= MOST_CONSTANTS) {
      throw new IllegalStateException(name.replace('/', '.') + " has more methods than fit");
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    out = new DataOutputStream(file);
    out.writeInt(0xCAFEBABE);
    out.writeInt(JAVA_17);
    out.writeShort(indexes.size() + 1);
    constants.writeTo(out);
    rest.writeTo(out);
    return file.toByteArray();
  }

  /**
   * Adds a field.
   *
   * @param access its access flags
   * @param fieldName its name
   * @param descriptor its type
   * @throws IOException never
   */
  void field(int access, String fieldName, String descriptor) throws IOException {
    fieldCount++;
    fieldsOut.writeShort(access);
    fieldsOut.writeShort(utf8(fieldName));
    fieldsOut.writeShort(utf8(descriptor));
    fieldsOut.writeShort(0); // no attributes
  }

  /**
   * Returns the constant of a field of this class.
   *
   * @param fieldName its name
   * @param descriptor its type
   * @return an index into the constant pool
   * @throws IOException never
   */
  int ownField(String fieldName, String descriptor) throws IOException {
    return reference(FIELD, classConstant(name), nameAndType(fieldName, descriptor));
  }

  /**
   * Adds a method.
   *
   * @param access its access flags
   * @param methodName its name
   * @param descriptor its type
   * @param code its instructions
   * @param maxStack the depth of its operand stack
   * @param maxLocals the number of its locals
   * @throws IOException never
   */
  public void method(
      int access, String methodName, String descriptor, Code code, int maxStack, int maxLocals)
      throws IOException {
    methodCount++;
    methodsOut.writeShort(access);
    methodsOut.writeShort(utf8(methodName));
    methodsOut.writeShort(utf8(descriptor));
    methodsOut.writeShort(1); // one attribute
    methodsOut.writeShort(utf8("Code"));
    methodsOut.writeInt(12 + code.bytes.size());
    methodsOut.writeShort(maxStack);
    methodsOut.writeShort(maxLocals);
    methodsOut.writeInt(code.bytes.size());
    code.bytes.writeTo(methodsOut);
    methodsOut.writeShort(0); // no handlers
    methodsOut.writeShort(0); // no attributes
  }

  /**
   * Returns the constant of a class.
   *
   * @param internalName of the class
   * @return an index into the constant pool
   * @throws IOException never
   */
  public int classConstant(String internalName) throws IOException {
    return reference(CLASS, utf8(internalName), NOTHING);
  }

  /**
   * Returns the constant of a string.
   *
   * @param text the string
   * @return an index into the constant pool
   * @throws IOException never
   */
  public int string(String text) throws IOException {
    return reference(STRING, utf8(text), NOTHING);
  }

  /**
   * Returns the constant of an {@code invokedynamic} that the bootstrap method links.
   *
   * @param member the name that it is given
   * @param descriptor the type of the call
   * @return an index into the constant pool
   * @throws IOException never
   */
  public int dynamic(String member, String descriptor) throws IOException {
    return reference(INVOKE_DYNAMIC, 0, nameAndType(member, descriptor));
  }

  private int methodReference(String owner, String member, String descriptor) throws IOException {
    return reference(METHOD, classConstant(owner), nameAndType(member, descriptor));
  }

  private int nameAndType(String member, String descriptor) throws IOException {
    return reference(NAME_AND_TYPE, utf8(member), utf8(descriptor));
  }

  private int utf8(String text) throws IOException {
    Integer known = indexes.get(text);
    if (known != null) {
      return known;
    }
    constantsOut.writeByte(UTF8);
    constantsOut.writeUTF(text);
    return added(text);
  }

  /** A constant that is made of one or two others. */
  private int reference(int tag, int first, int second) throws IOException {
    String key = key(tag, first, second);
    Integer known = indexes.get(key);
    if (known != null) {
      return known;
    }
    constantsOut.writeByte(tag);
    constantsOut.writeShort(first);
    if (second != NOTHING) {
      constantsOut.writeShort(second);
    }
    return added(key);
  }

  /** No text that stands in a class file contains its first character. */
  private static String key(int tag, int first, int second) {
    return "\0" + tag + ' ' + first + ' ' + second;
  }

  private int added(String key) {
    int index = indexes.size() + 1;
    indexes.put(key, index);
    return index;
  }

  /** The instructions of one method. */
  public final class Code {
    private static final int INVOKEINTERFACE = 185;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Takes instructions as they are. */
    public final DataOutputStream out = new DataOutputStream(bytes);

    /** Begins without any. */
    public Code() {}

    /**
     * Adds an instruction with an operand of one byte, as those that load a local: a method has at
     * most 255 arguments, {@code this} included (JVMS 17 §4.3.3).
     *
     * @param opcode the instruction
     * @param operand the local
     * @throws IOException never
     */
    public void load(int opcode, int operand) throws IOException {
      out.writeByte(opcode);
      out.writeByte(operand);
    }

    /**
     * Adds a call of a method that a class declares.
     *
     * @param opcode {@code INVOKEVIRTUAL}, {@code INVOKESPECIAL} or {@code INVOKESTATIC}
     * @param owner the class's internal name
     * @param member the method's name
     * @param descriptor its type
     * @throws IOException never
     */
    public void invoke(int opcode, String owner, String member, String descriptor)
        throws IOException {
      out.writeByte(opcode);
      out.writeShort(methodReference(owner, member, descriptor));
    }

    /**
     * Adds a call of a method that an interface declares.
     *
     * @param opcode {@code INVOKEINTERFACE} or {@code INVOKESTATIC}
     * @param owner the interface's internal name
     * @param member the method's name
     * @param descriptor its type
     * @param slots how many stack slots the arguments take, the object included
     * @throws IOException never
     */
    public void invokeOfInterface(
        int opcode, String owner, String member, String descriptor, int slots) throws IOException {
      out.writeByte(opcode);
      out.writeShort(
          reference(INTERFACE_METHOD, classConstant(owner), nameAndType(member, descriptor)));
      if (opcode == INVOKEINTERFACE) {
        out.writeByte(slots);
        out.writeByte(0);
      }
    }
  }
}
