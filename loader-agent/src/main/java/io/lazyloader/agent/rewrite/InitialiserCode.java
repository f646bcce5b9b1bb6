package io.lazyloader.agent.rewrite;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * The instructions of a {@code <clinit>} as a graph: where control goes, how deep the operand stack
 * is, which locals are live.
 *
 * <p>Instructions are numbered without the labels, line numbers and frames between them; a label
 * stands at the number of the instruction that follows it.
 */
final class InitialiserCode {
  /** An instruction that no path reaches. */
  static final int UNREACHABLE = -1;

  private final InsnList nodes;
  private final AbstractInsnNode[] instructions;
  private final int[] positionOfNode;
  private final int[] lines;
  private final int[] stackDepths;
  private final List<int[]> jumps = new ArrayList<>();
  private final List<int[]> handlers = new ArrayList<>();
  private final BitSet[] live;

  private InitialiserCode(MethodNode method, Frame<BasicValue>[] frames) {
    nodes = method.instructions;
    List<AbstractInsnNode> real = new ArrayList<>(nodes.size());
    List<Integer> lineList = new ArrayList<>(nodes.size());
    positionOfNode = new int[nodes.size() + 1];
    int line = 0;
    for (int node = 0; node < nodes.size(); node++) {
      positionOfNode[node] = real.size();
      AbstractInsnNode instruction = nodes.get(node);
      if (instruction instanceof LineNumberNode number) {
        line = number.line;
      }
      if (instruction.getOpcode() >= 0) {
        real.add(instruction);
        lineList.add(line);
      }
    }
    positionOfNode[nodes.size()] = real.size();
    instructions = real.toArray(new AbstractInsnNode[0]);
    lines = new int[instructions.length];
    stackDepths = new int[instructions.length];
    for (int at = 0; at < instructions.length; at++) {
      lines[at] = lineList.get(at);
      Frame<BasicValue> frame = frames[nodes.indexOf(instructions[at])];
      stackDepths[at] = frame == null ? UNREACHABLE : frame.getStackSize();
    }
    for (int at = 0; at < instructions.length; at++) {
      collectJumps(at);
    }
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      handlers.add(new int[] {position(block.start), position(block.end), position(block.handler)});
    }
    live = method.maxLocals == 0 ? new BitSet[0] : liveLocals();
  }

  /**
   * Reads the code of an initialiser.
   *
   * @return the graph, or null if the code can't be analysed (it uses subroutines, or is broken)
   */
  static @Nullable InitialiserCode of(String owner, MethodNode method) {
    for (AbstractInsnNode instruction : method.instructions) {
      int opcode = instruction.getOpcode();
      if (opcode == Opcodes.JSR || opcode == Opcodes.RET) {
        return null;
      }
    }
    try {
      return new InitialiserCode(
          method, new Analyzer<>(new BasicInterpreter()).analyze(owner, method));
    } catch (AnalyzerException e) {
      return null;
    }
  }

  int size() {
    return instructions.length;
  }

  AbstractInsnNode instruction(int at) {
    return instructions[at];
  }

  /** The source line of an instruction, 0 if unknown. */
  int line(int at) {
    return lines[at];
  }

  /** The position of a node of the method, by its index there: its own or of what follows it. */
  int position(int node) {
    return positionOfNode[node];
  }

  /** The first node that stands before an instruction and after the one before it, or its own. */
  int firstNode(int position) {
    return position == 0 ? 0 : nodes.indexOf(instructions[position - 1]) + 1;
  }

  /** Whether the operand stack is empty before an instruction that some path reaches. */
  boolean stackIsEmptyBefore(int at) {
    return stackDepths[at] == 0;
  }

  boolean isReachable(int at) {
    return stackDepths[at] != UNREACHABLE;
  }

  /** Jumps as pairs: from, to. */
  List<int[]> jumps() {
    return jumps;
  }

  /** Exception handlers as triples: first instruction covered, first not covered, handler. */
  List<int[]> handlers() {
    return handlers;
  }

  /** Whether a value that a local holds before an instruction may be read there or later. */
  boolean isLive(int local, int at) {
    return live.length > 0 && at < live.length && live[at].get(local);
  }

  /** The local that an instruction reads, or -1. */
  int localRead(int at) {
    AbstractInsnNode instruction = instructions[at];
    if (instruction instanceof IincInsnNode increment) {
      return increment.var;
    }
    int opcode = instruction.getOpcode();
    return opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD
        ? ((VarInsnNode) instruction).var
        : -1;
  }

  /** The local that an instruction writes, or -1. */
  int localWritten(int at) {
    AbstractInsnNode instruction = instructions[at];
    if (instruction instanceof IincInsnNode increment) {
      return increment.var;
    }
    int opcode = instruction.getOpcode();
    return opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE
        ? ((VarInsnNode) instruction).var
        : -1;
  }

  /** The position of a label of the method. */
  int position(LabelNode label) {
    return positionOfNode[nodes.indexOf(label)];
  }

  private void collectJumps(int at) {
    AbstractInsnNode instruction = instructions[at];
    if (instruction instanceof JumpInsnNode jump) {
      addJump(at, jump.label);
    } else if (instruction instanceof TableSwitchInsnNode table) {
      addJumps(at, table.dflt, table.labels);
    } else if (instruction instanceof LookupSwitchInsnNode lookup) {
      addJumps(at, lookup.dflt, lookup.labels);
    }
  }

  private void addJumps(int from, LabelNode otherwise, List<LabelNode> cases) {
    addJump(from, otherwise);
    for (LabelNode target : cases) {
      addJump(from, target);
    }
  }

  private void addJump(int from, LabelNode label) {
    jumps.add(new int[] {from, position(label)});
  }

  /** Backward data flow to a fixpoint, handlers included. */
  private BitSet[] liveLocals() {
    BitSet[] before = new BitSet[instructions.length + 1];
    for (int at = 0; at <= instructions.length; at++) {
      before[at] = new BitSet();
    }
    List<List<Integer>> successors = successors();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int at = instructions.length - 1; at >= 0; at--) {
        BitSet now = new BitSet();
        for (int successor : successors.get(at)) {
          now.or(before[successor]);
        }
        int written = localWritten(at);
        if (written >= 0) {
          now.clear(written);
        }
        int read = localRead(at);
        if (read >= 0) {
          now.set(read);
        }
        for (int[] handler : handlers) {
          if (at >= handler[0] && at < handler[1]) {
            now.or(before[handler[2]]);
          }
        }
        if (!now.equals(before[at])) {
          before[at] = now;
          changed = true;
        }
      }
    }
    return before;
  }

  private List<List<Integer>> successors() {
    List<List<Integer>> successors = new ArrayList<>(instructions.length);
    for (int at = 0; at < instructions.length; at++) {
      List<Integer> next = new ArrayList<>(2);
      if (fallsThrough(instructions[at].getOpcode())) {
        next.add(at + 1);
      }
      successors.add(next);
    }
    for (int[] jump : jumps) {
      successors.get(jump[0]).add(jump[1]);
    }
    return successors;
  }

  /** Whether control may go on to the instruction behind one. */
  static boolean fallsThrough(int opcode) {
    return opcode != Opcodes.GOTO
        && opcode != Opcodes.ATHROW
        && opcode != Opcodes.TABLESWITCH
        && opcode != Opcodes.LOOKUPSWITCH
        && !(opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN);
  }
}
