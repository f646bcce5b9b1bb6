package io.lazyloader.agent.cli.verdict;

import io.lazyloader.agent.cli.common.TextLayout;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * A plan that {@link io.lazyloader.agent.plan.Plan} reads, made to be read and edited by people.
 * The same fields give the same bytes.
 *
 * @param head what it is, a sentence or two on each line
 * @param lines its fields
 */
public record PlanFile(List<String> head, List<Line> lines) {
  /** Copies the lists. */
  public PlanFile {
    head = List.copyOf(head);
    lines = List.copyOf(lines);
  }

  /**
   * A field.
   *
   * @param field as {@code com.acme.Main#LOG}
   * @param remark why it is there
   */
  public record Line(String field, String remark) {}

  public void write(Writer out) throws IOException {
    int column = lines.stream().mapToInt(line -> line.field().length()).max().orElse(0);
    out.write("lazyloader-plan 1\n");
    for (String sentence : head) {
      out.write("# " + sentence + "\n");
    }
    for (Line line : lines) {
      out.write(TextLayout.pad(line.field(), column) + "  # " + line.remark() + "\n");
    }
  }
}
