package io.lazyloader.agent.rewrite;

import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Replaces reads of deferred fields by calls of their accessors.
 *
 * <p>An accessor of a class is called by whatever subclass the read names. Those of interfaces are
 * not inherited: the call must name the interface, as the reader may only do if it does so anyway,
 * in the read or as a direct superinterface, and if its class file is one of Java 8 or later (JVMS
 * 17 §6.5.invokestatic). Other readers read the cell. Where the class is not known yet to which a
 * reference will be resolved, {@link UncertainReads} find out.
 */
final class ReadSites {
  private final ClassFacts reader;
  private final DeferredFields deferred;
  private final UncertainReads uncertain;

  ReadSites(ClassFacts reader, DeferredFields deferred, UncertainReads uncertain) {
    this.reader = reader;
    this.deferred = deferred;
    this.uncertain = uncertain;
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
    if (!deferred.isCertain(handle.getOwner(), handle.getName(), handle.getDesc())) {
      return new Handle(
          Opcodes.H_INVOKESTATIC,
          reader.name(),
          uncertain.method(handle.getOwner(), handle.getName(), handle.getDesc()),
          "()" + handle.getDesc(),
          reader.isInterface());
    }
    String declaring =
        deferred.declaringInterface(handle.getOwner(), handle.getName(), handle.getDesc());
    return new Handle(
        Opcodes.H_INVOKESTATIC,
        declaring == null ? handle.getOwner() : declaring,
        Emitted.accessor(handle.getName()),
        "()" + handle.getDesc(),
        declaring != null);
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
      if (!isRead(opcode, owner, name, descriptor)) {
        super.visitFieldInsn(opcode, owner, name, descriptor);
        return;
      }
      if (!deferred.isCertain(owner, name, descriptor)) {
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC,
            reader.name(),
            uncertain.method(owner, name, descriptor),
            "()" + descriptor,
            reader.isInterface());
        return;
      }
      String declaring = deferred.declaringInterface(owner, name, descriptor);
      if (declaring == null) {
        callAccessor(owner, name, descriptor, false);
      } else if (mayCall(declaring, owner)) {
        callAccessor(declaring, name, descriptor, true);
      } else {
        Cells.read(mv, owner, name, descriptor);
      }
    }

    private boolean mayCall(String declaring, String owner) {
      return reader.version() >= Opcodes.V1_8
          && (declaring.equals(owner) || reader.interfaces().contains(declaring));
    }

    private void callAccessor(String type, String field, String descriptor, boolean isInterface) {
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC, type, Emitted.accessor(field), "()" + descriptor, isInterface);
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
