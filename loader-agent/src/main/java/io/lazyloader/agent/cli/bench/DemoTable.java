package io.lazyloader.agent.cli.bench;

import io.lazyloader.agent.bench.ArmSummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Prints arms side by side: the first as it is, each other with its change against that. A figure
 * that not even the first has is left out with its row, as not every system tells every figure.
 */
final class DemoTable {
  private static final double MEGABYTE = 1e6;

  private final PrintWriter out;
  private final List<ArmSummary> arms;
  private final List<Map<String, Double>> metrics;

  /**
   * Prepares.
   *
   * @param arms what was measured from outside
   * @param metrics of the first arms, what the agent told of them
   */
  DemoTable(PrintWriter out, List<ArmSummary> arms, List<Map<String, Double>> metrics) {
    this.out = out;
    this.arms = arms;
    this.metrics = metrics;
  }

  /** Prints all of it. */
  void print() {
    StringBuilder head = new StringBuilder(" ".repeat(16));
    for (int arm = 0; arm < arms.size(); arm++) {
      head.append(cell(12, arms.get(arm).name())).append(arm == 0 ? "" : cell(10, "change"));
    }
    out.println(head);
    row("start-up time", 1e-3, "%,.0f ms", ArmSummary::medianSeconds);
    row("allocated", MEGABYTE, "%,.1f MB", ArmSummary::allocatedBytes);
    agentRow("live heap", "live_heap_bytes");
    agentRow("metaspace", "metaspace_bytes");
    row("loaded classes", 1, "%,.0f", ArmSummary::loadedClasses);
    row("peak PSS", MEGABYTE, "%,.1f MB", ArmSummary::proportionalBytes);
  }

  private void row(
      String label, double unit, String format, Function<ArmSummary, @Nullable Number> figure) {
    row(label, unit, format, arms.stream().map(figure).map(DemoTable::orUnknown).toList());
  }

  private void agentRow(String label, String key) {
    row(
        label,
        MEGABYTE,
        "%,.1f MB",
        metrics.stream().map(metric -> metric.getOrDefault(key, Double.NaN)).toList());
  }

  private static double orUnknown(@Nullable Number figure) {
    return figure == null ? Double.NaN : figure.doubleValue();
  }

  private void row(String label, double unit, String format, List<Double> figures) {
    double first = figures.get(0);
    if (Double.isNaN(first)) {
      return;
    }
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-16s", label));
    for (int arm = 0; arm < arms.size(); arm++) {
      double figure = arm < figures.size() ? figures.get(arm) : Double.NaN;
      boolean isKnown = !Double.isNaN(figure);
      row.append(cell(12, isKnown ? String.format(Locale.ROOT, format, figure / unit) : "-"));
      if (arm > 0) {
        double percent = (figure / first - 1) * 100;
        row.append(cell(10, isKnown ? String.format(Locale.ROOT, "%+.0f %%", percent) : ""));
      }
    }
    out.println(row.toString().stripTrailing());
  }

  private static String cell(int width, String text) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
