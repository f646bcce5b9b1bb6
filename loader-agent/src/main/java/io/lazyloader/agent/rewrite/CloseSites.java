package io.lazyloader.agent.rewrite;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.RETURN;

import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Has what is pending in the classes of a loader resolved before code closes that loader. A plain
 * {@code URLClassLoader} is closed by whoever made it, so that code tells; a class loader of the
 * program tells at the start of its own {@code close}, whoever calls it.
 */
final class CloseSites extends MethodVisitor {
  private static final String CLOSE = "close";
  private static final String DESCRIPTOR = "()V";

  private final boolean isClose;
  private int extraStack;

  /**
   * Looks at one method.
   *
   * @param isClose whether it is itself the {@code close} of a class loader
   */
  CloseSites(MethodVisitor next, boolean isClose) {
    super(Opcodes.ASM9, next);
    this.isClose = isClose;
  }

  /** The methods of a class that may close a loader, each as its name and descriptor. */
  static Set<String> methods(ClassReader reader, ClassFacts facts) {
    Set<String> found = MemberUses.ofCloses(reader, false).methods(INVOKEVIRTUAL);
    found.addAll(MemberUses.ofCloses(reader, true).methods(INVOKEINTERFACE));
    if (inheritsClose(facts)
        || (facts.declaresClose() && ClosedLoaders.isLoader(facts.superName()))) {
      found.add(CLOSE + DESCRIPTOR);
    }
    return found;
  }

  /** Whether a method is the {@code close} of a class loader. */
  static boolean isClose(ClassFacts facts, String name, String descriptor) {
    return name.equals(CLOSE)
        && descriptor.equals(DESCRIPTOR)
        && ClosedLoaders.isLoader(facts.superName());
  }

  /** Whether a class inherits the {@code close} of {@code URLClassLoader}. */
  static boolean inheritsClose(ClassFacts facts) {
    return ClosedLoaders.URL_CLASS_LOADER.equals(facts.superName()) && !facts.declaresClose();
  }

  /** Emits a {@code close} that does what the inherited one does. */
  static void emitClose(ClassVisitor output) {
    MethodVisitor method =
        output.visitMethod(
            ACC_PUBLIC | ACC_SYNTHETIC,
            CLOSE,
            DESCRIPTOR,
            null,
            new String[] {"java/io/IOException"});
    method.visitCode();
    tell(method);
    method.visitVarInsn(ALOAD, 0);
    method.visitMethodInsn(INVOKESPECIAL, ClosedLoaders.URL_CLASS_LOADER, CLOSE, DESCRIPTOR, false);
    method.visitInsn(RETURN);
    method.visitMaxs(1, 1);
    method.visitEnd();
  }

  private static void tell(MethodVisitor method) {
    method.visitVarInsn(ALOAD, 0);
    before(method);
  }

  private static void before(MethodVisitor method) {
    method.visitMethodInsn(INVOKESTATIC, Emitted.CLOSING, "before", "(Ljava/lang/Object;)V", false);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (isClose) {
      tell(mv);
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    if (opcode != INVOKESPECIAL && ClosedLoaders.mayBeClosed(owner, name, descriptor)) {
      // Stack[0]: what is closed
      extraStack = 1;
      super.visitInsn(DUP);
      before(mv);
    }
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(Math.max(maxStack + extraStack, isClose ? 1 : 0), maxLocals);
  }
}
