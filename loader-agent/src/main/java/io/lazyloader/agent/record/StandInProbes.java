package io.lazyloader.agent.record;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A class that stands for {@link Probes} where a loader may not see that: it has the same methods,
 * and a static field of the same name for each, which holds what the method calls.
 *
 * <pre>{@code
 * public static IntConsumer use;
 *
 * public static void use(int number) {
 *   use.accept(number);
 * }
 * }</pre>
 */
public final class StandInProbes {
  private static final String CONSUMER = "java/util/function/IntConsumer";
  private static final String[] METHODS = {"begin", "end", "fail", "use"};

  private StandInProbes() {}

  /**
   * Writes the class.
   *
   * @param name its internal name
   * @return its class file
   */
  public static byte[] classFile(String name) {
    ClassWriter writer = new ClassWriter(0);
    int isStatic = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        name,
        null,
        "java/lang/Object",
        null);
    for (String probe : METHODS) {
      writer.visitField(isStatic, probe, 'L' + CONSUMER + ';', null, null).visitEnd();
      MethodVisitor method = writer.visitMethod(isStatic, probe, "(I)V", null, null);
      method.visitCode();
      method.visitFieldInsn(Opcodes.GETSTATIC, name, probe, 'L' + CONSUMER + ';');
      method.visitVarInsn(Opcodes.ILOAD, 0);
      // Stack[1]: consumer; Stack[0]: number
      method.visitMethodInsn(Opcodes.INVOKEINTERFACE, CONSUMER, "accept", "(I)V", true);
      method.visitInsn(Opcodes.RETURN);
      method.visitMaxs(2, 1);
      method.visitEnd();
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  /**
   * Has the class call the probes.
   *
   * @param standIn the class that was defined from {@link #classFile}
   * @throws ReflectiveOperationException if it is another one
   */
  public static void connect(Class<?> standIn) throws ReflectiveOperationException {
    IntConsumer[] probes = {Probes::begin, Probes::end, Probes::fail, Probes::use};
    for (int index = 0; index < METHODS.length; index++) {
      standIn.getField(METHODS[index]).set(null, probes[index]);
    }
  }

  /** Has a class that has probes call those of the stand-in. */
  static byte[] in(byte[] classFile, String standIn) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            return new MethodVisitor(
                Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
              @Override
              public void visitMethodInsn(
                  int opcode, String owner, String called, String type, boolean isInterface) {
                boolean isProbe = owner.equals(UseProbes.PROBES);
                super.visitMethodInsn(opcode, isProbe ? standIn : owner, called, type, isInterface);
              }
            };
          }
        },
        0);
    return writer.toByteArray();
  }
}
