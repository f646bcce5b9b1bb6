package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.PlainText;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.Tally;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Tells what was recorded, in a few sentences. */
final class HeadText {
  /** What a run says that was not ready before it ended. */
  private static final String EXIT = "exit";

  private final PrintWriter out;
  private final TextOptions options;

  HeadText(PrintWriter out, TextOptions options) {
    this.out = out;
    this.options = options;
  }

  void write(Analysis analysis) {
    Profile profile = analysis.profile();
    String main = names(profile, "main");
    out.println(
        new Paint(options.isColoured())
            .title(
                "Profile of "
                    + (main.isEmpty() ? PlainText.of(analysis.name()) : main)
                    + ", "
                    + Amounts.counted(profile.runs(), "run", "runs")
                    + (profile.runs() == 1 ? "" : " (figures are medians)")));
    for (String sentence : List.of(course(profile), extent(analysis), care(profile))) {
      if (!sentence.isEmpty()) {
        out.println(Sentences.wrap(sentence, "  ", options.width()));
      }
    }
  }

  /** On what it ran, when it was ready, how it ended. */
  private static String course(Profile profile) {
    List<String> parts = new ArrayList<>();
    String java = names(profile, "java");
    if (!java.isEmpty()) {
      parts.add("on " + java);
    }
    if (profile.totals().containsKey(Totals.READY)) {
      String by = names(profile, "ready_by");
      parts.add(
          "ready after "
              + Amounts.time(profile.median(Totals.READY))
              + (by.isEmpty() ? "" : " (" + by + ")"));
    }
    if (profile.totals().containsKey(Totals.WALL)) {
      parts.add("recorded for " + Amounts.time(profile.median(Totals.WALL)));
    }
    String ended = names(profile, "ended_by");
    if (!ended.isEmpty()) {
      parts.add("ended by " + ended);
    }
    return sentence(parts);
  }

  private static String extent(Analysis analysis) {
    Totals totals = Totals.of(analysis.tree());
    String share =
        analysis.profile().median(Totals.READY) == 0
            ? ""
            : ", " + Totals.shareOfReady(totals.nanosUntilReady(), analysis.profile());
    return Amounts.counted(totals.classes(), "class", "classes")
        + " with "
        + Amounts.counted(totals.regions(), "initialiser region", "initialiser regions")
        + ", "
        + Amounts.time(totals.selfNanos())
        + " in static initialisers"
        + share
        + ".";
  }

  /** What to bear in mind: what recording cost, and what it does not know. */
  private static String care(Profile profile) {
    List<String> parts = new ArrayList<>();
    if (profile.totals().containsKey(Totals.OWN)) {
      parts.add(
          "recording itself took "
              + Amounts.time(profile.median(Totals.OWN))
              + ", which is in none of the figures");
    }
    if (profile.facts().getOrDefault("ready_by", Tally.NONE).entries().containsKey(EXIT)) {
      parts.add(
          "main never returned, so the exit counted as ready; for a server, record with --ready"
              + " port:N");
    }
    Tally missing = profile.facts().get("not_recorded");
    if (missing != null && !missing.entries().isEmpty()) {
      parts.add("not recorded: " + reasons(missing));
    }
    return sentence(parts);
  }

  /** How many classes were not recorded, by why they were not. */
  static String reasons(Tally missing) {
    TreeMap<String, Integer> reasons = new TreeMap<>();
    for (Tally.Entry entry : missing.entries().values()) {
      reasons.merge(entry.example(), 1, Integer::sum);
    }
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, Integer> reason : reasons.entrySet()) {
      String why = reason.getKey().isEmpty() ? "" : " (" + PlainText.of(reason.getKey()) + ")";
      parts.add(Amounts.counted(reason.getValue(), "class", "classes") + why);
    }
    return String.join(", ", parts) + (missing.isCut() ? " and more" : "");
  }

  /** What the runs say of a key; of several all, the first by name first. */
  private static String names(Profile profile, String key) {
    Tally tally = profile.facts().get(key);
    if (tally == null) {
      return "";
    }
    List<String> names = tally.entries().keySet().stream().limit(3).map(PlainText::of).toList();
    int more = tally.entries().size() - names.size();
    return String.join(" or ", names) + (more > 0 ? " or " + more + " others" : "");
  }

  private static String sentence(List<String> parts) {
    if (parts.isEmpty()) {
      return "";
    }
    String text = String.join("; ", parts);
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
  }
}
