package io.lazyloader.agent.analysis.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The instructions of a method, laid out for the interpreter: labels are gone, jumps name the
 * instruction that they go to.
 */
public final class MethodCode {
  public final int maxLocals;
  public final int maxStack;
  public final int[] opcodes;

  /** A local's number, an int constant, or where a jump goes. */
  public final int[] numbers;

  /** What an instruction refers to: a constant, a type, a member, a switch. */
  public final @Nullable Object[] operands;

  public final int[] lines;

  /** First instruction covered, first not covered, handler. */
  public final List<int[]> handlers = new ArrayList<>();

  /** What each handler catches: an internal name, or null for everything. */
  public final List<@Nullable String> caught = new ArrayList<>();

  public MethodCode(MethodNode method) {
    maxLocals = method.maxLocals;
    maxStack = method.maxStack;
    int[] positions = new int[method.instructions.size() + 1];
    int count = 0;
    for (int node = 0; node < method.instructions.size(); node++) {
      positions[node] = count;
      if (method.instructions.get(node).getOpcode() >= 0) {
        count++;
      }
    }
    positions[method.instructions.size()] = count;
    opcodes = new int[count];
    numbers = new int[count];
    operands = new Object[count];
    lines = new int[count];
    int line = 0;
    int at = 0;
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof LineNumberNode number) {
        line = number.line;
      }
      if (node.getOpcode() >= 0) {
        opcodes[at] = node.getOpcode();
        lines[at] = line;
        decode(node, at, method, positions);
        at++;
      }
    }
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      handlers.add(
          new int[] {
            position(block.start, method, positions),
            position(block.end, method, positions),
            position(block.handler, method, positions)
          });
      caught.add(block.type);
    }
  }

  private static int position(LabelNode label, MethodNode method, int[] positions) {
    return positions[method.instructions.indexOf(label)];
  }

  private void decode(AbstractInsnNode node, int at, MethodNode method, int[] positions) {
    if (node instanceof VarInsnNode local) {
      numbers[at] = local.var;
    } else if (node instanceof JumpInsnNode jump) {
      numbers[at] = position(jump.label, method, positions);
    } else if (node instanceof IntInsnNode number) {
      numbers[at] = number.operand;
    } else if (node instanceof IincInsnNode increment) {
      numbers[at] = increment.var;
      operands[at] = increment.incr;
    } else if (node instanceof LdcInsnNode constant) {
      operands[at] = constant.cst;
    } else if (node instanceof TypeInsnNode type) {
      operands[at] = type.desc;
    } else if (node instanceof FieldInsnNode field) {
      operands[at] = new FieldUse(field.owner, field.name, field.desc);
    } else if (node instanceof MethodInsnNode call) {
      operands[at] = new Call(call.owner, call.name, call.desc);
    } else if (node instanceof InvokeDynamicInsnNode dynamic) {
      operands[at] = dynamic;
    } else if (node instanceof MultiANewArrayInsnNode array) {
      operands[at] = array.desc;
      numbers[at] = array.dims;
    } else if (node instanceof TableSwitchInsnNode table) {
      int[] targets = new int[table.labels.size()];
      for (int index = 0; index < targets.length; index++) {
        targets[index] = position(table.labels.get(index), method, positions);
      }
      operands[at] = new Switch(null, table.min, targets);
      numbers[at] = position(table.dflt, method, positions);
    } else if (node instanceof LookupSwitchInsnNode lookup) {
      int[] keys = new int[lookup.keys.size()];
      int[] targets = new int[keys.length];
      for (int index = 0; index < keys.length; index++) {
        keys[index] = lookup.keys.get(index);
        targets[index] = position(lookup.labels.get(index), method, positions);
      }
      operands[at] = new Switch(keys, 0, targets);
      numbers[at] = position(lookup.dflt, method, positions);
    }
  }

  /** What an instruction does, in the words of {@code javap}. */
  public String describe(int at) {
    int opcode = opcodes[at];
    Object operand = operands[at];
    if (operand instanceof Call call) {
      return "call of " + Names.method(call.owner, call.name, call.descriptor);
    }
    if (operand instanceof FieldUse field) {
      boolean reads = opcode == Opcodes.GETSTATIC || opcode == Opcodes.GETFIELD;
      return (reads ? "read of " : "write of ") + Names.binary(field.owner) + '.' + field.name;
    }
    if (operand instanceof InvokeDynamicInsnNode dynamic) {
      return "dynamic call of " + dynamic.name;
    }
    return switch (opcode) {
      case Opcodes.NEW -> "new " + Names.binary(String.valueOf(operand));
      case Opcodes.ATHROW -> "throw";
      case Opcodes.MONITORENTER -> "monitorenter";
      case Opcodes.CHECKCAST -> "cast to " + Names.binary(String.valueOf(operand));
      case Opcodes.INSTANCEOF -> "instanceof " + Names.binary(String.valueOf(operand));
      case Opcodes.NEWARRAY, Opcodes.ANEWARRAY, Opcodes.MULTIANEWARRAY -> "new array";
      case Opcodes.ARRAYLENGTH -> "array length";
      default -> {
        if (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD) {
          yield "read of an array element";
        }
        if (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE) {
          yield "write of an array element";
        }
        yield operand == null || opcode == Opcodes.IINC ? "computation" : "constant " + operand;
      }
    };
  }

  /** A reference to a field. */
  public static final class FieldUse {
    public final String owner;
    public final String name;
    public final String descriptor;

    /** What it was found to be; the same whoever finds it. */
    public @Nullable FieldInfo resolved;

    FieldUse(String owner, String name, String descriptor) {
      this.owner = owner;
      this.name = name;
      this.descriptor = descriptor;
    }
  }

  /** A reference to a method. */
  public static final class Call {
    public final String owner;
    public final String name;
    public final String descriptor;

    /** The number of arguments, without the receiver. */
    public final int arguments;

    /** What it was found to be; the same whoever finds it. */
    public @Nullable MethodInfo resolved;

    public Call(String owner, String name, String descriptor) {
      this.owner = owner;
      this.name = name;
      this.descriptor = descriptor;
      this.arguments = org.objectweb.asm.Type.getArgumentTypes(descriptor).length;
    }
  }

  /** A switch: by keys, or by the distance from a first value. */
  public static final class Switch {
    private final int @Nullable [] keys;
    private final int first;
    private final int[] targets;

    Switch(int @Nullable [] keys, int first, int[] targets) {
      this.keys = keys;
      this.first = first;
      this.targets = targets;
    }

    /** Where a value goes, or a default. */
    public int target(int value, int otherwise) {
      if (keys == null) {
        long index = (long) value - first;
        return index >= 0 && index < targets.length ? targets[(int) index] : otherwise;
      }
      int found = Arrays.binarySearch(keys, value);
      return found >= 0 ? targets[found] : otherwise;
    }
  }
}
