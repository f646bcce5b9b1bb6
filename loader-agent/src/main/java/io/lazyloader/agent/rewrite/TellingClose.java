package io.lazyloader.agent.rewrite;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Has the {@code close} of {@code URLClassLoader} itself tell before it closes anything, whoever
 * calls it: then the calls need not be rewritten, and those of the JDK are seen, too.
 */
public final class TellingClose extends ClassVisitor {
  private TellingClose(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  /**
   * Rewrites the class file of {@code URLClassLoader}.
   *
   * @param classFile the JDK's, not modified
   * @return one that calls the run-time library through {@link BridgedCalls#BRIDGE}
   */
  public static byte[] in(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new TellingClose(writer), 0);
    return BridgedCalls.in(writer.toByteArray());
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    return name.equals(CloseSites.CLOSE) && descriptor.equals(CloseSites.DESCRIPTOR)
        ? new CloseSites(next, true)
        : next;
  }
}
