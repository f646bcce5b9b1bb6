package io.lazyloader.agent.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

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
 * <p>So the body looks like a loop to whoever reads from top to bottom. The prologue is moved to
 * the front, and both jumps go. Whatever led to one of them now leads to where it went: its frame
 * flows into the one there, which alone is kept, as no place may have two (JVMS 17 §4.7.4).
 *
 * <p>Code of any other layout is left as it is.
 */
final class Layout {
  private final MethodNode method;
  private final InsnList code;

  /** The jump to the prologue, first of all instructions. */
  private final AbstractInsnNode first;

  /** The jump back to the body, last of all instructions. */
  private final AbstractInsnNode last;

  /** The last instruction of the body. */
  private final AbstractInsnNode end;

  private final LabelNode bodyStart = new LabelNode();
  private final LabelNode bodyEnd = new LabelNode();

  private Layout(
      MethodNode method, AbstractInsnNode first, AbstractInsnNode last, AbstractInsnNode end) {
    this.method = method;
    this.code = method.instructions;
    this.first = first;
    this.last = last;
    this.end = end;
  }

  /** Moves a prologue that stands at the end of a method to its beginning, if it has one there. */
  static void straighten(MethodNode method) {
    InsnList code = method.instructions;
    if (!(next(code.getFirst()) instanceof JumpInsnNode first)
        || first.getOpcode() != Opcodes.GOTO
        || !(previous(code.getLast()) instanceof JumpInsnNode last)
        || last.getOpcode() != Opcodes.GOTO) {
      return;
    }
    AbstractInsnNode end = previous(first.label);
    boolean hasBody =
        end != null
            && end != first
            && end != last
            && !InitialiserCode.fallsThrough(end.getOpcode());
    if (!hasBody || end == null || next(first.getNext()) != next(last.label)) {
      return;
    }
    Layout layout = new Layout(method, first, last, end);
    if (layout.hasNoHandlerAcross()) {
      layout.movePrologue();
    }
  }

  private boolean hasNoHandlerAcross() {
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      if (isAcross(block.start, block.end)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a range covers something of both, and so would have a hole. */
  private boolean isAcross(LabelNode from, LabelNode to) {
    AbstractInsnNode behind = next(to);
    int index = behind == null ? code.size() : code.indexOf(behind);
    return isInBody(from) && index > prologueIndex();
  }

  private boolean isInBody(LabelNode from) {
    AbstractInsnNode covered = next(from);
    return covered != null && code.indexOf(covered) < prologueIndex();
  }

  private int prologueIndex() {
    AbstractInsnNode prologue = next(end.getNext());
    return code.indexOf(prologue == null ? last : prologue);
  }

  private void movePrologue() {
    keepRangesInBody();
    AbstractInsnNode node = end.getNext();
    code.insert(first, bodyStart);
    code.insert(end, bodyEnd);
    InsnList moved = new InsnList();
    AbstractInsnNode lastToRun = previous(last.getPrevious());
    boolean isRun = true;
    while (node != null) {
      AbstractInsnNode next = node.getNext();
      code.remove(node);
      // The line of the jump would become one of the body's first instruction.
      if (node != last && (isRun || !(node instanceof LineNumberNode))) {
        moved.add(node);
      }
      isRun &= node != lastToRun;
      node = next;
    }
    code.insertBefore(first, moved);
    code.remove(first);
    keepOneFrameAtEachPlace();
  }

  /** What is about the body must not reach into the prologue, wherever that is. */
  private void keepRangesInBody() {
    for (TryCatchBlockNode block : List.copyOf(method.tryCatchBlocks)) {
      if (next(block.start) == last || previous(block.end) == first) {
        // It covers nothing but a jump, and would become empty, which is not allowed.
        method.tryCatchBlocks.remove(block);
      } else if (isInBody(block.start)) {
        block.start = next(block.start) == first ? bodyStart : block.start;
        block.end = endsWithBody(block.end) ? bodyEnd : block.end;
      }
    }
    if (method.localVariables == null) {
      return;
    }
    List<LocalVariableNode> kept = new ArrayList<>();
    for (LocalVariableNode local : method.localVariables) {
      if (isAcross(local.start, local.end)) {
        continue;
      }
      if (isInBody(local.start)) {
        local.start = next(local.start) == first ? bodyStart : local.start;
        local.end = endsWithBody(local.end) ? bodyEnd : local.end;
      }
      kept.add(local);
    }
    method.localVariables = kept;
  }

  private boolean endsWithBody(LabelNode to) {
    return previous(to) == end;
  }

  private void keepOneFrameAtEachPlace() {
    boolean isTaken = true;
    for (AbstractInsnNode node = code.getLast(); node != null; ) {
      AbstractInsnNode before = node.getPrevious();
      if (node.getOpcode() >= 0) {
        isTaken = false;
      } else if (node instanceof FrameNode) {
        if (isTaken) {
          code.remove(node);
        }
        isTaken = true;
      }
      node = before;
    }
  }

  /** The first instruction from a node on. */
  private static @Nullable AbstractInsnNode next(@Nullable AbstractInsnNode from) {
    AbstractInsnNode node = from;
    while (node != null && node.getOpcode() < 0) {
      node = node.getNext();
    }
    return node;
  }

  private static @Nullable AbstractInsnNode previous(@Nullable AbstractInsnNode from) {
    AbstractInsnNode node = from;
    while (node != null && node.getOpcode() < 0) {
      node = node.getPrevious();
    }
    return node;
  }
}
