package io.lazyloader;

import static io.lazyloader.runtime.ClassFileWriter.ACC_FINAL;
import static io.lazyloader.runtime.ClassFileWriter.ACC_PRIVATE;
import static io.lazyloader.runtime.ClassFileWriter.ACC_PUBLIC;
import static io.lazyloader.runtime.ClassFileWriter.ACC_STATIC;
import static io.lazyloader.runtime.ClassFileWriter.ACC_SYNTHETIC;

import io.lazyloader.runtime.ClassFileWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes the class of a view.
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

  private static final String HANDLE = "java/lang/invoke/MethodHandle";
  private static final String LINK =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
          + "Ljava/lang/invoke/CallSite;";

  private final ClassFileWriter writer;

  private ViewWriter(String name) {
    this.writer = new ClassFileWriter(name);
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
    writer.bootstrap("link", LINK);
    return writer.classFile(
        ACC_FINAL | ACC_SYNTHETIC, ClassFileWriter.OBJECT, view.getName().replace('.', '/'));
  }

  private void constructor() throws IOException {
    ClassFileWriter.Code code = writer.new Code();
    code.out.writeByte(ALOAD_0); // Stack: this
    code.invoke(INVOKESPECIAL, ClassFileWriter.OBJECT, "<init>", "()V");
    code.out.writeByte(RETURN);
    writer.method(ACC_PRIVATE, "<init>", "()V", code, 1, 1);
  }

  private void forwarding(ViewMethod method) throws IOException {
    ClassFileWriter.Code code = writer.new Code();
    int local = 1;
    for (Class<?> parameter : method.erased().parameterList()) {
      code.load(ILOAD + offset(parameter), local);
      local += size(parameter);
    }
    // Stack: the arguments
    String descriptor = method.erased().toMethodDescriptorString();
    code.out.writeByte(INVOKEDYNAMIC);
    code.out.writeShort(writer.dynamic(method.name(), descriptor));
    code.out.writeShort(0);
    Class<?> returned = method.erased().returnType();
    code.out.writeByte(returned == void.class ? RETURN : IRETURN + offset(returned));
    writer.method(ACC_PUBLIC, method.name(), descriptor, code, Math.max(local - 1, 2), local);
  }

  private void describing(String description) throws IOException {
    ClassFileWriter.Code code = writer.new Code();
    code.out.writeByte(LDC_W);
    code.out.writeShort(writer.string(description));
    code.out.writeByte(ARETURN);
    writer.method(ACC_PUBLIC, "toString", "()Ljava/lang/String;", code, 1, 1);
  }

  private void linking() throws IOException {
    ClassFileWriter.Code code = writer.new Code();
    code.out.writeByte(ALOAD_0); // Stack: lookup
    code.out.writeByte(LDC_W);
    code.out.writeShort(writer.string("_")); // Stack: lookup, name of the class data
    code.out.writeByte(LDC_W);
    code.out.writeShort(writer.classConstant(HANDLE)); // Stack: lookup, name, type
    code.invoke(
        INVOKESTATIC,
        "java/lang/invoke/MethodHandles",
        "classData",
        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)"
            + "Ljava/lang/Object;");
    code.out.writeByte(CHECKCAST);
    code.out.writeShort(writer.classConstant(HANDLE)); // Stack: linker
    code.out.writeByte(ALOAD_0 + 1);
    code.out.writeByte(ALOAD_0 + 2); // Stack: linker, name, type
    code.invoke(
        INVOKEVIRTUAL,
        HANDLE,
        "invokeExact",
        "(Ljava/lang/String;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;");
    code.out.writeByte(ARETURN);
    writer.method(ACC_PRIVATE | ACC_STATIC, "link", LINK, code, 3, 3);
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
}
