package io.lazyloader.agent;

import io.lazyloader.runtime.Startup;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Has Spring Boot tell when an application is ready. Boot makes one {@code ApplicationReadyEvent}
 * when its context is up and its runners have run, so the event's constructor is the sign.
 */
final class SpringReady {
  /** The class whose constructor tells. */
  static final String EVENT = "org/springframework/boot/context/event/ApplicationReadyEvent";

  /** What reports say. */
  static final String BY = "Spring's ApplicationReadyEvent";

  private SpringReady() {}

  /**
   * Adds a call at the end of each constructor:
   *
   * <pre>{@code
   * ldc "Spring's ApplicationReadyEvent"                       // Stack[+1]
   * invokestatic Startup.markReady(Ljava/lang/String;)Z
   * pop                                                        // Stack[+0]
   * return
   * }</pre>
   */
  static byte[] markIn(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor method =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            return name.equals("<init>") ? new Marker(method) : method;
          }
        },
        0);
    return writer.toByteArray();
  }

  private static final class Marker extends MethodVisitor {
    Marker(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.RETURN) {
        visitLdcInsn(BY);
        visitMethodInsn(
            Opcodes.INVOKESTATIC,
            Type.getInternalName(Startup.class),
            "markReady",
            "(Ljava/lang/String;)Z",
            false);
        super.visitInsn(Opcodes.POP);
      }
      super.visitInsn(opcode);
    }
  }
}
