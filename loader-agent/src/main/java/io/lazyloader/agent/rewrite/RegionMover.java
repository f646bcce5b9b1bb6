package io.lazyloader.agent.rewrite;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Takes the regions out of a {@code <clinit>}: each becomes a static method of its own, with its
 * instructions, handlers, line numbers and local names as they were.
 *
 * <p>Stack map frames move along. A frame may list locals that its half of the code no longer
 * writes; as those are dead there, they are blanked (any type may be assigned to {@code top}, JVMS
 * 17 §4.10.1.2).
 */
final class RegionMover {
  private final ClassFacts facts;
  private final MethodNode original;
  private final InitialiserCode code;
  private final List<Region> regions;
  private final InitialiserProgress progress;

  RegionMover(ClassFacts facts, MethodNode original, InitialiserCode code, List<Region> regions) {
    this.facts = facts;
    this.original = original;
    this.code = code;
    this.regions = regions;
    this.progress = new InitialiserProgress(facts.name(), code, regions);
  }

  /** How far what is left of {@code <clinit>} tells that it has come. */
  InitialiserProgress progress() {
    return progress;
  }

  /** Copies one region into a method of its own. */
  MethodNode moved(Region region) {
    MethodNode method =
        new MethodNode(
            Opcodes.ASM9,
            ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC,
            Emitted.initialiser(region),
            "()V",
            null,
            null);
    int first = code.firstNode(region.start());
    int last = code.firstNode(region.end() + 1) - 1;
    Map<LabelNode, LabelNode> labels = freshLabels(first, last);
    for (int node = first; node < last; node++) {
      AbstractInsnNode instruction = original.instructions.get(node);
      int position = code.position(node);
      boolean isReal = instruction.getOpcode() >= 0;
      boolean isBefore = position == region.start() && !isReal;
      if (instruction instanceof FrameNode frame) {
        method.instructions.add(blanked(frame, position, region, labels));
      } else if (instruction instanceof LabelNode) {
        method.instructions.add(copy(instruction, labels));
      } else if (!isBefore && position < region.end()) {
        if (position == region.start()) {
          addLine(method, code.line(position));
        }
        method.instructions.add(copy(instruction, labels));
      }
    }
    LabelNode end = new LabelNode();
    method.instructions.add(end);
    method.instructions.add(new InsnNode(Opcodes.RETURN));
    for (TryCatchBlockNode block : original.tryCatchBlocks) {
      if (isInside(region, block.start, block.end)) {
        method.tryCatchBlocks.add(copy(block, labels));
      }
    }
    method.localVariables = new ArrayList<>();
    for (LocalVariableNode local : localVariables()) {
      if (isInside(region, local.start, local.end)) {
        method.localVariables.add(copy(local, labels, mapped(labels, local.end)));
      } else if (startsInside(region, local.start)) {
        method.localVariables.add(copy(local, labels, end));
      }
    }
    method.maxLocals = original.maxLocals;
    method.maxStack = original.maxStack;
    return method;
  }

  /**
   * Copies what is left when the regions are gone.
   *
   * @param switchable whether to call each region's eager method where it was
   */
  MethodNode remainder(boolean switchable) {
    MethodNode method =
        new MethodNode(Opcodes.ASM9, original.access, original.name, original.desc, null, null);
    Map<LabelNode, LabelNode> labels = freshLabels(0, original.instructions.size());
    int next = 0;
    FrameNode pending = null;
    // Of several lines at one place the JVM takes the first, so those of moved code must go.
    int line = 0;
    for (int node = 0; node < original.instructions.size(); node++) {
      AbstractInsnNode instruction = original.instructions.get(node);
      int position = code.position(node);
      boolean isReal = instruction.getOpcode() >= 0;
      while (next < regions.size() && position >= regions.get(next).end()) {
        next++;
      }
      Region region = next < regions.size() ? regions.get(next) : null;
      boolean isMoved =
          region != null && (position > region.start() || (position == region.start() && isReal));
      if (instruction instanceof LabelNode) {
        method.instructions.add(copy(instruction, labels));
      } else if (instruction instanceof LineNumberNode number) {
        line = number.line;
      } else if (instruction instanceof FrameNode frame) {
        // With nothing left between two frames they describe one place: the later one counts.
        pending = isMoved ? pending : blanked(frame, position, null, labels);
      } else {
        InsnList rest = new InsnList();
        if (!isMoved) {
          rest.add(copy(instruction, labels));
        } else if (region != null && position == region.start()) {
          rest.add(inPlaceOf(next, switchable));
        }
        if (rest.size() > 0) {
          addLine(method, line);
          line = 0;
          if (pending != null) {
            method.instructions.add(pending);
            pending = null;
          }
          method.instructions.add(rest);
        }
      }
    }
    for (TryCatchBlockNode block : original.tryCatchBlocks) {
      if (regionAround(block.start, block.end) == null) {
        method.tryCatchBlocks.add(copy(block, labels));
      }
    }
    method.localVariables = new ArrayList<>();
    for (LocalVariableNode local : localVariables()) {
      if (keepsCode(local)) {
        method.localVariables.add(copy(local, labels, mapped(labels, local.end)));
      }
    }
    method.maxLocals = original.maxLocals;
    method.maxStack = Math.max(original.maxStack, InitialiserProgress.MAX_STACK);
    return method;
  }

  /** What stands where a region was, if anything. */
  private InsnList inPlaceOf(int region, boolean switchable) {
    InsnList code = new InsnList();
    if (switchable) {
      code.add(
          new MethodInsnNode(
              Opcodes.INVOKESTATIC,
              facts.name(),
              Emitted.eager(region),
              "()V",
              facts.isInterface()));
    }
    if (progress.isAt(region + 1)) {
      code.add(progress.at(region + 1));
    }
    return code;
  }

  private List<LocalVariableNode> localVariables() {
    return original.localVariables == null ? List.of() : original.localVariables;
  }

  private @Nullable Region regionAround(LabelNode start, LabelNode end) {
    for (Region region : regions) {
      if (isInside(region, start, end)) {
        return region;
      }
    }
    return null;
  }

  private boolean isInside(Region region, LabelNode start, LabelNode end) {
    return code.position(start) >= region.start() && code.position(end) <= region.end();
  }

  /** Whether a local's first value, stored right before its range begins, is stored in a region. */
  private boolean startsInside(Region region, LabelNode start) {
    return code.position(start) > region.start() && code.position(start) < region.end();
  }

  /** Whether any instruction of a local's range stays where it is. */
  private boolean keepsCode(LocalVariableNode local) {
    int from = code.position(local.start);
    int to = code.position(local.end);
    int left = to - from;
    for (Region region : regions) {
      left -= Math.max(0, Math.min(to, region.end()) - Math.max(from, region.start()));
    }
    return left > 0;
  }

  private static void addLine(MethodNode method, int line) {
    if (line > 0) {
      LabelNode here = new LabelNode();
      method.instructions.add(here);
      method.instructions.add(new LineNumberNode(line, here));
    }
  }

  /**
   * Copies a frame, blanking the locals that are dead at its place: in one region if one is given,
   * else in what is left.
   */
  private FrameNode blanked(
      FrameNode frame, int position, @Nullable Region region, Map<LabelNode, LabelNode> labels) {
    List<@Nullable Object> locals = new ArrayList<>();
    int slot = 0;
    int used = 0;
    for (Object type : frame.local) {
      boolean isLive =
          code.isLive(slot, position) && (region == null || !code.isLive(slot, region.end()));
      boolean isWide = Opcodes.LONG.equals(type) || Opcodes.DOUBLE.equals(type);
      slot += isWide ? 2 : 1;
      if (isLive) {
        locals.add(type instanceof LabelNode label ? mapped(labels, label) : type);
        used = locals.size();
      } else {
        locals.add(Opcodes.TOP);
        if (isWide) {
          locals.add(Opcodes.TOP);
        }
      }
    }
    List<@Nullable Object> stack = new ArrayList<>();
    for (Object type : frame.stack) {
      stack.add(type instanceof LabelNode label ? mapped(labels, label) : type);
    }
    return new FrameNode(
        Opcodes.F_NEW, used, locals.subList(0, used).toArray(), stack.size(), stack.toArray());
  }

  private static AbstractInsnNode copy(
      AbstractInsnNode instruction, Map<LabelNode, LabelNode> labels) {
    AbstractInsnNode copy = instruction.clone(labels);
    copy.visibleTypeAnnotations = instruction.visibleTypeAnnotations;
    copy.invisibleTypeAnnotations = instruction.invisibleTypeAnnotations;
    return copy;
  }

  private static TryCatchBlockNode copy(TryCatchBlockNode block, Map<LabelNode, LabelNode> labels) {
    TryCatchBlockNode copy =
        new TryCatchBlockNode(
            mapped(labels, block.start),
            mapped(labels, block.end),
            mapped(labels, block.handler),
            block.type);
    copy.visibleTypeAnnotations = block.visibleTypeAnnotations;
    copy.invisibleTypeAnnotations = block.invisibleTypeAnnotations;
    return copy;
  }

  private static LocalVariableNode copy(
      LocalVariableNode local, Map<LabelNode, LabelNode> labels, LabelNode end) {
    return new LocalVariableNode(
        local.name, local.desc, local.signature, mapped(labels, local.start), end, local.index);
  }

  /** New labels for those among some of the nodes. */
  private Map<LabelNode, LabelNode> freshLabels(int from, int to) {
    Map<LabelNode, LabelNode> labels = new HashMap<>();
    for (int node = from; node < to; node++) {
      if (original.instructions.get(node) instanceof LabelNode label) {
        labels.put(label, new LabelNode());
      }
    }
    return labels;
  }

  private static LabelNode mapped(Map<LabelNode, LabelNode> labels, LabelNode label) {
    LabelNode mapped = labels.get(label);
    if (mapped == null) {
      throw new IllegalArgumentException("label outside its method");
    }
    return mapped;
  }
}
