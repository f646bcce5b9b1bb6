package io.lazyloader.agent.cli;

import io.lazyloader.agent.analysis.Policy;
import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.analysis.Verdict.Place;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes reports on classes for people. */
final class ExplainText {
  /** Of a longer call chain, only both ends are shown. */
  private static final int MAX_CHAIN = 12;

  private static final String INDENT = "      ";

  private final PrintWriter out;
  private final TextLayout layout;
  private final Policy policy;
  private final boolean wholeChains;

  ExplainText(PrintWriter out, TextLayout layout, Policy policy, boolean wholeChains) {
    this.out = out;
    this.layout = layout;
    this.policy = policy;
    this.wholeChains = wholeChains;
  }

  void write(List<ClassReport> reports) {
    boolean isFirst = true;
    for (ClassReport report : reports) {
      if (!isFirst) {
        out.println();
      }
      isFirst = false;
      write(report);
    }
    out.flush();
  }

  private void write(ClassReport report) {
    int count = report.fields().size();
    out.println(report.className() + " (" + report.from() + ")");
    out.println(
        count == 0
            ? "  no static field"
            : "  "
                + count
                + (count == 1 ? " static field" : " static fields")
                + ", of which safety="
                + policy.name().toLowerCase(Locale.ROOT)
                + " defers "
                + report.deferred());
    int widest =
        report.fields().stream()
            .filter(field -> field.verdict() != null)
            .mapToInt(field -> field.name().length())
            .max()
            .orElse(0);
    Map<String, List<String>> immovable = new LinkedHashMap<>();
    for (FieldReport field : report.fields()) {
      Verdict verdict = field.verdict();
      if (verdict == null) {
        immovable.computeIfAbsent(field.reason(), reason -> new ArrayList<>()).add(field.name());
      } else {
        out.println();
        write(field, verdict, widest);
      }
    }
    immovable.forEach(this::writeImmovable);
  }

  private void write(FieldReport field, Verdict verdict, int widest) {
    out.println(
        "  "
            + TextLayout.pad(field.name(), widest)
            + "  "
            + layout.verdict(verdict.kind())
            + (field.deferred() ? "  deferred" : "  stays eager"));
    if (!field.reason().isEmpty()) {
      out.println(layout.wrap(field.reason(), INDENT));
    }
    chain(verdict.chain());
  }

  /** Fields that can't be moved for one reason, which often are many. */
  private void writeImmovable(String reason, List<String> names) {
    out.println();
    out.println(layout.wrap(String.join(", ", names), "  "));
    out.println(layout.wrap("can't be moved: " + reason, INDENT));
  }

  private void chain(List<Place> chain) {
    int size = chain.size();
    int head = wholeChains || size <= MAX_CHAIN ? size : MAX_CHAIN / 2;
    for (int at = 0; at < size; at++) {
      if (at == head) {
        int tail = MAX_CHAIN / 2 - 1;
        out.println(
            INDENT
                + "  ... "
                + (size - head - tail)
                + " more (all of them if the field is named, or with --json)");
        at = size - tail;
      }
      out.println(INDENT + "  at " + place(chain.get(at)));
    }
  }

  /** As in a stack trace, so that tools that make links of its lines do so here. */
  private static String place(Place place) {
    String file = place.sourceFile().isEmpty() ? "Unknown Source" : place.sourceFile();
    return place.className()
        + '.'
        + place.method()
        + '('
        + file
        + (place.line() > 0 ? ":" + place.line() : "")
        + ")  "
        + place.instruction();
  }
}
