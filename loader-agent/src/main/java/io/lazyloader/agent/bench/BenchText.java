package io.lazyloader.agent.bench;

import io.lazyloader.agent.bench.Figures.Column;
import java.util.ArrayList;
import java.util.List;

/** Writes a comparison for a terminal. */
public final class BenchText {
  private static final String GAP = "  ";

  private BenchText() {}

  /**
   * Returns the lines.
   *
   * @param width columns to keep to where that is possible
   * @param hasHistogram whether to draw how times are distributed
   * @param hasBlocks whether what is drawn may be Unicode's block elements, or must be ASCII
   */
  public static List<String> lines(
      Outcome outcome, int width, boolean hasHistogram, boolean hasBlocks) {
    Figures figures = new Figures(outcome);
    List<String> lines = new ArrayList<>(wrap(Prose.setting(outcome), width));
    lines.add("");
    List<Column> times = new ArrayList<>(List.of(figures.names()));
    times.addAll(figures.times());
    if (outcome.arms().size() > 1) {
      times.add(figures.shifts());
    }
    lines.addAll(table(times, outcome.arms().size() > 1));
    List<Column> others = figures.others();
    if (!others.isEmpty()) {
      lines.add("");
      List<Column> columns = new ArrayList<>(List.of(figures.names()));
      columns.addAll(others);
      lines.addAll(table(columns, /* isLastText= */ false));
    }
    if (hasHistogram) {
      List<String> drawn = Histogram.lines(outcome, width, hasBlocks);
      if (!drawn.isEmpty()) {
        lines.add("");
        lines.addAll(drawn);
      }
    }
    lines.add("");
    for (String remark : Prose.remarks(outcome)) {
      lines.addAll(wrap(remark, width));
    }
    lines.addAll(wrap(Prose.legend(outcome), width));
    return lines;
  }

  /** The first column and perhaps the last are flush left, all others flush right. */
  private static List<String> table(List<Column> columns, boolean isLastText) {
    int rows = columns.get(0).cells().size();
    List<String> lines = new ArrayList<>();
    for (int row = -1; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns.size(); column++) {
        boolean isText = column == 0 || (isLastText && column == columns.size() - 1);
        int width = width(columns.get(column));
        String cell = cell(columns.get(column), row);
        String space = " ".repeat(width - cell.length());
        line.append(column == 0 ? "" : GAP).append(isText ? cell + space : space + cell);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String cell(Column column, int row) {
    return row < 0 ? column.title() : column.cells().get(row);
  }

  private static int width(Column column) {
    int width = column.title().length();
    for (String cell : column.cells()) {
      width = Math.max(width, cell.length());
    }
    return width;
  }

  private static List<String> wrap(String sentence, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
