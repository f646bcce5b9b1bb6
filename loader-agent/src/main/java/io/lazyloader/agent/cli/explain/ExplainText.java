package io.lazyloader.agent.cli.explain;

import io.lazyloader.agent.analysis.Policy;
import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.analysis.Verdict.Place;
import io.lazyloader.agent.cli.common.TextLayout;
import io.lazyloader.agent.cli.verdict.ClassReport;
import io.lazyloader.agent.cli.verdict.FieldReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes reports on classes for people. */
final class ExplainText {
  /** Of a longer call chain, only both ends are shown. */
  private static final int MAX_CHAIN = 12;

  private static final String INDENT = "      ";

  /** Behind a verdict and what it leads to. */
  private static final int NAMES_COLUMN = 24;

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
            : "  safety="
                + policy.name().toLowerCase(Locale.ROOT)
                + " defers "
                + report.deferred()
                + " of "
                + count
                + (count == 1 ? " static field" : " static fields")
                + (report.isOfJdk() ? ": the agent leaves the JDK's classes as they are" : ""));
    Map<Finding, List<FieldReport>> findings = new LinkedHashMap<>();
    for (FieldReport field : report.fields()) {
      findings.computeIfAbsent(Finding.of(field), key -> new ArrayList<>()).add(field);
    }
    // What could be moved is what the reader came for.
    findings.values().stream()
        .sorted(Comparator.comparing(fields -> fields.get(0).verdict() == null))
        .forEach(this::writeAlike);
  }

  /** Fields of one finding, which often are many. */
  private void writeAlike(List<FieldReport> fields) {
    FieldReport first = fields.get(0);
    Verdict verdict = first.verdict();
    String head =
        "  "
            + (verdict == null ? TextLayout.pad("-", 7) : layout.verdict(verdict.kind()))
            + "  "
            + TextLayout.pad(
                verdict == null ? "can't move" : first.deferred() ? "deferred" : "stays eager", 13);
    List<String> names = fields.stream().map(FieldReport::name).toList();
    String indent = " ".repeat(NAMES_COLUMN);
    out.println();
    out.println(head + layout.wrap(String.join(", ", names), indent).substring(indent.length()));
    if (!first.reason().isEmpty()) {
      out.println(layout.wrap(first.reason(), INDENT));
    }
    if (verdict != null) {
      chain(verdict.chain());
      if (fields.size() > 1 && !verdict.chain().isEmpty()) {
        out.println(INDENT + "  (" + first.name() + "; the others alike)");
      }
    }
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

  /** What fields have in common that are told of together: only the line they begin at differs. */
  private record Finding(Verdict.@Nullable Kind kind, String reason, List<Place> calls) {
    static Finding of(FieldReport field) {
      Verdict verdict = field.verdict();
      List<Place> chain = verdict == null ? List.of() : verdict.chain();
      return new Finding(
          verdict == null ? null : verdict.kind(),
          field.reason(),
          chain.isEmpty() ? chain : chain.subList(1, chain.size()));
    }
  }
}
