package io.lazyloader.agent.validate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableAnnotationNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * The code of a method by positions: they number the instructions, without the labels, lines and
 * frames between them, which belong to the instruction that follows.
 */
final class Code {
  private final MethodNode method;
  private final List<AbstractInsnNode> instructions = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private final Map<LabelNode, Integer> positions = new HashMap<>();
  private final Map<Integer, FrameNode> frames = new HashMap<>();
  private final List<Range> handlers = new ArrayList<>();
  private final List<Range> scopes = new ArrayList<>();

  /** From one position up to another, something holds. */
  private record Range(int from, int to, Object what) {}

  /**
   * What handles an exception.
   *
   * @param target the position of the handler
   * @param type the internal name of the exceptions' class, or null for all
   * @param annotations on the type
   */
  record Handler(int target, @Nullable String type, Object annotations) {}

  Code(MethodNode method) {
    this.method = method;
    int line = 0;
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof LabelNode label) {
        positions.put(label, instructions.size());
      } else if (node instanceof LineNumberNode number) {
        line = number.line;
      } else if (node instanceof FrameNode frame) {
        frames.put(instructions.size(), frame);
      } else {
        instructions.add(node);
        lines.add(line);
      }
    }
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      Object annotations =
          List.of(
              Canonical.withoutTarget(block.visibleTypeAnnotations),
              Canonical.withoutTarget(block.invisibleTypeAnnotations));
      handlers.add(
          new Range(
              position(block.start),
              position(block.end),
              new Handler(position(block.handler), block.type, annotations)));
    }
    readScopes();
  }

  private void readScopes() {
    if (method.localVariables != null) {
      for (LocalVariableNode local : method.localVariables) {
        Object what =
            List.of(local.name, local.desc, Canonical.text(local.signature), local.index);
        scopes.add(new Range(position(local.start), position(local.end), what));
      }
    }
    readAnnotations("visible", method.visibleLocalVariableAnnotations);
    readAnnotations("invisible", method.invisibleLocalVariableAnnotations);
  }

  private void readAnnotations(
      String kind, @Nullable List<LocalVariableAnnotationNode> annotations) {
    if (annotations == null) {
      return;
    }
    for (LocalVariableAnnotationNode annotation : annotations) {
      for (int index = 0; index < annotation.start.size(); index++) {
        scopes.add(
            new Range(
                position(annotation.start.get(index)),
                position(annotation.end.get(index)),
                List.of(kind, Canonical.of(annotation), annotation.index.get(index))));
      }
    }
  }

  MethodNode method() {
    return method;
  }

  int size() {
    return instructions.size();
  }

  AbstractInsnNode at(int position) {
    return instructions.get(position);
  }

  /** The instructions from one position up to another, or to the end. */
  List<AbstractInsnNode> between(int from, int to) {
    return instructions.subList(Math.min(from, size()), Math.min(to, size()));
  }

  /** Where a label stands: at the instruction that follows it. */
  int position(LabelNode label) {
    Integer position = positions.get(label);
    if (position == null) {
      throw new Mismatch("a label is none of its method");
    }
    return position;
  }

  /** The source line of an instruction, 0 if unknown. */
  int line(int position) {
    return lines.get(position);
  }

  /** The stack map frame at an instruction, expanded, if there is one. */
  @Nullable FrameNode frame(int position) {
    return frames.get(position);
  }

  /** What handles exceptions of an instruction, in the order in which it is asked. */
  List<Handler> handlers(int position) {
    List<Handler> found = new ArrayList<>();
    for (Range range : handlers) {
      if (range.from <= position && position < range.to) {
        found.add((Handler) range.what);
      }
    }
    return found;
  }

  /** The names of local variables, and annotations on them, that hold at an instruction. */
  Set<Object> scope(int position) {
    Set<Object> found = new HashSet<>();
    for (Range range : scopes) {
      if (range.from <= position && position < range.to) {
        found.add(range.what);
      }
    }
    return found;
  }

  /** A place for messages. */
  String place(int position) {
    if (position >= size()) {
      return "the end of its code";
    }
    int line = line(position);
    return "instruction " + position + (line == 0 ? "" : " (line " + line + ")");
  }

  /** An instruction for messages. */
  String text(int position) {
    return position < size() ? Instructions.text(at(position)) : "the end of the code";
  }
}
