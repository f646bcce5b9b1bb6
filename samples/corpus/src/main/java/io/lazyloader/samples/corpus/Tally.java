package io.lazyloader.samples.corpus;

import io.lazyloader.agent.rewrite.Decision;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Counts classes and their fields. */
final class Tally {
  private static final Pattern ASSIGNER = Pattern.compile("(outside its initialiser), in .*");
  private static final Pattern SHARERS = Pattern.compile("(also assigns ).*(, which would)");

  int classes;
  int rewritten;
  int fields;
  int deferred;
  int notLinked;
  int failures;

  /** How many fields stay eager for a reason, which names nothing. */
  final Map<String, Integer> reasons = new TreeMap<>();

  /** Counts what was decided about one class. */
  void count(Decision decision, boolean isRewritten) {
    classes++;
    rewritten += isRewritten ? 1 : 0;
    deferred += decision.deferred().size();
    fields += decision.deferred().size() + decision.eager().size();
    for (String reason : decision.eager().values()) {
      reasons.merge(general(reason), 1, Integer::sum);
    }
  }

  void add(Tally other) {
    classes += other.classes;
    rewritten += other.rewritten;
    fields += other.fields;
    deferred += other.deferred;
    notLinked += other.notLinked;
    failures += other.failures;
    other.reasons.forEach((reason, count) -> reasons.merge(reason, count, Integer::sum));
  }

  private static String general(String reason) {
    if (reason.startsWith(Depth.JUDGED)) {
      return "it is judged unsafe";
    }
    String named = ASSIGNER.matcher(reason).replaceFirst("$1");
    return SHARERS.matcher(named).replaceFirst("$1eager fields$2");
  }
}
