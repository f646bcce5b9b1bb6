package io.lazyloader.agent.rewrite;

import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Replaces reads of deferred fields by calls of their accessors. */
final class ReadSites {
  private final DeferredFields deferred;

  ReadSites(DeferredFields deferred) {
    this.deferred = deferred;
  }

  /** Replaces the reads in one method. */
  MethodVisitor replacing(MethodVisitor next) {
    return new Replacement(next);
  }

  private boolean isRead(int opcode, String owner, String name, String descriptor) {
    return opcode == Opcodes.GETSTATIC && deferred.isDeferred(owner, name, descriptor);
  }

  /** A {@code MethodHandle} constant for reading a static field becomes one for its accessor. */
  private Object replaced(Object constant) {
    if (constant instanceof ConstantDynamic dynamic) {
      return replaced(dynamic);
    }
    if (!(constant instanceof Handle handle)
        || handle.getTag() != Opcodes.H_GETSTATIC
        || !deferred.isDeferred(handle.getOwner(), handle.getName(), handle.getDesc())) {
      return constant;
    }
    return new Handle(
        Opcodes.H_INVOKESTATIC,
        handle.getOwner(),
        Emitted.accessor(handle.getName()),
        "()" + handle.getDesc(),
        false);
  }

  /** Returns the same object if no argument of its bootstrap method changes. */
  private ConstantDynamic replaced(ConstantDynamic constant) {
    Object[] arguments = new Object[constant.getBootstrapMethodArgumentCount()];
    boolean changed = false;
    for (int index = 0; index < arguments.length; index++) {
      Object argument = constant.getBootstrapMethodArgument(index);
      arguments[index] = replaced(argument);
      changed |= arguments[index] != argument;
    }
    return changed
        ? new ConstantDynamic(
            constant.getName(), constant.getDescriptor(), constant.getBootstrapMethod(), arguments)
        : constant;
  }

  private final class Replacement extends MethodVisitor {
    Replacement(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      if (isRead(opcode, owner, name, descriptor)) {
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, owner, Emitted.accessor(name), "()" + descriptor, false);
      } else {
        super.visitFieldInsn(opcode, owner, name, descriptor);
      }
    }

    @Override
    public void visitLdcInsn(Object constant) {
      super.visitLdcInsn(replaced(constant));
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
  }
}
