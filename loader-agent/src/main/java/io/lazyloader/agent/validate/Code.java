package io.lazyloader.agent.validate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
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
  private static final int NOWHERE = -1;

  private final MethodNode method;

  /** The positions in the order in which they are numbered here; the class file's own at first. */
  private int[] order;

  /** The inverse: what number each position of the class file has here. */
  private int[] numbers;

  private final List<AbstractInsnNode> instructions = new ArrayList<>();
  private final Map<Integer, Integer> lineStarts = new HashMap<>();

  /** By number. */
  private int[] lines;

  private final Map<LabelNode, Integer> positions = new HashMap<>();
  private final Map<Integer, FrameNode> frames = new HashMap<>();
  private final List<Range> handlers = new ArrayList<>();
  private final List<Range> scopes = new ArrayList<>();

  /** What was last found of them, and from where up to where in the class file it holds. */
  private Set<Object> scope = Set.of();

  private int scopeFrom;
  private int scopeTo;

  /** From one position up to another, something holds. */
  private record Range(int from, int to, Object what) {
    boolean holdsAt(int place) {
      return from <= place && place < to;
    }
  }

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
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof LabelNode label) {
        positions.put(label, instructions.size());
      } else if (node instanceof LineNumberNode number) {
        lineStarts.put(instructions.size(), number.line);
      } else if (node instanceof FrameNode frame) {
        frames.put(instructions.size(), frame);
      } else {
        instructions.add(node);
      }
    }
    order = new int[instructions.size()];
    numbers = new int[instructions.size() + 1];
    Arrays.setAll(order, at -> at);
    Arrays.setAll(numbers, at -> at);
    lines = lines();
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      Object annotations =
          List.of(
              Canonical.withoutTarget(block.visibleTypeAnnotations),
              Canonical.withoutTarget(block.invisibleTypeAnnotations));
      handlers.add(
          new Range(
              place(block.start),
              place(block.end),
              new Handler(place(block.handler), block.type, annotations)));
    }
    readScopes();
  }

  /** Each instruction has the line of the one before it, unless it has one of its own. */
  private int[] lines() {
    int[] all = new int[order.length];
    int line = lineStarts.getOrDefault(0, 0);
    for (int at = 0; at < all.length; at++) {
      line = lineStarts.getOrDefault(order[at], line);
      all[at] = line;
    }
    return all;
  }

  private void readScopes() {
    if (method.localVariables != null) {
      for (LocalVariableNode local : method.localVariables) {
        Object what = List.of(local.name, local.desc, Canonical.text(local.signature), local.index);
        scopes.add(new Range(place(local.start), place(local.end), what));
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
                place(annotation.start.get(index)),
                place(annotation.end.get(index)),
                List.of(kind, Canonical.of(annotation), annotation.index.get(index))));
      }
    }
  }

  /**
   * Numbers the instructions in another order, without some jumps: as Byte Buddy's rebase leaves an
   * initialiser, so that a prologue at its end comes first.
   *
   * <pre>
   *     goto PROLOGUE; BODY: ...; return; PROLOGUE: ...; goto BODY
   * </pre>
   *
   * <p>Nothing is taken on trust: whatever the order, control must go where it went.
   *
   * @return the same code if it does not have that layout
   */
  Code straightened() {
    int last = size() - 1;
    if (last < 3 || !isGoto(0) || !isGoto(last) || target(last) != 1) {
      return this;
    }
    int prologue = target(0);
    if (prologue <= 1 || prologue > last) {
      return this;
    }
    Code code = new Code(method);
    code.order = new int[size() - 2];
    for (int at = 0; at < code.order.length; at++) {
      int inPrologue = last - prologue;
      code.order[at] = at < inPrologue ? prologue + at : 1 + at - inPrologue;
    }
    Arrays.fill(code.numbers, NOWHERE);
    for (int at = 0; at < code.order.length; at++) {
      code.numbers[code.order[at]] = at;
    }
    code.numbers[last] = code.numbers[1];
    code.numbers[0] = code.numbers[prologue];
    code.numbers[size()] = code.order.length;
    code.lines = code.lines();
    return code.goesWhere(this) ? code : this;
  }

  private boolean isGoto(int position) {
    return at(position).getOpcode() == Opcodes.GOTO;
  }

  private int target(int position) {
    return position(Instructions.targets(at(position)).get(0));
  }

  /** Whether the first instruction is the same, and each is followed by the one that it was. */
  private boolean goesWhere(Code original) {
    boolean does = numbers[0] == 0;
    for (int at = 0; does && at < order.length; at++) {
      does =
          !Flow.fallsThrough(at(at).getOpcode())
              || (at + 1 < order.length && numbers[order[at] + 1] == at + 1);
    }
    return does && original.instructions.size() == order.length + 2;
  }

  MethodNode method() {
    return method;
  }

  int size() {
    return order.length;
  }

  AbstractInsnNode at(int position) {
    return instructions.get(order[position]);
  }

  /** The instructions from one position up to another, or to the end. */
  List<AbstractInsnNode> between(int from, int to) {
    List<AbstractInsnNode> found = new ArrayList<>();
    for (int position = from; position < Math.min(to, size()); position++) {
      found.add(at(position));
    }
    return found;
  }

  /** Where a label stands: at the instruction that follows it. */
  int position(LabelNode label) {
    return numbers[place(label)];
  }

  /** Where a label stands in the class file. */
  private int place(LabelNode label) {
    Integer place = positions.get(label);
    if (place == null) {
      throw new Mismatch("a label is none of its method");
    }
    return place;
  }

  /** The source line of an instruction, 0 if unknown. */
  int line(int position) {
    return lines[position];
  }

  /** Whether an instruction has a line of its own, not that of the one before it. */
  boolean beginsLine(int position) {
    return lineStarts.containsKey(order[position]);
  }

  /** The stack map frame at an instruction, expanded, if there is one. */
  @Nullable FrameNode frame(int position) {
    return frames.get(order[position]);
  }

  /** What handles exceptions of an instruction, in the order in which it is asked. */
  List<Handler> handlers(int position) {
    if (handlers.isEmpty()) {
      return List.of();
    }
    List<Handler> found = new ArrayList<>();
    for (Range range : handlers) {
      if (range.holdsAt(order[position])) {
        Handler handler = (Handler) range.what;
        found.add(new Handler(numbers[handler.target], handler.type, handler.annotations));
      }
    }
    return found;
  }

  /**
   * The names of local variables, and annotations on them, that hold at an instruction. The same
   * object for neighbours where the same holds, as it is asked for one after the other.
   */
  Set<Object> scope(int position) {
    int place = order[position];
    if (place < scopeFrom || place >= scopeTo) {
      readScope(place);
    }
    return scope;
  }

  private void readScope(int place) {
    scope = new HashSet<>();
    scopeFrom = 0;
    scopeTo = Integer.MAX_VALUE;
    for (Range range : scopes) {
      if (range.holdsAt(place)) {
        scope.add(range.what);
      }
      for (int end : new int[] {range.from, range.to}) {
        if (end <= place) {
          scopeFrom = Math.max(scopeFrom, end);
        } else {
          scopeTo = Math.min(scopeTo, end);
        }
      }
    }
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
