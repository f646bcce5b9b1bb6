package io.lazyloader.agent.modernise;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.JSRInlinerAdapter;

/**
 * Computes stack maps. What it writes has the constants of what was read at the same indices, and
 * behind them what is new.
 */
final class FrameWriter extends ClassWriter {
  private final ClassReader own;
  private final Supertypes supertypes;

  private FrameWriter(ClassReader own, Supertypes supertypes) {
    super(own, COMPUTE_FRAMES);
    this.own = own;
    this.supertypes = supertypes;
  }

  /**
   * Writes a class anew, for version 50, without subroutines; what can't be reached becomes {@code
   * nop} and {@code athrow}.
   *
   * @throws NotModernisedException if a type is not known that counts
   * @throws RuntimeException if ASM can't make sense of the class, or writes none as large
   */
  static byte[] write(ClassReader own, Supertypes supertypes) {
    FrameWriter writer = new FrameWriter(own, supertypes);
    own.accept(writer.asVersion50(own.readUnsignedShort(6)), ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  private ClassVisitor asVersion50(int oldVersion) {
    return new ClassVisitor(Opcodes.ASM9, this) {
      @Override
      public void visit(
          int version,
          int access,
          String name,
          String signature,
          String superName,
          String[] interfaces) {
        super.visit(Opcodes.V1_6, access, name, signature, superName, interfaces);
      }

      @Override
      public MethodVisitor visitMethod(
          int access, String name, String descriptor, String signature, String[] exceptions) {
        // Subroutines are inlined before the method reaches the writer.
        MethodVisitor written = super.visitMethod(access, name, descriptor, signature, exceptions);
        MethodVisitor inlining =
            new JSRInlinerAdapter(written, access, name, descriptor, signature, exceptions);
        return oldVersion < Opcodes.V1_5 ? new NoClassConstants(inlining) : inlining;
      }
    };
  }

  @Override
  protected String getCommonSuperClass(String one, String other) {
    return supertypes.common(own, one, other);
  }

  /** Refuses class constants, which {@code ldc} knows from version 49 on (JVMS 17 §6.5). */
  private static final class NoClassConstants extends MethodVisitor {
    NoClassConstants(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitLdcInsn(Object value) {
      if (value instanceof Type) {
        throw new NotModernisedException("it loads a class as a constant, unlike its version can");
      }
      super.visitLdcInsn(value);
    }
  }
}
