package io.lazyloader.agent.validate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Compares a method that has subroutines (JVMS 17 §4.10.2.5) with one in which each call of one has
 * its own copy. Follows all paths of both at once, jumps aside: the instructions on them must be
 * the same, one by one (a bisimulation, Milner 1989). Where {@code jsr} pushed an address, {@code
 * aconst_null} pushes nothing of use.
 */
final class Subroutines {
  /** More pairs of places are compared in no method that a compiler made. */
  private static final int MOST_STATES = 200_000;

  private static final int NO_ADDRESS = -1;

  private final Code before;
  private final Code after;
  private final Rules rules;
  private final Set<State> known = new HashSet<>();
  private final Deque<State> open = new ArrayDeque<>();

  /**
   * A place of the original and the one of the changed code that is reached at the same time.
   *
   * @param at of the original
   * @param addresses where subroutines that run return to, by the locals that tell it
   * @param pushed the address on top of the stack, or {@link #NO_ADDRESS}
   * @param to of the changed code
   */
  private record State(int at, Map<Integer, Integer> addresses, int pushed, int to) {}

  Subroutines(Code before, Code after, Rules rules) {
    this.before = before;
    this.after = after;
    this.rules = rules;
  }

  /** Whether a method has any. */
  static boolean areIn(MethodNode method) {
    for (AbstractInsnNode node : method.instructions) {
      if (node.getOpcode() == Opcodes.JSR || node.getOpcode() == Opcodes.RET) {
        return true;
      }
    }
    return false;
  }

  /**
   * Compares the methods.
   *
   * @throws Mismatch at the first difference
   */
  void compare() {
    if (areIn(after.method())) {
      throw new Mismatch("it has subroutines still");
    }
    reach(new State(0, Map.of(), NO_ADDRESS, 0));
    while (!open.isEmpty()) {
      if (known.size() > MOST_STATES) {
        throw new Mismatch("it has too many paths through subroutines");
      }
      step(open.pop());
    }
  }

  /** Passes over jumps on both sides. */
  private void reach(State state) {
    State next = state;
    for (int jumps = 0; jumps <= before.size(); jumps++) {
      check(next.at < before.size(), next);
      AbstractInsnNode node = before.at(next.at);
      if (node.getOpcode() == Opcodes.GOTO) {
        int target = before.position(((JumpInsnNode) node).label);
        next = new State(target, next.addresses, next.pushed, next.to);
      } else if (node.getOpcode() == Opcodes.RET) {
        int local = ((VarInsnNode) node).var;
        Integer address = next.addresses.get(local);
        check(address != null, next);
        next = new State(address == null ? 0 : address, without(next, local), NO_ADDRESS, next.to);
      } else {
        break;
      }
    }
    int to = next.to;
    for (int jumps = 0; jumps <= after.size() && to < after.size(); jumps++) {
      if (after.at(to).getOpcode() != Opcodes.GOTO) {
        break;
      }
      to = after.position(((JumpInsnNode) after.at(to)).label);
    }
    State reached = new State(next.at, next.addresses, next.pushed, to);
    check(before.at(reached.at).getOpcode() != Opcodes.GOTO, reached);
    check(before.at(reached.at).getOpcode() != Opcodes.RET, reached);
    if (known.add(reached)) {
      open.push(reached);
    }
  }

  private void check(boolean isRight, State state) {
    if (!isRight) {
      throw new Mismatch(
          "at "
              + after.place(state.to)
              + " expected "
              + before.text(state.at)
              + ", found "
              + after.text(state.to));
    }
  }

  private static Map<Integer, Integer> without(State state, int local) {
    Map<Integer, Integer> addresses = new TreeMap<>(state.addresses);
    addresses.remove(local);
    return addresses;
  }

  private void step(State state) {
    AbstractInsnNode node = before.at(state.at);
    check(state.to < after.size(), state);
    compareHandlers(state);
    if (before.beginsLine(state.at) && before.line(state.at) != after.line(state.to)) {
      // Without a line of its own, code has that of what is before it, which a copy has not.
      throw new Mismatch("at " + after.place(state.to) + " expected line " + before.line(state.at));
    }
    if (node.getOpcode() == Opcodes.JSR) {
      check(after.at(state.to).getOpcode() == Opcodes.ACONST_NULL, state);
      int target = before.position(((JumpInsnNode) node).label);
      reach(new State(target, state.addresses, state.at + 1, state.to + 1));
      return;
    }
    if (state.pushed != NO_ADDRESS) {
      check(node.getOpcode() == Opcodes.ASTORE, state);
    }
    int length = matched(state, node);
    Map<Integer, Integer> addresses = state.addresses;
    int written = Flow.written(node);
    if (written >= 0) {
      addresses = without(state, written);
      if (state.pushed != NO_ADDRESS) {
        addresses.put(written, state.pushed);
      }
    }
    List<LabelNode> expected = Instructions.targets(node);
    List<LabelNode> found = new ArrayList<>();
    for (int index = 0; index < length; index++) {
      found.addAll(Instructions.targets(after.at(state.to + index)));
    }
    check(expected.size() == found.size(), state);
    for (int index = 0; index < expected.size(); index++) {
      int target = before.position(expected.get(index));
      reach(new State(target, addresses, NO_ADDRESS, after.position(found.get(index))));
    }
    if (Flow.fallsThrough(node.getOpcode())) {
      reach(new State(state.at + 1, addresses, NO_ADDRESS, state.to + length));
    }
  }

  /** How many instructions stand for one. */
  private int matched(State state, AbstractInsnNode node) {
    StandIn best = null;
    for (StandIn standIn : rules.of(node)) {
      if (Correspondence.isThere(after, standIn.code(), state.to)
          && (best == null || best.code().size() < standIn.code().size())) {
        best = standIn;
      }
    }
    if (best == null && rules.isConstantOf(node, after.at(state.to))) {
      best = StandIn.same(node);
    }
    check(best != null, state);
    if (best == null) {
      return 0;
    }
    rules.chosen(node, best);
    for (int index = 1; index < best.code().size(); index++) {
      check(after.handlers(state.to).equals(after.handlers(state.to + index)), state);
    }
    return best.code().size();
  }

  private void compareHandlers(State state) {
    List<Code.Handler> expected = before.handlers(state.at);
    List<Code.Handler> found = after.handlers(state.to);
    check(expected.size() == found.size(), state);
    for (int index = 0; index < expected.size(); index++) {
      String type = expected.get(index).type();
      check(Objects.equals(type, found.get(index).type()), state);
      reach(
          new State(
              expected.get(index).target(),
              state.addresses,
              NO_ADDRESS,
              found.get(index).target()));
    }
  }
}
