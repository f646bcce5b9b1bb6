package io.lazyloader.agent.optimize;

import io.lazyloader.agent.about.About;
import io.lazyloader.agent.bench.ArmSummary;
import io.lazyloader.agent.bench.Shift;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The report as one page, without scripts, that needs nothing but itself. */
final class OptimizeHtml {
  private static final Pattern PART = Pattern.compile("\\{\\{(\\w+)}}");

  private final Optimized optimized;

  private OptimizeHtml(Optimized optimized) {
    this.optimized = optimized;
  }

  static String text(Optimized optimized) throws IOException {
    return new OptimizeHtml(optimized).page();
  }

  private String page() throws IOException {
    List<ArmSummary> way = optimized.way();
    Map<String, String> parts =
        Map.of(
            "title",
            escaped(
                optimized.application().name() + ", linked for JDK " + optimized.jdk().version()),
            "lead",
            escaped(OptimizeText.lead(way)),
            "way",
            way.isEmpty() ? "" : Waterfall.svg(way) + table(way) + notes(),
            "passes",
            passes(),
            "options",
            options());
    // In one go, as what takes the place of a part may look like one.
    return PART.matcher(Resources.text("page.html"))
        .replaceAll(part -> Matcher.quoteReplacement(parts.getOrDefault(part.group(1), "")));
  }

  private static String table(List<ArmSummary> way) {
    StringBuilder rows = new StringBuilder();
    for (ArmSummary arm : way) {
      rows.append("<tr><th scope=\"row\">").append(escaped(arm.name())).append("</th>");
      for (String cell : OptimizeText.cells(arm, way.get(0))) {
        rows.append("<td class=\"number\">").append(escaped(cell)).append("</td>");
      }
      rows.append("</tr>\n");
    }
    return "<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\"></th>"
        + String.join(
            "",
            OptimizeText.COLUMNS.stream()
                .map(column -> "<th scope=\"col\">" + escaped(column) + "</th>")
                .toList())
        + "</tr></thead>\n<tbody>\n"
        + rows
        + "</tbody></table></div>\n";
  }

  private String notes() {
    return items(optimized.measurementNotes());
  }

  private String passes() {
    StringBuilder passes = new StringBuilder();
    for (Stage stage : optimized.stages()) {
      passes
          .append("<div class=\"pass\"><p><b>")
          .append(escaped(stage.pass().label()))
          .append("</b>: ")
          .append(escaped(StageText.verdict(stage)))
          .append(" <span class=\"quiet\">")
          .append(escaped(stage.did()))
          .append("</span></p>");
      if (!stage.notes().isEmpty()) {
        passes
            .append("<details><summary>")
            .append(stage.notes().size() == 1 ? "1 note" : stage.notes().size() + " notes")
            .append("</summary>")
            .append(items(stage.notes()))
            .append("</details>");
      }
      passes.append("</div>\n");
    }
    return passes.toString();
  }

  private String options() {
    List<String> flags = optimized.image().flags();
    return "<p>"
        + (flags.isEmpty()
            ? "None were chosen."
            : "<code>" + escaped(String.join(" ", flags)) + "</code>")
        + "</p>\n<p class=\"quiet\">Made by Lazyloader "
        + escaped(About.version())
        + ". What it was made from, with digests, stands in <code>"
        + ResultDirectory.REPORT
        + "</code>.</p>\n";
  }

  private static String items(List<String> sentences) {
    if (sentences.isEmpty()) {
      return "";
    }
    StringBuilder list = new StringBuilder("<ul>");
    sentences.forEach(
        sentence ->
            list.append("<li>").append(escaped(sentence).replace("\n", "<br>")).append("</li>"));
    return list.append("</ul>\n").toString();
  }

  /** Names of jars, classes and options may be anything, and become no markup. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** The way from before to after: what each pass took off, with the 95 % interval of the rest. */
  private static final class Waterfall {
    private static final int LEFT = 190;
    private static final int RIGHT = 90;
    private static final int WIDTH = 1000;
    private static final int ROW = 30;

    private final double scale;
    private final double base;
    private final StringBuilder svg = new StringBuilder();

    private Waterfall(List<ArmSummary> way) {
      base = way.get(0).medianSeconds();
      double most = way.stream().mapToDouble(arm -> high(arm)).max().orElse(base);
      scale = (WIDTH - LEFT - RIGHT) / most;
    }

    static String svg(List<ArmSummary> way) {
      Waterfall waterfall = new Waterfall(way);
      int height = ROW * way.size();
      waterfall.add(
          "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Time after each pass\">\n",
          WIDTH, height);
      for (int row = 0; row < way.size(); row++) {
        waterfall.row(way, row);
      }
      return waterfall.svg.append("</svg>\n").toString();
    }

    private void row(List<ArmSummary> way, int row) {
      ArmSummary arm = way.get(row);
      double now = arm.medianSeconds();
      double before = row == 0 ? now : way.get(row - 1).medianSeconds();
      boolean isWhole = row == 0 || row == way.size() - 1;
      double from = isWhole ? 0 : Math.min(now, before);
      double to = isWhole ? now : Math.max(now, before);
      String kind = isWhole ? "whole" : now <= before ? "better" : "worse";
      int top = row * ROW;
      int middle = top + ROW / 2;
      add(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n",
          LEFT - 10, middle + 4, escaped(arm.name()));
      add(
          "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n",
          kind, x(from), top + 5, Math.max(1, (to - from) * scale), ROW - 10);
      if (row > 0) {
        add(
            "<line class=\"link\" x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\"/>\n",
            x(before), top - 5, top + 5);
        add(
            "<line class=\"whisker\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%3$d\" y2=\"%3$d\"/>\n",
            x(low(arm)), x(high(arm)), middle);
      }
      add(
          "<text class=\"quiet number\" x=\"%.1f\" y=\"%d\">%,.0f ms</text>\n",
          x(Math.max(to, high(arm))) + 8, middle + 4, now * 1e3);
    }

    private double low(ArmSummary arm) {
      Shift shift = arm.shift();
      return shift == null ? arm.medianSeconds() : base + shift.low();
    }

    private double high(ArmSummary arm) {
      Shift shift = arm.shift();
      double median = arm.medianSeconds();
      return shift == null ? median : Math.max(median, base + shift.high());
    }

    private double x(double seconds) {
      return LEFT + Math.max(0, seconds) * scale;
    }

    private void add(String format, Object... values) {
      svg.append(String.format(Locale.ROOT, format, values));
    }
  }
}
