package io.lazyloader.samples.corpus;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reports as text. */
final class Table {
  private static final int REASONS = 8;

  private final StringBuilder text = new StringBuilder();
  private final List<ArtifactReport> reports;

  private Table(List<ArtifactReport> reports) {
    this.reports = reports;
  }

  /** Shows what came of each artifact, in all depths that were tried. */
  static String of(List<ArtifactReport> reports, List<Depth> depths) {
    Table table = new Table(reports);
    for (Depth depth : depths) {
      table.add(depth);
    }
    for (ArtifactReport report : reports) {
      report.failures.forEach(failure -> table.line("FAILURE %s", failure));
    }
    return table.text.toString();
  }

  private void add(Depth depth) {
    line("%s", depth);
    row(
        "artifact",
        "language",
        "format",
        "classes",
        "rewritten",
        "fields",
        "deferred",
        "not linked",
        "failures");
    Tally total = new Tally();
    Map<Language, Tally> byLanguage = new EnumMap<>(Language.class);
    for (ArtifactReport report : reports) {
      Tally tally = report.total(depth);
      row(report.name, report.languages(), report.versions(), tally);
      total.add(tally);
      report
          .tallies
          .getOrDefault(depth, Map.of())
          .forEach(
              (language, part) ->
                  byLanguage.computeIfAbsent(language, key -> new Tally()).add(part));
    }
    byLanguage.forEach((language, tally) -> row("", language.toString(), "", tally));
    row(reports.size() + " artifacts", "", "", total);
    line("");
    reasons("all languages", total);
    byLanguage.forEach((language, tally) -> reasons(language.toString(), tally));
  }

  private void row(String name, String language, String versions, Tally tally) {
    row(
        name,
        language,
        versions,
        tally.classes,
        tally.rewritten,
        tally.fields,
        tally.deferred,
        tally.notLinked,
        tally.failures);
  }

  private void row(Object... cells) {
    text.append(String.format(Locale.ROOT, "%-36s %-24s %-6s %8s %9s %8s %9s %10s %9s%n", cells));
  }

  private void reasons(String title, Tally tally) {
    if (tally.reasons.isEmpty()) {
      return;
    }
    line("Not deferred in %s: %d of %d", title, tally.fields - tally.deferred, tally.fields);
    tally.reasons.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(REASONS)
        .forEach(entry -> line("%9d  %s", entry.getValue(), entry.getKey()));
    line("");
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
