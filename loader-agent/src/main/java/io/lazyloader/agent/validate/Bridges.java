package io.lazyloader.agent.validate;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Methods of a class that stand for a method reference: they call what it refers to. */
final class Bridges {
  private Bridges() {}

  /** What a method that stands for a reference takes and returns. */
  static String descriptor(Handle target) {
    String owner = 'L' + target.getOwner() + ';';
    return switch (target.getTag()) {
      case Opcodes.H_INVOKESTATIC -> target.getDesc();
      case Opcodes.H_NEWINVOKESPECIAL ->
          target.getDesc().substring(0, target.getDesc().indexOf(')') + 1) + owner;
      default -> '(' + owner + target.getDesc().substring(1);
    };
  }

  /** The call that a reference stands for (JVMS 17 §5.4.3.5). */
  static MethodInsnNode call(Handle target) {
    int opcode =
        switch (target.getTag()) {
          case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
          case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
          case Opcodes.H_NEWINVOKESPECIAL, Opcodes.H_INVOKESPECIAL -> Opcodes.INVOKESPECIAL;
          default -> Opcodes.INVOKEVIRTUAL;
        };
    return new MethodInsnNode(
        opcode, target.getOwner(), target.getName(), target.getDesc(), target.isInterface());
  }

  /** The method that stands for a reference, its call unguarded. */
  static MethodNode method(String name, Handle target) {
    String descriptor = descriptor(target);
    Emitted code = new Emitted(Added.HIDDEN, name, descriptor);
    if (target.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
      code.type(Opcodes.NEW, target.getOwner()).op(Opcodes.DUP);
    }
    int slot = 0;
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      code.local(argument.getOpcode(Opcodes.ILOAD), slot);
      slot += argument.getSize();
    }
    return code.same(call(target))
        .op(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN))
        .method();
  }
}
