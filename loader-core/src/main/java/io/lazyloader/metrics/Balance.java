package io.lazyloader.metrics;

import io.lazyloader.runtime.Startup;
import org.jspecify.annotations.Nullable;

/**
 * Whether a run's laziness can have paid, by nothing but the run's own figures.
 *
 * <p>Against an eager run of the same program, start-up is longer by Lazyloader's own cost, and
 * shorter by what it did not compute. Of that, what was resolved later is known: it was paid, and
 * only not before the program was ready. What nobody has read is not: no figure of this run tells
 * what it would have taken. So where nothing is pending the answer is certain, and elsewhere it is
 * a condition on what is pending. The rule is told in {@code docs/metrics.md}.
 *
 * @param verdict the answer
 * @param sentence the answer for people, with the figures behind it; one line
 */
record Balance(Verdict verdict, String sentence) {
  private static final String ADVICE =
      " To see what would help: lazyloader record -- JAVA-ARGS, then lazyloader report.";

  /** Above this share of start-up, more is asked of pending fields than they are found to hold. */
  private static final double MUCH = 0.25;

  /** Above this share, pending fields would have to take longer than all else together. */
  private static final double MOST = 0.5;

  /** What a run's own figures tell. */
  enum Verdict {
    /** Nothing was to be deferred. */
    OFF("off"),

    /** Known to have cost more than it saved. */
    SLOWER("slower"),

    /** It has only paid if pending fields would have taken a large part of start-up. */
    PROBABLY_SLOWER("probably_slower"),

    /** It has paid if pending fields would have taken longer than our own cost. */
    OPEN("open"),

    /** What was put off until after start-up is known to have taken longer than our own cost. */
    PAID("paid");

    private final String key;

    Verdict(String key) {
      this.key = key;
    }

    /** Its name in JSON. */
    String key() {
      return key;
    }
  }

  static Balance of(StartupSnapshot snapshot) {
    if (snapshot.mode().equals(Startup.NONE)) {
      return new Balance(
          Verdict.OFF, "laziness is off (mode none): nothing was deferred, as in an eager run.");
    }
    StartupSnapshot.OwnCost cost = snapshot.ownCost();
    double own = cost.premainMillis() + cost.transformMillis();
    double later = snapshot.laterMillis() + snapshot.warmUp().millis();
    Double ready = snapshot.times().readyMillis();
    String head = head(own, later, ready);
    if (snapshot.deferredFields() == 0) {
      return new Balance(
          Verdict.SLOWER,
          head
              + "nothing was deferred by then, so this run was slower than an eager one by as much."
              + ADVICE);
    }
    int pending = snapshot.pendingFields();
    if (own <= later) {
      return new Balance(
          Verdict.PAID,
          head
              + "ready came sooner than in an eager run, as what was put off took longer than"
              + " that."
              + (pending == 0 ? " All of it was computed in the end." : ""));
    }
    if (pending == 0) {
      return new Balance(
          Verdict.SLOWER,
          head
              + "this run was slower than an eager one, as all "
              + Amounts.count(snapshot.deferredFields(), "deferred field")
              + (snapshot.deferredFields() == 1 ? " was" : " were")
              + " computed all the same."
              + ADVICE);
    }
    return open(head, own - later, pending, ready);
  }

  private static Balance open(String head, double missing, int pending, @Nullable Double ready) {
    String fields =
        pending == 1 ? "the pending field" : "the " + Amounts.count(pending, "pending field");
    double share = ready == null || ready <= 0 ? 0 : missing / ready;
    if (share >= MOST) {
      return new Balance(
          Verdict.PROBABLY_SLOWER,
          head
              + "this run was slower than an eager one, unless "
              + fields
              + " alone would have taken longer than all else until ready."
              + ADVICE);
    }
    if (share >= MUCH) {
      return new Balance(
          Verdict.PROBABLY_SLOWER,
          head
              + "this run was probably slower than an eager one, unless "
              + fields
              + " would have taken more than "
              + Amounts.millis(missing)
              + "."
              + ADVICE);
    }
    return new Balance(
        Verdict.OPEN,
        head
            + "that has paid if "
            + fields
            + " would have taken more than "
            + Amounts.millis(missing)
            + ". To know: lazyloader record -- JAVA-ARGS, then lazyloader report.");
  }

  private static String head(double own, double later, @Nullable Double ready) {
    return "own cost "
        + Amounts.millis(own)
        + (ready == null ? "" : " of " + Amounts.whole(ready) + " to ready")
        + (later > 0 ? ", " + Amounts.millis(later) + " of initialisers put off until later" : "")
        + ": ";
  }
}
