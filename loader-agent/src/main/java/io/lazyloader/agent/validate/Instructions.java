package io.lazyloader.agent.validate;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Instructions as what they are made of. */
final class Instructions {
  private Instructions() {}

  /** Whether two instructions are the same but for where they jump to. */
  static boolean areSame(AbstractInsnNode one, AbstractInsnNode other) {
    return one.getOpcode() == other.getOpcode() && operands(one).equals(operands(other));
  }

  /** All operands but jump targets. */
  private static List<Object> operands(AbstractInsnNode node) {
    if (node instanceof FieldInsnNode field) {
      return List.of(field.owner, field.name, field.desc);
    }
    if (node instanceof MethodInsnNode call) {
      return List.of(call.owner, call.name, call.desc, call.itf);
    }
    if (node instanceof VarInsnNode local) {
      return List.of(local.var);
    }
    if (node instanceof IntInsnNode number) {
      return List.of(number.operand);
    }
    if (node instanceof TypeInsnNode type) {
      return List.of(type.desc);
    }
    if (node instanceof LdcInsnNode constant) {
      return List.of(Canonical.of(constant.cst));
    }
    if (node instanceof IincInsnNode increment) {
      return List.of(increment.var, increment.incr);
    }
    if (node instanceof InvokeDynamicInsnNode call) {
      return List.of(call.name, call.desc, call.bsm, Canonical.of(call.bsmArgs));
    }
    if (node instanceof MultiANewArrayInsnNode array) {
      return List.of(array.desc, array.dims);
    }
    if (node instanceof TableSwitchInsnNode table) {
      return List.of(table.min, table.max);
    }
    if (node instanceof LookupSwitchInsnNode lookup) {
      return List.of(lookup.keys);
    }
    return List.of();
  }

  /** Where an instruction may jump to, in a fixed order. */
  static List<LabelNode> targets(AbstractInsnNode node) {
    if (node instanceof JumpInsnNode jump) {
      return List.of(jump.label);
    }
    List<LabelNode> targets = new ArrayList<>();
    if (node instanceof TableSwitchInsnNode table) {
      targets.add(table.dflt);
      targets.addAll(table.labels);
    } else if (node instanceof LookupSwitchInsnNode lookup) {
      targets.add(lookup.dflt);
      targets.addAll(lookup.labels);
    }
    return targets;
  }

  /** An instruction for messages, without jump targets. */
  static String text(AbstractInsnNode node) {
    String name = Mnemonics.of(node.getOpcode());
    if (node instanceof FieldInsnNode field) {
      return name + ' ' + field.owner + '.' + field.name + ' ' + field.desc;
    }
    if (node instanceof MethodInsnNode call) {
      return name + ' ' + call.owner + '.' + call.name + call.desc;
    }
    List<Object> operands = operands(node);
    return operands.isEmpty() ? name : name + ' ' + joined(operands);
  }

  private static String joined(List<Object> operands) {
    StringBuilder text = new StringBuilder();
    for (Object operand : operands) {
      text.append(text.length() == 0 ? "" : " ").append(operand);
    }
    return text.length() <= 120 ? text.toString() : text.substring(0, 120) + "...";
  }

  /** Several instructions for messages. */
  static String text(List<AbstractInsnNode> nodes) {
    List<String> texts = new ArrayList<>();
    for (AbstractInsnNode node : nodes) {
      texts.add(text(node));
    }
    return String.join("; ", texts);
  }
}
