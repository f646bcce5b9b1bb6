package io.lazyloader.agent.rewrite;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Goes through a method from top to bottom as the verifier does (JVMS 17 §4.10.1), but for the
 * types of references, which are all one to it: there is a frame wherever control can come from
 * elsewhere, one at most at each place; control comes there with what the frame says; locals hold
 * what is loaded from them; the stack has room. Exception handlers cover something, and no local
 * variable is described twice (JVMS 17 §4.7.13).
 *
 * <p>Up to version 50 the JVM does without frames, so only tables are looked at.
 */
final class MethodCheck {
  private final MethodNode method;
  private final InsnList code;
  private final boolean hasFrames;
  private final Map<FrameNode, Frame<BasicValue>> declared = new HashMap<>();

  MethodCheck(MethodNode method, int version) {
    this.method = method;
    this.code = method.instructions;
    this.hasFrames = version > Opcodes.V1_6;
  }

  /** Returns what is wrong, or null. */
  @Nullable String problem() {
    try {
      checkTables();
      if (hasFrames) {
        checkFlow();
      }
      return null;
    } catch (Violation e) {
      return e.getMessage();
    } catch (AnalyzerException | RuntimeException e) {
      // What ASM throws where a stack or the locals are too small, or hold what they must not.
      return "is broken: " + e.getMessage();
    }
  }

  private void checkTables() throws Violation {
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      if (realIndex(block.start) >= realIndex(block.end)) {
        throw new Violation("has an exception handler that covers nothing");
      }
    }
    if (method.localVariables == null) {
      return;
    }
    Set<String> known = new HashSet<>();
    for (LocalVariableNode local : method.localVariables) {
      int start = realIndex(local.start);
      int end = realIndex(local.end);
      if (start > end) {
        throw new Violation("has a local variable that ends before it begins: " + local.name);
      }
      if (!known.add(local.name + ' ' + local.index + ' ' + start + ' ' + end)) {
        throw new Violation("describes a local variable twice: " + local.name);
      }
    }
  }

  private void checkFlow() throws Violation, AnalyzerException {
    Kinds kinds = new Kinds();
    Frame<BasicValue> current = initial();
    boolean isDeclared = false;
    for (AbstractInsnNode node : code) {
      if (node instanceof FrameNode frame) {
        if (isDeclared) {
          throw new Violation("has two frames at one place" + near(node));
        }
        Frame<BasicValue> declared = declared(frame);
        if (current != null) {
          requireFit(current, declared, node);
        }
        current = new Frame<>(declared);
        isDeclared = true;
      } else if (node.getOpcode() >= 0) {
        isDeclared = false;
        if (current == null) {
          throw new Violation("has no frame where one must be" + near(node));
        }
        current = passed(node, current, kinds);
      }
    }
    if (current != null) {
      throw new Violation("can come to its end without returning");
    }
    if (isDeclared) {
      throw new Violation("has a frame behind its last instruction");
    }
  }

  /** Goes through an instruction; returns what comes to the one behind it, null if nothing does. */
  private @Nullable Frame<BasicValue> passed(
      AbstractInsnNode node, Frame<BasicValue> current, Kinds kinds)
      throws Violation, AnalyzerException {
    requireHandlersFit(node, current);
    current.execute(node, kinds);
    if (node instanceof JumpInsnNode jump) {
      requireFit(current, jump.label);
    } else if (node instanceof TableSwitchInsnNode table) {
      requireFit(current, table.dflt, table.labels);
    } else if (node instanceof LookupSwitchInsnNode lookup) {
      requireFit(current, lookup.dflt, lookup.labels);
    }
    return InitialiserCode.fallsThrough(node.getOpcode()) ? current : null;
  }

  private void requireHandlersFit(AbstractInsnNode node, Frame<BasicValue> current)
      throws Violation {
    int index = code.indexOf(node);
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      if (code.indexOf(block.start) < index && index < code.indexOf(block.end)) {
        Frame<BasicValue> declared = declaredAt(block.handler);
        if (declared.getStackSize() != 1) {
          throw new Violation("has no frame for what is thrown" + near(block.handler));
        }
        requireLocalsFit(current, declared, block.handler);
      }
    }
  }

  private void requireFit(Frame<BasicValue> current, LabelNode otherwise, List<LabelNode> targets)
      throws Violation {
    requireFit(current, otherwise);
    for (LabelNode target : targets) {
      requireFit(current, target);
    }
  }

  private void requireFit(Frame<BasicValue> current, LabelNode target) throws Violation {
    requireFit(current, declaredAt(target), target);
  }

  private Frame<BasicValue> declaredAt(LabelNode target) throws Violation {
    for (AbstractInsnNode node = target; node != null; node = node.getNext()) {
      if (node instanceof FrameNode frame) {
        return declared(frame);
      }
      if (node.getOpcode() >= 0) {
        break;
      }
    }
    throw new Violation("jumps to where there is no frame" + near(target));
  }

  private void requireFit(
      Frame<BasicValue> current, Frame<BasicValue> declared, AbstractInsnNode at) throws Violation {
    if (current.getStackSize() != declared.getStackSize()) {
      throw new Violation("has a frame of another stack than what comes there" + near(at));
    }
    for (int index = 0; index < current.getStackSize(); index++) {
      requireFit(current.getStack(index), declared.getStack(index), at);
    }
    requireLocalsFit(current, declared, at);
  }

  private void requireLocalsFit(
      Frame<BasicValue> current, Frame<BasicValue> declared, AbstractInsnNode at) throws Violation {
    for (int index = 0; index < current.getLocals(); index++) {
      requireFit(current.getLocal(index), declared.getLocal(index), at);
    }
  }

  private void requireFit(BasicValue current, BasicValue declared, AbstractInsnNode at)
      throws Violation {
    if (!declared.equals(BasicValue.UNINITIALIZED_VALUE) && !declared.equals(current)) {
      throw new Violation(
          "has a frame with " + declared + " where " + current + " comes" + near(at));
    }
  }

  private Frame<BasicValue> initial() {
    Frame<BasicValue> frame = empty();
    int slot = 0;
    if ((method.access & Opcodes.ACC_STATIC) == 0) {
      frame.setLocal(slot++, BasicValue.REFERENCE_VALUE);
    }
    for (Type argument : Type.getArgumentTypes(method.desc)) {
      frame.setLocal(slot, kind(argument));
      slot += argument.getSize();
    }
    return frame;
  }

  private Frame<BasicValue> empty() {
    Frame<BasicValue> frame = new Frame<>(method.maxLocals, method.maxStack);
    for (int slot = 0; slot < method.maxLocals; slot++) {
      frame.setLocal(slot, BasicValue.UNINITIALIZED_VALUE);
    }
    return frame;
  }

  /** Not to be changed. */
  private Frame<BasicValue> declared(FrameNode node) throws Violation {
    Frame<BasicValue> known = declared.get(node);
    if (known != null) {
      return known;
    }
    Frame<BasicValue> frame = empty();
    declared.put(node, frame);
    int slot = 0;
    for (Object type : node.local) {
      BasicValue value = kind(type, node);
      frame.setLocal(slot, value);
      slot += value.getSize();
    }
    for (Object type : node.stack) {
      frame.push(kind(type, node));
    }
    return frame;
  }

  private BasicValue kind(Object type, FrameNode node) throws Violation {
    if (type instanceof LabelNode made) {
      AbstractInsnNode maker = code.get(realIndex(made));
      if (maker.getOpcode() != Opcodes.NEW) {
        throw new Violation("has a frame with an object that is not made there" + near(node));
      }
      return BasicValue.REFERENCE_VALUE;
    }
    if (Opcodes.INTEGER.equals(type)) {
      return BasicValue.INT_VALUE;
    }
    if (Opcodes.FLOAT.equals(type)) {
      return BasicValue.FLOAT_VALUE;
    }
    if (Opcodes.LONG.equals(type)) {
      return BasicValue.LONG_VALUE;
    }
    if (Opcodes.DOUBLE.equals(type)) {
      return BasicValue.DOUBLE_VALUE;
    }
    return Opcodes.TOP.equals(type) ? BasicValue.UNINITIALIZED_VALUE : BasicValue.REFERENCE_VALUE;
  }

  private static BasicValue kind(Type type) {
    return switch (type.getSort()) {
      case Type.FLOAT -> BasicValue.FLOAT_VALUE;
      case Type.LONG -> BasicValue.LONG_VALUE;
      case Type.DOUBLE -> BasicValue.DOUBLE_VALUE;
      case Type.ARRAY, Type.OBJECT -> BasicValue.REFERENCE_VALUE;
      default -> BasicValue.INT_VALUE;
    };
  }

  /** The index of the instruction at a label, or of the end. */
  private int realIndex(LabelNode label) {
    AbstractInsnNode node = label;
    while (node != null && node.getOpcode() < 0) {
      node = node.getNext();
    }
    return node == null ? code.size() : code.indexOf(node);
  }

  private String near(AbstractInsnNode node) {
    int count = 0;
    for (AbstractInsnNode before = node.getPrevious();
        before != null;
        before = before.getPrevious()) {
      count += before.getOpcode() >= 0 ? 1 : 0;
    }
    return ", at instruction " + count;
  }

  /** What ASM's own interpreter does not look at: whether a local holds what is loaded from it. */
  private static final class Kinds extends BasicInterpreter {
    Kinds() {
      super(Opcodes.ASM9);
    }

    @Override
    public BasicValue copyOperation(AbstractInsnNode instruction, BasicValue value)
        throws AnalyzerException {
      BasicValue expected =
          switch (instruction.getOpcode()) {
            case Opcodes.ILOAD, Opcodes.ISTORE -> BasicValue.INT_VALUE;
            case Opcodes.LLOAD, Opcodes.LSTORE -> BasicValue.LONG_VALUE;
            case Opcodes.FLOAD, Opcodes.FSTORE -> BasicValue.FLOAT_VALUE;
            case Opcodes.DLOAD, Opcodes.DSTORE -> BasicValue.DOUBLE_VALUE;
            case Opcodes.ALOAD, Opcodes.ASTORE -> BasicValue.REFERENCE_VALUE;
            default -> value;
          };
      if (!expected.equals(value)) {
        throw new AnalyzerException(instruction, value + " where " + expected + " must be");
      }
      return value;
    }
  }

  /** What is wrong. */
  private static final class Violation extends Exception {
    private static final long serialVersionUID = 1L;

    Violation(String message) {
      super(message);
    }
  }
}
