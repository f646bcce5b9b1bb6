package io.lazyloader.agent.analysis;

import java.util.ArrayList;
import java.util.List;

/** Ends the evaluation of an initialiser: it does or needs what speaks against moving it. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final transient Verdict.Kind kind;
  final String reason;

  /**
   * What made a value unknown that the evaluation depends on, or the group of what is trusted;
   * empty if the reason says all.
   */
  final String cause;

  final transient List<Verdict.Place> chain;

  /** Whether it depends on where the evaluation began, and so says nothing about a class. */
  final boolean ofThisRun;

  Refusal(Verdict.Kind kind, String reason, List<Verdict.Place> chain, boolean ofThisRun) {
    this(kind, reason, "", chain, ofThisRun);
  }

  Refusal(
      Verdict.Kind kind,
      String reason,
      String cause,
      List<Verdict.Place> chain,
      boolean ofThisRun) {
    super(reason, null, false, false);
    this.kind = kind;
    this.reason = reason;
    this.cause = cause;
    this.chain = chain;
    this.ofThisRun = ofThisRun;
  }

  /** Makes the refusal of a call that a rule vouches for. */
  static Refusal trust(TrustRules.Rule rule, List<Verdict.Place> places) {
    return new Refusal(Verdict.Kind.TRUSTED, rule.describe(), rule.group(), places, false);
  }

  /** Makes the refusal of what triggers an initialiser that is not free to run. */
  static Refusal triggers(TypeInfo type, Refusal obstacle, List<Verdict.Place> places) {
    List<Verdict.Place> chain = new ArrayList<>(places);
    chain.addAll(obstacle.chain);
    String reason = obstacle.reason;
    if (!reason.startsWith("it initialises ")) {
      reason = "it initialises " + type.binaryName() + ", and that is not free: " + reason;
    }
    return new Refusal(obstacle.kind, reason, chain, obstacle.ofThisRun);
  }
}
