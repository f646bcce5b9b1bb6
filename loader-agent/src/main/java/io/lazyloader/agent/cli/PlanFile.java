package io.lazyloader.agent.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A plan that {@link io.lazyloader.agent.plan.Plan} reads, made to be read and edited by people.
 * The same fields give the same bytes.
 *
 * @param head what it is, a sentence or two on each line
 * @param lines its fields
 */
record PlanFile(List<String> head, List<Line> lines) {
  /** Names that are longer push their remark to the right. */
  private static final int WIDEST_COLUMN = 60;

  /** Copies the lists. */
  PlanFile {
    head = List.copyOf(head);
    lines = List.copyOf(lines);
  }

  /**
   * A field.
   *
   * @param field as {@code com.acme.Main#LOG}
   * @param remark why it is there
   */
  record Line(String field, String remark) {}

  void write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      write(out);
    }
  }

  void write(Writer out) throws IOException {
    int widest = lines.stream().mapToInt(line -> line.field().length()).max().orElse(0);
    int column = Math.min(widest, WIDEST_COLUMN);
    out.write("lazyloader-plan 1\n");
    for (String sentence : head) {
      out.write("# " + sentence + "\n");
    }
    for (Line line : lines) {
      out.write(TextLayout.pad(line.field(), column) + "  # " + line.remark() + "\n");
    }
  }
}
