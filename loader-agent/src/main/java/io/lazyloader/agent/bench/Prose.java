package io.lazyloader.agent.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What there is to say about a comparison, in sentences. */
final class Prose {
  private Prose() {}

  /** How it was made: the first sentence. */
  static String setting(Outcome outcome) {
    Target target = outcome.settings().target();
    int arms = outcome.arms().size();
    String what =
        target.isServer() ? "until port " + target.port() + " accepts connections" : "to exit";
    return String.format(
        Locale.ROOT,
        "Wall time %s: %d %s of %d %s, after one to warm up. JDK %s, %s %s, %d %s.",
        what,
        outcome.rounds(),
        outcome.rounds() == 1 ? "round" : "rounds",
        arms,
        arms == 1 ? "arm" : "arms in turn",
        System.getProperty("java.runtime.version"),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().availableProcessors() == 1 ? "processor" : "processors");
  }

  /** What the figures can and can't tell. */
  static List<String> remarks(Outcome outcome) {
    List<String> remarks = new ArrayList<>();
    ArmResult itself = outcome.itself();
    if (itself != null) {
      remarks.add(resolution(outcome, itself));
    }
    if (outcome.arms().size() > 1 && !outcome.isPrecise()) {
      remarks.add(
          outcome.rounds() < Settings.MIN_ROUNDS
              ? "So few rounds tell little; take " + Settings.MIN_ROUNDS + " or more (-n)."
              : String.format(
                  Locale.ROOT,
                  "Not every shift is known to %.0f %% after %d rounds; more (-n) make the intervals"
                      + " narrower.",
                  Settings.PRECISION * 100,
                  outcome.rounds()));
    }
    remarks.addAll(outcome.notes());
    return remarks;
  }

  /** What to know to read the table. */
  static String legend(Outcome outcome) {
    List<String> parts = new ArrayList<>();
    if (outcome.arms().size() > 1) {
      parts.add(
          "Shifts are Hodges-Lehmann estimates; "
              + Figures.NO_DIFFERENCE
              + " is no detectable difference.");
    }
    if (outcome.settings().target().isServer()) {
      String moment =
          outcome.settings().target().exercise() == null
              ? "when it is ready"
              : "after the exercise";
      parts.add("CPU, memory and classes are taken " + moment + ".");
      parts.add("Allocation and classes are of one further run each.");
    } else {
      parts.add("Peak PSS, allocation and classes are of one run each.");
    }
    if (hasUnknown(outcome)) {
      parts.add(Figures.UNKNOWN + " is what that JVM does not tell.");
    }
    if (outcome.first().runs().get(0).processorSeconds() == null) {
      parts.add("This system does not tell what other processes use (no /proc).");
    }
    return String.join(" ", parts);
  }

  private static boolean hasUnknown(Outcome outcome) {
    return new Figures(outcome)
        .others().stream().anyMatch(column -> column.cells().contains(Figures.UNKNOWN));
  }

  private static String resolution(Outcome outcome, ArmResult itself) {
    Shift shift = outcome.shift(itself);
    double first = outcome.first().times().median();
    String name = outcome.first().name();
    if (shift == null || !shift.isEnough()) {
      return "A/A: too few rounds to tell what this machine resolves.";
    }
    double resolved = Math.max(Math.abs(shift.low()), Math.abs(shift.high()));
    String size =
        Figures.time(resolved) + String.format(Locale.ROOT, " (%.1f %%)", resolved / first * 100);
    return shift.isDetectable()
        ? "A/A: "
            + name
            + " differs from itself, "
            + Figures.show(shift, first)
            + ": something disturbs this machine, and differences below "
            + size
            + " mean nothing."
        : "A/A: "
            + name
            + " does not differ from itself. With as many rounds, this machine resolves differences"
            + " from about "
            + size
            + " on.";
  }
}
