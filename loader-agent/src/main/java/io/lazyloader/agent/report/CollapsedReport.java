package io.lazyloader.agent.report;

import java.io.IOException;
import java.io.Writer;

/**
 * Writes a profile as collapsed stacks: a line for each initialisation, with the names of those
 * that it is below, from the outermost in, and its self time in microseconds. Flame graph scripts,
 * speedscope and the converter of async-profiler read it.
 *
 * <p>The remainders of rounding are carried on to the next line, so that the sum is right to a
 * microsecond, as are those of large subtrees; lines that come to nothing are left out. Stacks are
 * cut at {@value #MOST_FRAMES} frames, and what is nested deeper counts for the last of them: the
 * file would grow with the square of the depth, and viewers recurse.
 *
 * <p>The readers take a line apart at semicolons and at the last space, so these, line breaks and
 * other control characters are escaped in names as in Java source: {@code \}{@code u003b}. So are
 * square brackets, in which async-profiler tells the kind of a frame, and the backslash.
 */
public final class CollapsedReport implements ReportFormat {
  /** How many frames a line has at most. */
  static final int MOST_FRAMES = 128;

  private static final double NANOS_A_MICROSECOND = 1_000;

  /** Makes the format. */
  public CollapsedReport() {}

  @Override
  public void write(Analysis analysis, Writer out) throws IOException {
    Stacks stacks = new Stacks(out);
    for (TreeNode node : analysis.tree().parentsFirst()) {
      if (node.depth() < MOST_FRAMES) {
        stacks.writeLine();
        stacks.enter(node);
      }
      stacks.nanos += node.selfNanos();
    }
    stacks.writeLine();
  }

  /** What is next to be written. */
  private static final class Stacks {
    private final Writer out;

    /** The names of the initialisation and of those that it is below. */
    private final StringBuilder stack = new StringBuilder();

    /** Where the name of each level begins in the stack. */
    private final int[] begins = new int[MOST_FRAMES];

    private int frames;
    private long nanos;
    private long written;

    Stacks(Writer out) {
      this.out = out;
    }

    void writeLine() throws IOException {
      long micros = Math.round(nanos / NANOS_A_MICROSECOND) - written;
      if (micros > 0) {
        out.append(stack).append(' ').append(Long.toString(micros)).append('\n');
        written += micros;
      }
    }

    void enter(TreeNode node) {
      int depth = node.depth();
      if (depth < frames) {
        stack.setLength(begins[depth]);
      }
      begins[depth] = stack.length();
      frames = depth + 1;
      stack.append(depth == 0 ? "" : ";").append(escaped(node.name()));
    }
  }

  private static String escaped(String name) {
    StringBuilder escaped = new StringBuilder(name.length());
    for (int at = 0; at < name.length(); at++) {
      char character = name.charAt(at);
      if (isSeparator(character)) {
        escaped.append(String.format("\\u%04x", (int) character));
      } else {
        escaped.append(character);
      }
    }
    return escaped.toString();
  }

  private static boolean isSeparator(char character) {
    return ";[]\\".indexOf(character) >= 0
        || Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Character.isISOControl(character)
        || Character.isSurrogate(character);
  }
}
