package io.lazyloader.agent.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Collects the instructions that are expected somewhere. */
final class Emitted {
  private final MethodNode method;

  /** Collects part of a method. */
  Emitted() {
    method = new MethodNode(Opcodes.ASM9);
  }

  /** Collects a method. */
  Emitted(int access, String name, String descriptor, String... exceptions) {
    method = new MethodNode(Opcodes.ASM9, access, name, descriptor, null, exceptions);
  }

  /** Instructions without operands. */
  Emitted op(int... opcodes) {
    for (int opcode : opcodes) {
      method.visitInsn(opcode);
    }
    return this;
  }

  Emitted local(int opcode, int index) {
    method.visitVarInsn(opcode, index);
    return this;
  }

  /** Pushes a small number. */
  Emitted number(int value) {
    method.visitIntInsn(Opcodes.SIPUSH, value);
    return this;
  }

  Emitted constant(Object value) {
    method.visitLdcInsn(value);
    return this;
  }

  Emitted type(int opcode, String type) {
    method.visitTypeInsn(opcode, type);
    return this;
  }

  Emitted field(int opcode, String owner, String name, String descriptor) {
    method.visitFieldInsn(opcode, owner, name, descriptor);
    return this;
  }

  /** Calls a static method of a class. */
  Emitted call(String owner, String name, String descriptor) {
    return call(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
  }

  Emitted call(int opcode, String owner, String name, String descriptor, boolean isInterface) {
    method.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    return this;
  }

  Emitted jump(int opcode, Label target) {
    method.visitJumpInsn(opcode, target);
    return this;
  }

  Emitted label(Label label) {
    method.visitLabel(label);
    return this;
  }

  /** What is thrown between two labels goes to a third. */
  Emitted handler(Label from, Label to, Label handler, String type) {
    method.visitTryCatchBlock(from, to, handler, type);
    return this;
  }

  /** An instruction as it is. */
  Emitted same(AbstractInsnNode node) {
    node.clone(Map.of()).accept(method);
    return this;
  }

  /** Wraps a primitive value up. */
  Emitted box(String descriptor) {
    String box = box(descriptor.charAt(0));
    return box == null ? this : call(box, "valueOf", '(' + descriptor + ")L" + box + ';');
  }

  /** Makes an {@code Object} a value of a type. */
  Emitted unbox(String descriptor) {
    char kind = descriptor.charAt(0);
    String box = box(kind);
    if (box == null) {
      boolean isObject = descriptor.equals("Ljava/lang/Object;");
      return isObject ? this : type(Opcodes.CHECKCAST, Type.getType(descriptor).getInternalName());
    }
    boolean isNumber = kind != 'C' && kind != 'Z';
    String owner = isNumber ? "java/lang/Number" : box;
    char read = kind == 'B' || kind == 'S' ? 'I' : kind;
    String name = Type.getType(String.valueOf(read)).getClassName() + "Value";
    return type(Opcodes.CHECKCAST, owner)
        .call(Opcodes.INVOKEVIRTUAL, owner, name, "()" + read, false);
  }

  private static @Nullable String box(char kind) {
    return switch (kind) {
      case 'Z' -> "java/lang/Boolean";
      case 'B' -> "java/lang/Byte";
      case 'C' -> "java/lang/Character";
      case 'S' -> "java/lang/Short";
      case 'I' -> "java/lang/Integer";
      case 'J' -> "java/lang/Long";
      case 'F' -> "java/lang/Float";
      case 'D' -> "java/lang/Double";
      default -> null;
    };
  }

  /** The instructions so far, without labels. */
  List<AbstractInsnNode> instructions() {
    List<AbstractInsnNode> instructions = new ArrayList<>();
    for (AbstractInsnNode node : method.instructions) {
      if (node.getOpcode() >= 0) {
        instructions.add(node);
      }
    }
    return instructions;
  }

  /** The whole method. */
  MethodNode method() {
    return method;
  }
}
