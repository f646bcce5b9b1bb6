package io.lazyloader.agent.rewrite;

import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * How far {@code <clinit>} has come, for code that it calls.
 *
 * <p>What stays in {@code <clinit>} may call code that reads a field of the class whose initialiser
 * stood further down: a constructor that looks at a constant of its own class, say. Eagerly it
 * finds the default value there. So that it still does, {@code <clinit>} tells the run-time library
 * which regions it has passed, wherever code follows that may read any of them.
 */
final class InitialiserProgress {
  /** The most operands that {@link #at} has on the stack. */
  static final int MAX_STACK = 2;

  private final String owner;
  private final int regions;

  /** Whether code that may read fields follows a number of regions, before the next one. */
  private final boolean[] readsAfter;

  /** Whether it comes before any region, so that anything needs to be told at all. */
  private final boolean needed;

  InitialiserProgress(String owner, InitialiserCode code, List<Region> regions) {
    this.owner = owner;
    this.regions = regions.size();
    readsAfter = new boolean[regions.size() + 1];
    int passed = 0;
    for (int at = 0; at < code.size(); at++) {
      while (passed < regions.size() && at >= regions.get(passed).end()) {
        passed++;
      }
      boolean isMoved = passed < regions.size() && at >= regions.get(passed).start();
      readsAfter[passed] |= !isMoved && !isExempt(code.instruction(at));
    }
    boolean early = false;
    for (int count = 0; count < regions.size(); count++) {
      early |= readsAfter[count];
    }
    needed = early;
  }

  /** Whether to tell that a number of regions is passed. */
  boolean isAt(int passed) {
    return needed && (readsAfter[passed] || passed == regions);
  }

  /** Tells that a number of regions is passed. */
  InsnList at(int passed) {
    InsnList code = new InsnList();
    code.add(
        new FieldInsnNode(
            Opcodes.GETSTATIC, owner, Emitted.REGIONS_FIELD, Emitted.REGIONS_DESCRIPTOR));
    code.add(new IntInsnNode(Opcodes.SIPUSH, passed));
    // Stack[1]: regions, null if the class stays eager; Stack[0]: count
    code.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC,
            Emitted.REGIONS,
            "passed",
            "(" + Emitted.REGIONS_DESCRIPTOR + "I)V",
            false));
    return code;
  }

  /**
   * Whether an instruction can't come to any code but this {@code <clinit>}: the list is closed,
   * and what is not on it may read fields. It may name its own class, which is loaded and which
   * this thread initialises. Any other class may have to be found first, and then class loaders
   * run, which are the program's code; it may have to be initialised; and its methods may be
   * anybody's.
   */
  private boolean isExempt(AbstractInsnNode instruction) {
    if (instruction instanceof FieldInsnNode field) {
      return field.getOpcode() != Opcodes.GETSTATIC && field.owner.equals(owner);
    }
    if (instruction instanceof MethodInsnNode call) {
      // Every class that has assertions asks this. Final, and asks the JDK's own code only.
      return call.owner.equals("java/lang/Class") && call.name.equals("desiredAssertionStatus");
    }
    if (instruction instanceof TypeInsnNode type) {
      return type.getOpcode() != Opcodes.NEW && type.desc.equals(owner);
    }
    if (instruction instanceof LdcInsnNode constant) {
      return constant.cst instanceof String
          || constant.cst instanceof Number
          || (constant.cst instanceof Type type && type.getInternalName().equals(owner));
    }
    // These have no operand in the constant pool.
    return switch (instruction.getType()) {
      case AbstractInsnNode.INSN,
          AbstractInsnNode.INT_INSN,
          AbstractInsnNode.VAR_INSN,
          AbstractInsnNode.IINC_INSN,
          AbstractInsnNode.JUMP_INSN,
          AbstractInsnNode.TABLESWITCH_INSN,
          AbstractInsnNode.LOOKUPSWITCH_INSN ->
          true;
      default -> false;
    };
  }
}
