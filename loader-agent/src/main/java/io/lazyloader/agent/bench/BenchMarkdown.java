package io.lazyloader.agent.bench;

import io.lazyloader.agent.bench.Figures.Column;
import java.util.ArrayList;
import java.util.List;

/** Writes a comparison as a table for a pull request (GitHub Flavored Markdown). */
public final class BenchMarkdown {
  private BenchMarkdown() {}

  /** Returns the lines: the table, and how it came about. */
  public static List<String> lines(Outcome outcome) {
    Figures figures = new Figures(outcome);
    List<Column> columns = new ArrayList<>(List.of(figures.names()));
    columns.addAll(figures.times());
    if (outcome.arms().size() > 1) {
      columns.add(figures.shifts());
    }
    columns.addAll(figures.others());
    List<String> lines = new ArrayList<>();
    lines.add(row(columns.stream().map(Column::title).toList()));
    lines.add("|:---" + "|---:".repeat(columns.size() - 1) + '|');
    for (int arm = 0; arm < outcome.arms().size(); arm++) {
      int row = arm;
      lines.add(row(columns.stream().map(column -> column.cells().get(row)).toList()));
    }
    lines.add("");
    lines.add(escape(Prose.setting(outcome)));
    Prose.remarks(outcome).forEach(remark -> lines.add(escape(remark)));
    lines.add(escape(Prose.legend(outcome)));
    return lines;
  }

  private static String row(List<String> cells) {
    StringBuilder row = new StringBuilder("|");
    cells.forEach(cell -> row.append(' ').append(escape(cell)).append(" |"));
    return row.toString();
  }

  /** Keeps what arms are called, and programs print, from being taken for markup. */
  private static String escape(String text) {
    return text.replaceAll("[\\\\`*_|<]", "\\\\$0").replace("\n", "<br>");
  }
}
