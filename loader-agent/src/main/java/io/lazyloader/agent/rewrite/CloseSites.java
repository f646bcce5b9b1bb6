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

import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Has what is pending in the classes of a loader resolved before code closes that loader. A class
 * loader of the program tells at the start of its own {@code close}, whoever calls it. A plain
 * {@code URLClassLoader} tells by {@link TellingClose} where there is an agent; where there is
 * none, whoever made it and closes it does.
 */
final class CloseSites extends MethodVisitor {
  static final String CLOSE = "close";
  static final String DESCRIPTOR = "()V";

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

  /**
   * The methods of a class that must tell.
   *
   * @param withCalls whether calls of {@code close} must, too
   * @return each as its name and descriptor
   */
  static Set<String> methods(ClassReader reader, ClassFacts facts, boolean withCalls) {
    Set<String> found = new LinkedHashSet<>();
    if (withCalls) {
      found.addAll(MemberUses.ofCloses(reader, false).methods(INVOKEVIRTUAL));
      found.addAll(MemberUses.ofCloses(reader, true).methods(INVOKEINTERFACE));
    }
    if ((withCalls && inheritsClose(facts)) || (facts.declaresClose() && facts.isLoader())) {
      found.add(CLOSE + DESCRIPTOR);
    }
    return found;
  }

  /** Whether a method is the {@code close} of a class loader. */
  static boolean isClose(ClassFacts facts, String name, String descriptor) {
    return name.equals(CLOSE) && descriptor.equals(DESCRIPTOR) && facts.isLoader();
  }

  /** Whether a class inherits the {@code close} of {@code URLClassLoader}. */
  static boolean inheritsClose(ClassFacts facts) {
    return ReflectiveCalls.URL_CLASS_LOADER.equals(facts.superName()) && !facts.declaresClose();
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
    method.visitMethodInsn(
        INVOKESPECIAL, ReflectiveCalls.URL_CLASS_LOADER, CLOSE, DESCRIPTOR, false);
    method.visitInsn(RETURN);
    method.visitMaxs(1, 1);
    method.visitEnd();
  }

  /** Whether a call is one of the types by which a {@code URLClassLoader} is known. */
  static boolean mayBeClosed(String owner, String name, String descriptor) {
    return name.equals(CLOSE)
        && descriptor.equals(DESCRIPTOR)
        && (owner.equals(ReflectiveCalls.URL_CLASS_LOADER)
            || owner.equals("java/io/Closeable")
            || owner.equals("java/lang/AutoCloseable"));
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
    if (opcode != INVOKESPECIAL && mayBeClosed(owner, name, descriptor)) {
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
