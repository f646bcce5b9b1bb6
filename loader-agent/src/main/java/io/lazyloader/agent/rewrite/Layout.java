package io.lazyloader.agent.rewrite;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Puts code in the order in which it runs.
 *
 * <p>Byte Buddy's rebase, the default of its build plugins, leaves room for a prologue behind the
 * code it found:
 *
 * <pre>
 *     goto PROLOGUE
 *   BODY:
 *     ...
 *     return
 *   PROLOGUE:
 *     ...
 *     goto BODY
 * </pre>
 *
 * <p>So the body looks like a loop to whoever reads from top to bottom.
 */
final class Layout {
  private Layout() {}

  /** Moves a prologue that stands at the end of a method to its beginning, if it has one there. */
  static void straighten(MethodNode method) {
    InsnList code = method.instructions;
    if (!(nextReal(code.getFirst()) instanceof JumpInsnNode first)
        || first.getOpcode() != Opcodes.GOTO
        || !(previousReal(code.getLast()) instanceof JumpInsnNode last)
        || last.getOpcode() != Opcodes.GOTO
        || first == last) {
      return;
    }
    AbstractInsnNode prologue = first.label;
    AbstractInsnNode body = nextReal(first.getNext());
    AbstractInsnNode end = previousReal(prologue);
    boolean returnsToBody = body != null && body == nextReal(last.label);
    if (!returnsToBody || end == null || end.getOpcode() != Opcodes.RETURN) {
      return;
    }
    InsnList moved = new InsnList();
    for (AbstractInsnNode node = prologue; node != null; ) {
      AbstractInsnNode next = node.getNext();
      code.remove(node);
      if (node != last) {
        moved.add(node);
      }
      node = next;
    }
    code.insertBefore(first, moved);
    code.remove(first);
  }

  private static @Nullable AbstractInsnNode nextReal(@Nullable AbstractInsnNode from) {
    AbstractInsnNode node = from;
    while (node != null && (node.getOpcode() < 0 || node.getOpcode() == Opcodes.NOP)) {
      node = node.getNext();
    }
    return node;
  }

  private static @Nullable AbstractInsnNode previousReal(@Nullable AbstractInsnNode from) {
    AbstractInsnNode node = from;
    while (node != null && (node.getOpcode() < 0 || node.getOpcode() == Opcodes.NOP)) {
      node = node.getPrevious();
    }
    return node;
  }
}
