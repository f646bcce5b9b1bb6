package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.Figure;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The facts and figures of whole runs, named and ordered for people. */
final class RunFigures {
  private RunFigures() {}

  /**
   * A figure of whole runs.
   *
   * @param key its name in files
   * @param unit {@code ns}, {@code bytes} or {@code count}
   * @param now its median, null if it was not measured
   * @param before the same in the other profile
   */
  record Total(String key, String unit, @Nullable Long now, @Nullable Long before) {}

  /** Returns the figures of a profile, and those of another beside them. */
  static List<Total> totals(Profile now, @Nullable Profile before) {
    TreeSet<String> measured = new TreeSet<>(now.totals().keySet());
    if (before != null) {
      measured.addAll(before.totals().keySet());
    }
    List<Total> totals = new ArrayList<>();
    for (String key : Labels.sorted(measured)) {
      totals.add(new Total(key, unit(key), median(now, key), median(before, key)));
    }
    return totals;
  }

  private static @Nullable Long median(@Nullable Profile profile, String key) {
    Figure figure = profile == null ? null : profile.totals().get(key);
    return figure == null ? null : figure.median();
  }

  private static String unit(String key) {
    return key.endsWith("_ns") ? "ns" : key.endsWith("_bytes") ? "bytes" : "count";
  }

  /** Says what the runs had in common or not; of several values, in how many runs each was seen. */
  static String fact(Profile profile, String key) {
    Tally tally = profile.facts().getOrDefault(key, Tally.NONE);
    if (key.equals("not_recorded")) {
      return HeadText.reasons(tally);
    }
    if (tally.entries().size() == 1) {
      return tally.mostFrequent();
    }
    StringBuilder values = new StringBuilder();
    tally
        .entries()
        .forEach(
            (value, entry) ->
                values
                    .append(values.isEmpty() ? "" : ", ")
                    .append(value)
                    .append(" (" + Amounts.counted(entry.runs(), "run", "runs") + ')'));
    return values + (tally.isCut() ? " and more" : "");
  }
}
