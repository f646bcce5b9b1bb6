package io.lazyloader.agent.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
    // Print writers keep silent about what they could not write, so they print to memory.
    StringWriter text = new StringWriter();
    PrintWriter lines = new PrintWriter(text);
    new HeadText(lines, options).write(analysis);
    if (!analysis.tree().roots().isEmpty()) {
      lines.println();
      new TreeText(lines, options).write(analysis.tree());
      lines.println();
      new SavingsText(lines, options).write(analysis);
    }
    out.write(text.toString());
  }

  @Override
  public void compare(Analysis before, Analysis after, Writer out) throws IOException {
    StringWriter text = new StringWriter();
    new ComparisonText(new PrintWriter(text), options).write(Comparison.of(before, after));
    out.write(text.toString());
  }
}
