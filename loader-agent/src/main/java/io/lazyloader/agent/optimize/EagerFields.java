package io.lazyloader.agent.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fields that stay eager although they were asked for, by reason; may be filled by several threads.
 */
final class EagerFields {
  /** By reason, then by class, in order. */
  private final Map<String, Map<String, List<String>>> byReason = new TreeMap<>();

  /**
   * Adds one.
   *
   * @param className a binary name
   * @param reason what follows on "because", without a full stop
   */
  synchronized void add(String className, String field, String reason) {
    byReason
        .computeIfAbsent(reason, each -> new TreeMap<>())
        .computeIfAbsent(className, each -> new ArrayList<>())
        .add(field);
  }

  /** A note for each reason; if it is that of several fields, with a line for each class. */
  synchronized List<String> notes() {
    List<String> notes = new ArrayList<>();
    byReason.forEach((reason, classes) -> notes.add(note(reason, classes)));
    return notes;
  }

  private static String note(String reason, Map<String, List<String>> classes) {
    List<String> lines = new ArrayList<>();
    int count = 0;
    for (Map.Entry<String, List<String>> each : classes.entrySet()) {
      count += each.getValue().size();
      lines.add(each.getKey() + '#' + String.join(", ", each.getValue()));
    }
    return count == 1
        ? lines.get(0) + " stays eager: " + reason + '.'
        : String.format(
            Locale.ROOT,
            "%,d fields stay eager, each because %s:\n%s",
            count,
            reason,
            String.join("\n", lines));
  }
}
