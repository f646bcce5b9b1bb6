package io.lazyloader.agent.validate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Where control goes in a method without subroutines, and what follows from that. */
final class Flow {
  private Flow() {}

  /** Whether control may go on behind an instruction. */
  static boolean fallsThrough(int opcode) {
    return switch (opcode) {
      case Opcodes.GOTO,
          Opcodes.TABLESWITCH,
          Opcodes.LOOKUPSWITCH,
          Opcodes.ATHROW,
          Opcodes.RET,
          Opcodes.JSR ->
          false;
      default -> opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN;
    };
  }

  /** Where an instruction jumps to, exceptions included. */
  static List<Integer> jumps(Code code, int at) {
    List<Integer> targets = new ArrayList<>();
    for (LabelNode label : Instructions.targets(code.at(at))) {
      targets.add(code.position(label));
    }
    for (Code.Handler handler : code.handlers(at)) {
      targets.add(handler.target());
    }
    return targets;
  }

  private static List<Integer> successors(Code code, int at) {
    List<Integer> next = jumps(code, at);
    if (fallsThrough(code.at(at).getOpcode())) {
      next.add(at + 1);
    }
    return next;
  }

  /** The instructions that a path leads to. */
  static BitSet reachable(Code code) {
    BitSet reached = new BitSet(code.size());
    Deque<Integer> open = new ArrayDeque<>(List.of(0));
    while (!open.isEmpty()) {
      int at = open.pop();
      if (at < code.size() && !reached.get(at)) {
        reached.set(at);
        open.addAll(successors(code, at));
      }
    }
    return reached;
  }

  /**
   * The locals whose value before an instruction may be read: the classic backward data flow.
   *
   * @return by position; the last one is for the end of the code
   */
  static List<BitSet> live(Code code) {
    List<BitSet> live = new ArrayList<>();
    List<List<Integer>> next = new ArrayList<>();
    for (int at = 0; at <= code.size(); at++) {
      live.add(new BitSet());
      next.add(at < code.size() ? liveSuccessors(code, at) : List.of());
    }
    boolean changes = true;
    while (changes) {
      changes = false;
      for (int at = code.size() - 1; at >= 0; at--) {
        BitSet before = new BitSet();
        for (int successor : next.get(at)) {
          before.or(live.get(successor));
        }
        int written = written(code.at(at));
        if (written >= 0) {
          before.clear(written);
        }
        int read = read(code.at(at));
        if (read >= 0) {
          before.set(read);
        }
        if (!before.equals(live.get(at))) {
          live.set(at, before);
          changes = true;
        }
      }
    }
    return live;
  }

  /** What assigns a local throws nothing. */
  private static List<Integer> liveSuccessors(Code code, int at) {
    return written(code.at(at)) >= 0 ? List.of(at + 1) : successors(code, at);
  }

  /** The local that an instruction assigns, or -1. */
  static int written(AbstractInsnNode node) {
    if (node instanceof IincInsnNode increment) {
      return increment.var;
    }
    int opcode = node.getOpcode();
    boolean isStore = opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE;
    return isStore ? ((VarInsnNode) node).var : -1;
  }

  private static int read(AbstractInsnNode node) {
    if (node instanceof IincInsnNode increment) {
      return increment.var;
    }
    int opcode = node.getOpcode();
    boolean isLoad = opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD;
    return isLoad || opcode == Opcodes.RET ? ((VarInsnNode) node).var : -1;
  }
}
