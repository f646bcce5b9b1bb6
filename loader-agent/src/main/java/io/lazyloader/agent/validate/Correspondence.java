package io.lazyloader.agent.validate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;

/**
 * Which instructions of changed code are which of the original's: found from front to back, then
 * held against all that refers to instructions (jumps, handlers, lines, names of locals, frames).
 */
final class Correspondence {
  private static final int UNMAPPED = -1;

  /** What else is compared. */
  enum Strictness {
    /** All, frames included: a method that stays what it is. */
    METHOD,
    /** Frames may know less: code that was taken apart. */
    MOVED,
    /** No frames: the original has none. */
    FRAMED,
    /** All but frames: what was added. */
    TEMPLATE
  }

  private final Code before;
  private final Code after;
  private final Rules rules;
  private final int[] starts;
  private final int[] ends;
  private final int[] mains;
  private final @Nullable BitSet reachableBefore;
  private final @Nullable BitSet reachableAfter;

  /** The scopes that were last found to agree. */
  private @Nullable Set<Object> scopeBefore;

  private @Nullable Set<Object> scopeAfter;
  private boolean isChanged;

  /**
   * Compares two methods.
   *
   * @param mayLoseDead whether code that no path reaches may have become {@code nop} and {@code
   *     athrow}, as it does when frames are computed
   */
  Correspondence(Code before, Code after, Rules rules, boolean mayLoseDead) {
    this.before = before;
    this.after = after;
    this.rules = rules;
    starts = new int[before.size() + 1];
    ends = new int[before.size() + 1];
    mains = new int[before.size() + 1];
    Arrays.fill(starts, UNMAPPED);
    Arrays.fill(mains, UNMAPPED);
    reachableBefore = mayLoseDead ? Flow.reachable(before) : null;
    reachableAfter = mayLoseDead ? Flow.reachable(after) : null;
  }

  /** Whether anything stands for another thing. */
  boolean isChanged() {
    return isChanged;
  }

  /** Tells that code was taken out, or put in, so that more is to be looked at. */
  void changes() {
    isChanged = true;
  }

  /**
   * Finds the instructions of the original in the changed code.
   *
   * @param from the first instruction of the original
   * @param to the one behind the last
   * @param at where the changed code is to begin
   * @return where it ends
   * @throws Mismatch if it is another
   */
  int match(int from, int to, int at) {
    int next = at;
    for (int position = from; position < to; ) {
      if (isDead(position, next)) {
        int end = position;
        while (end < to && isDead(end)) {
          starts[end] = next;
          ends[end] = next;
          end++;
        }
        next = behindDead(next);
        position = end;
        isChanged = true;
      } else {
        next = matchOne(position, next);
        position++;
      }
    }
    starts[to] = starts[to] == UNMAPPED ? next : starts[to];
    return next;
  }

  private boolean isDead(int position) {
    return reachableBefore != null && !reachableBefore.get(position);
  }

  private boolean isDead(int position, int at) {
    return isDead(position)
        && isFiller(at)
        && !Instructions.areSame(before.at(position), after.at(at));
  }

  private boolean isFiller(int at) {
    if (at >= after.size() || reachableAfter == null || reachableAfter.get(at)) {
      return false;
    }
    int opcode = after.at(at).getOpcode();
    return opcode == Opcodes.NOP || opcode == Opcodes.ATHROW;
  }

  private int behindDead(int at) {
    int end = at;
    while (isFiller(end)) {
      end++;
    }
    if (after.at(end - 1).getOpcode() != Opcodes.ATHROW) {
      throw new Mismatch("at " + after.place(end) + " dead code does not end in athrow");
    }
    return end;
  }

  /** Whether code may stand for an instruction is asked of the longest code first. */
  private int matchOne(int position, int at) {
    AbstractInsnNode original = before.at(position);
    StandIn best = null;
    List<StandIn> all = rules.of(original);
    for (StandIn standIn : all) {
      if (isThere(standIn.code(), at)
          && (best == null || best.code().size() < standIn.code().size())) {
        best = standIn;
      }
    }
    if (best == null && at < after.size() && rules.isConstantOf(original, after.at(at))) {
      best = StandIn.same(original);
      isChanged = true;
    }
    if (best == null) {
      throw new Mismatch(
          "at "
              + after.place(at)
              + " expected "
              + expected(position, all)
              + ", found "
              + after.text(at));
    }
    isChanged |= !best.isSame();
    rules.chosen(original, best);
    starts[position] = at;
    mains[position] = at + best.mainIndex(original);
    ends[position] = at + best.code().size();
    return ends[position];
  }

  private String expected(int position, List<StandIn> all) {
    String original = before.text(position);
    if (all.isEmpty()) {
      return "not " + original + " but its replacement";
    }
    for (StandIn standIn : all) {
      if (standIn.isSame()) {
        return original + (all.size() == 1 ? "" : " or its replacement");
      }
    }
    return Instructions.text(all.get(0).code()) + " in place of " + original;
  }

  /** Whether instructions are found at a place of the changed code. */
  private boolean isThere(List<AbstractInsnNode> code, int at) {
    return isThere(after, code, at);
  }

  static boolean isThere(Code in, List<AbstractInsnNode> code, int at) {
    if (at + code.size() > in.size()) {
      return false;
    }
    for (int index = 0; index < code.size(); index++) {
      if (!Instructions.areSame(code.get(index), in.at(at + index))) {
        return false;
      }
    }
    return true;
  }

  /** Says what is at a place of the original for which other code was put in. */
  void put(int position, int from) {
    starts[position] = from;
    isChanged = true;
  }

  /**
   * Compares all that refers to instructions, or belongs to them.
   *
   * @param from the first instruction of the original
   * @param to the one behind the last
   * @param lessScope whether names of locals may be missing
   * @throws Mismatch at the first difference
   */
  void verify(int from, int to, Strictness strictness, boolean lessScope) {
    scopeBefore = null;
    scopeAfter = null;
    for (int position = from; position < to; position++) {
      if (mains[position] != UNMAPPED) {
        verifyJumps(position);
        verifyHandlers(position);
        verifyDebug(position, lessScope);
        verifyAnnotations(position);
        verifyFrames(position, strictness);
      }
    }
  }

  private void verifyJumps(int position) {
    List<LabelNode> expected = Instructions.targets(before.at(position));
    List<LabelNode> found = Instructions.targets(after.at(mains[position]));
    for (int index = 0; index < expected.size(); index++) {
      boolean isThere = index < found.size();
      int target = before.position(expected.get(index));
      if (!isThere || starts[target] != after.position(found.get(index))) {
        throw new Mismatch(
            "at "
                + after.place(mains[position])
                + ' '
                + after.text(mains[position])
                + " expected a jump to "
                + (starts[target] == UNMAPPED ? "code that is gone" : after.place(starts[target]))
                + ", found "
                + (isThere ? "one to " + after.place(after.position(found.get(index))) : "none"));
      }
    }
    if (found.size() > expected.size()) {
      throw new Mismatch("at " + after.place(mains[position]) + " a switch has more cases");
    }
  }

  private void verifyHandlers(int position) {
    List<Code.Handler> expected = new ArrayList<>();
    for (Code.Handler handler : before.handlers(position)) {
      expected.add(
          new Code.Handler(starts[handler.target()], handler.type(), handler.annotations()));
    }
    for (int at = starts[position]; at < ends[position]; at++) {
      List<Code.Handler> found = after.handlers(at);
      if (!expected.equals(found)) {
        throw new Mismatch(
            "at " + after.place(at) + " expected " + text(expected) + ", found " + text(found));
      }
    }
  }

  private static String text(List<Code.Handler> handlers) {
    List<String> texts = new ArrayList<>();
    for (Code.Handler handler : handlers) {
      texts.add(
          (handler.type() == null ? "all" : handler.type())
              + " handled at instruction "
              + handler.target());
    }
    return texts.isEmpty() ? "no handler" : String.join(", ", texts);
  }

  private void verifyDebug(int position, boolean lessScope) {
    for (int at = starts[position]; at < ends[position]; at++) {
      verifyDebug(position, at, lessScope);
    }
  }

  private void verifyDebug(int position, int at, boolean lessScope) {
    if (before.line(position) != after.line(at)) {
      throw new Mismatch(
          "at "
              + after.place(at)
              + " expected line "
              + before.line(position)
              + ", found "
              + after.line(at));
    }
    Set<Object> expected = before.scope(position);
    Set<Object> found = after.scope(at);
    if (expected == scopeBefore && found == scopeAfter) {
      return;
    }
    if (lessScope ? !expected.containsAll(found) : !expected.equals(found)) {
      throw new Mismatch(
          "at " + after.place(at) + " expected local variables " + expected + ", found " + found);
    }
    scopeBefore = expected;
    scopeAfter = found;
  }

  private void verifyAnnotations(int position) {
    AbstractInsnNode original = before.at(position);
    for (int at = starts[position]; at < ends[position]; at++) {
      AbstractInsnNode found = after.at(at);
      boolean isMain = at == mains[position];
      Object visible = Canonical.of(isMain ? original.visibleTypeAnnotations : null);
      Object invisible = Canonical.of(isMain ? original.invisibleTypeAnnotations : null);
      if (!visible.equals(Canonical.of(found.visibleTypeAnnotations))
          || !invisible.equals(Canonical.of(found.invisibleTypeAnnotations))) {
        throw new Mismatch("at " + after.place(at) + " other type annotations");
      }
    }
  }

  private void verifyFrames(int position, Strictness strictness) {
    if (strictness == Strictness.FRAMED || strictness == Strictness.TEMPLATE) {
      return;
    }
    boolean mayKnowLess = strictness == Strictness.MOVED;
    for (int at = starts[position]; at < ends[position]; at++) {
      boolean isFirst = at == starts[position];
      if (!Frames.fits(
          isFirst ? before.frame(position) : null,
          after.frame(at),
          mayKnowLess,
          label -> starts[before.position(label)],
          after::position)) {
        throw new Mismatch("at " + after.place(at) + " another stack map frame");
      }
    }
  }

  /** Where an instruction of the original is now, or -1. */
  int start(int position) {
    return starts[position];
  }
}
