package io.lazyloader.agent.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** Reports for people, in the manner of {@code python -X importtime}. */
public final class TextReport implements ComparingFormat {
  private final TextOptions options;

  /**
   * Makes the format.
   *
   * @param options how much it tells
   */
  public TextReport(TextOptions options) {
    this.options = options;
  }

  @Override
  public void write(Analysis analysis, Writer out) throws IOException {
    PrintWriter lines = new PrintWriter(out);
    new HeadText(lines, options).write(analysis);
    if (!analysis.tree().roots().isEmpty()) {
      lines.println();
      new TreeText(lines, options).write(analysis.tree());
      lines.println();
      new SavingsText(lines, options).write(analysis);
    }
    finish(lines);
  }

  @Override
  public void compare(Analysis before, Analysis after, Writer out) throws IOException {
    PrintWriter lines = new PrintWriter(out);
    new ComparisonText(lines, options).write(Comparison.of(before, after));
    finish(lines);
  }

  private static void finish(PrintWriter lines) throws IOException {
    if (lines.checkError()) {
      throw new IOException("the report can't be written to the end");
    }
  }
}
