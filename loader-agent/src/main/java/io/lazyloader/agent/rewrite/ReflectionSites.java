package io.lazyloader.agent.rewrite;

import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.DUP2;
import static org.objectweb.asm.Opcodes.DUP2_X1;
import static org.objectweb.asm.Opcodes.DUP2_X2;
import static org.objectweb.asm.Opcodes.DUP_X2;
import static org.objectweb.asm.Opcodes.H_INVOKESTATIC;
import static org.objectweb.asm.Opcodes.H_INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.POP2;
import static org.objectweb.asm.Opcodes.SWAP;

import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Has deferred fields resolved before code reads or writes them by reflection.
 *
 * <p>{@code Field.get} and its like look at their caller, so they stay, and a call with the same
 * {@code Field} goes before them. The methods of {@code Lookup} don't, so calls of them, and {@code
 * MethodHandle} constants for them, become ones for the run-time library's methods of the same
 * names.
 */
final class ReflectionSites extends MethodVisitor {
  private int extraStack;

  ReflectionSites(MethodVisitor next) {
    super(Opcodes.ASM9, next);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    if (ReflectiveCalls.isOfLookup(owner, name)) {
      super.visitMethodInsn(
          INVOKESTATIC, Emitted.REFLECTION, name, withLookup(descriptor), isInterface);
      return;
    }
    if (ReflectiveCalls.isOfField(owner, name, descriptor)) {
      copyField(descriptor);
      String before = name.startsWith("set") ? "beforeWrite" : "before";
      super.visitMethodInsn(
          INVOKESTATIC, Emitted.REFLECTION, before, "(Ljava/lang/reflect/Field;)V", false);
    }
    boolean asksForModifiers = ReflectiveCalls.isModifiers(owner, name);
    if (asksForModifiers) {
      extraStack = Math.max(extraStack, 1);
      super.visitInsn(DUP);
    }
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    if (asksForModifiers) {
      // Stack[1]: field; Stack[0]: modifiers
      super.visitInsn(SWAP);
      super.visitMethodInsn(
          INVOKESTATIC, Emitted.REFLECTION, "modifiers", "(ILjava/lang/reflect/Field;)I", false);
    }
  }

  /** Pushes the {@code Field} that lies below the arguments of a call. */
  private void copyField(String descriptor) {
    extraStack = 2;
    Type[] arguments = Type.getArgumentTypes(descriptor);
    if (arguments.length == 1) {
      // Stack[1]: field; Stack[0]: object
      super.visitInsn(DUP2);
    } else if (arguments[1].getSize() == 1) {
      // Stack[2]: field; Stack[1]: object; Stack[0]: value
      super.visitInsn(DUP_X2);
      super.visitInsn(POP);
      super.visitInsn(DUP2_X1);
    } else {
      super.visitInsn(DUP2_X2);
      super.visitInsn(POP2);
      super.visitInsn(DUP2_X2);
    }
    // The operands; Stack[1]: field; Stack[0]: object
    super.visitInsn(POP);
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    Object[] replacements = new Object[arguments.length];
    for (int index = 0; index < arguments.length; index++) {
      replacements[index] = replaced(arguments[index]);
    }
    super.visitInvokeDynamicInsn(name, descriptor, bootstrap, replacements);
  }

  @Override
  public void visitLdcInsn(Object constant) {
    super.visitLdcInsn(replaced(constant));
  }

  private static Object replaced(Object constant) {
    return constant instanceof Handle handle
            && handle.getTag() == H_INVOKEVIRTUAL
            && ReflectiveCalls.isOfLookup(handle.getOwner(), handle.getName())
        ? new Handle(
            H_INVOKESTATIC,
            Emitted.REFLECTION,
            handle.getName(),
            withLookup(handle.getDesc()),
            false)
        : constant;
  }

  private static String withLookup(String descriptor) {
    return "(L" + ReflectiveCalls.LOOKUP + ';' + descriptor.substring(1);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(maxStack + extraStack, maxLocals);
  }
}
