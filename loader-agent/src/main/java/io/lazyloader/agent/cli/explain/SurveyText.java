package io.lazyloader.agent.cli.explain;

import io.lazyloader.agent.analysis.Policy;
import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.cli.common.TextLayout;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes counts over a class path for people. */
final class SurveyText {
  /** The rest is summed up; JSON has it all. */
  private static final int MAX_REASONS = 20;

  private static final int MAX_ENTRIES = 30;

  private final PrintWriter out;
  private final TextLayout layout;
  private final Policy policy;

  SurveyText(PrintWriter out, TextLayout layout, Policy policy) {
    this.out = out;
    this.layout = layout;
    this.policy = policy;
  }

  void write(SurveyCounts tally, double seconds) {
    out.printf(
        Locale.ROOT,
        "%s in %s, judged in %.1f s; safety=%s defers %,d of %s.%n",
        counted(tally.classes(), "class", "classes"),
        counted(tally.entries().size(), "class path entry", "class path entries"),
        seconds,
        policy.name().toLowerCase(Locale.ROOT),
        tally.deferred(),
        counted(tally.fields(), "static field", "static fields"));
    if (!tally.unreadable().isEmpty()) {
      out.printf(
          Locale.ROOT,
          "Passed over: %s.%n",
          counted(tally.unreadable().size(), "unreadable class", "unreadable classes"));
    }
    verdicts(tally);
    reasons(tally);
    entries(tally.entries());
    out.flush();
  }

  private void verdicts(SurveyCounts tally) {
    heading("fields", "verdict");
    for (Verdict.Kind kind : Verdict.Kind.values()) {
      if (tally.count(kind) > 0) {
        out.println(
            number(tally.count(kind))
                + percent(tally.count(kind), tally.fields())
                + "  "
                + layout.verdict(kind)
                + (policy.allows(kind) ? "  deferred" : "  stays eager"));
      }
    }
    out.println(
        number(tally.immovable())
            + percent(tally.immovable(), tally.fields())
            + "  -        can't be moved");
  }

  private void reasons(SurveyCounts tally) {
    List<Map.Entry<ReasonKind, SurveyCounts.Reason>> all = tally.reasons();
    if (all.isEmpty()) {
      return;
    }
    heading("fields", "why");
    for (Map.Entry<ReasonKind, SurveyCounts.Reason> reason :
        all.subList(0, Math.min(MAX_REASONS, all.size()))) {
      Verdict.Kind kind = reason.getKey().verdict();
      String indent = " ".repeat(21);
      String text = layout.wrap(reason.getKey().text(), indent).substring(indent.length());
      out.println(number(reason.getValue().fields()) + "  " + verdict(kind) + "  " + text);
      out.println(indent + "as " + reason.getValue().example());
    }
    if (all.size() > MAX_REASONS) {
      List<Map.Entry<ReasonKind, SurveyCounts.Reason>> rest = all.subList(MAX_REASONS, all.size());
      long fields = rest.stream().mapToLong(reason -> reason.getValue().fields()).sum();
      out.printf(
          Locale.ROOT,
          "%s  for %s (--json has them)%n",
          number(fields),
          counted(rest.size(), "other reason", "other reasons"));
    }
  }

  private String verdict(Verdict.@Nullable Kind kind) {
    return kind == null ? TextLayout.pad("-", 7) : layout.verdict(kind);
  }

  private void entries(Map<String, SurveyCounts.Entry> entries) {
    out.println();
    out.printf("%10s%10s%10s  %s%n", "classes", "fields", "deferred", "in");
    entries.entrySet().stream()
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<String, SurveyCounts.Entry> entry) -> -entry.getValue().fields())
                .thenComparing(Map.Entry::getKey))
        .limit(MAX_ENTRIES)
        .forEach(
            entry ->
                out.printf(
                    "%s%s%s  %s%n",
                    number(entry.getValue().classes()),
                    number(entry.getValue().fields()),
                    number(entry.getValue().deferred()),
                    entry.getKey()));
    if (entries.size() > MAX_ENTRIES) {
      out.printf(
          "%s more (--json has them)%n",
          TextLayout.pad(" ".repeat(32) + (entries.size() - MAX_ENTRIES), 0));
    }
  }

  private void heading(String left, String right) {
    out.println();
    out.printf("%10s  %s%n", left, right);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,10d", value);
  }

  private static String percent(long part, long whole) {
    long percent = whole == 0 ? 0 : Math.round(100.0 * part / whole);
    String shown = part > 0 && percent == 0 ? "<1" : Long.toString(percent);
    return String.format(Locale.ROOT, "%4s %%", shown);
  }

  private static String counted(long count, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
  }
}
