package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.PlainText;
import io.lazyloader.agent.report.Comparison.Change;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints what changed, counter by counter: {@code value before -> value after (change, %)}. */
final class ComparisonText {
  private static final int NAME_COLUMN = 62;

  private final PrintWriter out;
  private final TextOptions options;
  private final Paint paint;

  ComparisonText(PrintWriter out, TextOptions options) {
    this.out = out;
    this.options = options;
    this.paint = new Paint(options.isColoured());
  }

  void write(Comparison comparison) {
    out.println(
        title(comparison.before()) + " -> " + title(comparison.after()) + "; figures are medians");
    out.println();
    for (Change counter : comparison.counters()) {
      if (counter.before() != 0 || counter.after() != 0) {
        out.println(row(counter) + PlainText.of(Labels.of(counter.name())));
      }
    }
    list("Initialisers whose own time changed", comparison.changed());
    list("Initialisers that no longer run", comparison.gone());
    list("Initialisers that did not run before", comparison.added());
  }

  private static String title(Analysis analysis) {
    return PlainText.of(analysis.name())
        + " ("
        + Amounts.counted(analysis.profile().runs(), "run", "runs")
        + ")";
  }

  private void list(String title, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    out.println();
    out.println(
        paint.title(
            title
                + ": "
                + Amounts.count(changes.size())
                + ", "
                + signed(Amounts.time(changes.stream().mapToLong(Change::delta).sum()))));
    int room = options.isShortened() ? options.width() - NAME_COLUMN : Integer.MAX_VALUE;
    List<Change> top = changes.subList(0, Math.min(options.top(), changes.size()));
    for (Change change : top) {
      out.println(row(change) + ShortName.fit(change.name(), room));
    }
    if (top.size() < changes.size()) {
      long rest =
          changes.subList(top.size(), changes.size()).stream().mapToLong(Change::delta).sum();
      out.println(
          paint.faint(
              String.format(Locale.ROOT, "%14s    %14s  %14s %10s  ", "", "", change(rest), "")
                  + Amounts.count(changes.size() - top.size())
                  + " more (--top N)"));
    }
  }

  private static String change(long nanos) {
    return signed(Amounts.time(nanos));
  }

  private String row(Change change) {
    String delta = signed(Amounts.of(change.delta(), change.unit()));
    String row =
        String.format(
            Locale.ROOT,
            "%14s -> %14s  %14s %10s  ",
            Amounts.of(change.before(), change.unit()),
            Amounts.of(change.after(), change.unit()),
            "(" + delta + ",",
            percent(change) + ")");
    if (change.delta() == 0) {
      return row;
    }
    return change.delta() < 0 ? paint.good(row) : paint.bad(row);
  }

  private static String percent(Change change) {
    return change.before() == 0
        ? (change.after() == 0 ? "0.0 %" : "new")
        : signed(Amounts.percent(change.delta(), change.before()));
  }

  private static String signed(String amount) {
    return amount.startsWith("-") ? amount : "+" + amount;
  }
}
