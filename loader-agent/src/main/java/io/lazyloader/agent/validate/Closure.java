package io.lazyloader.agent.validate;

import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Whether a slice of an initialiser is closed: each run of the initialiser that comes to its end
 * goes through the slice exactly once, from its start to its end, with an empty operand stack at
 * both, no exception of it is handled outside, and no local lives across either edge. Only then it
 * is the same code in a method of its own.
 */
final class Closure {
  private final Code code;
  private final Frame<BasicValue>[] frames;
  private final List<BitSet> live;

  /**
   * Looks at an initialiser.
   *
   * @throws Mismatch if it can't be analysed
   */
  Closure(String owner, Code code) {
    this.code = code;
    try {
      frames = new Analyzer<>(new BasicInterpreter()).analyze(owner, code.method());
    } catch (AnalyzerException e) {
      throw new Mismatch("the original can't be analysed: " + e.getMessage());
    }
    live = Flow.live(code);
  }

  /**
   * Tells whether a region is closed.
   *
   * @throws Mismatch with the reason if it is not
   */
  void check(Region region) {
    checkStack(region, region.start());
    checkStack(region, region.end());
    for (int at = 0; at < code.size(); at++) {
      for (int target : Flow.jumps(code, at)) {
        checkJump(region, at, target);
      }
      boolean isBehind = at >= region.end();
      if (!isBehind && code.at(at).getOpcode() == Opcodes.RETURN) {
        throw new Mismatch(text(region) + " may not be run, as the initialiser may end before");
      }
    }
    BitSet leaving = (BitSet) live.get(region.end()).clone();
    BitSet written = new BitSet();
    for (int at = region.start(); at < region.end(); at++) {
      int local = Flow.written(code.at(at));
      if (local >= 0) {
        written.set(local);
      }
    }
    leaving.and(written);
    if (!leaving.isEmpty()) {
      throw new Mismatch(text(region) + " assigns a local that is read behind it");
    }
    if (!Flow.live(region.body()).get(0).isEmpty()) {
      throw new Mismatch(text(region) + " reads a local that is assigned before it");
    }
  }

  private void checkStack(Region region, int at) {
    if (at >= code.size()) {
      throw new Mismatch(text(region) + " leaves no end of the initialiser");
    }
    Frame<BasicValue> frame = frames[code.method().instructions.indexOf(code.at(at))];
    if (frame == null || frame.getStackSize() > 0) {
      throw new Mismatch(
          text(region) + " has operands on the stack at " + code.place(at) + " of the original");
    }
  }

  private void checkJump(Region region, int at, int target) {
    boolean isRight;
    if (at < region.start()) {
      isRight = target <= region.start();
    } else if (at < region.end()) {
      isRight = target >= region.start() && target <= region.end();
    } else {
      isRight = target >= region.end();
    }
    if (!isRight) {
      throw new Mismatch(
          text(region)
              + " is not closed: "
              + code.place(at)
              + " of the original leads to "
              + code.place(target));
    }
  }

  private static String text(Region region) {
    return "the region of " + String.join(", ", region.fields());
  }
}
