package io.lazyloader.agent.analysis.effects;

import io.lazyloader.agent.analysis.TrustRules;
import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.analysis.world.TypeInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What speaks against moving an instruction, and where. Noted, if the evaluation can go on; else
 * thrown, to end it.
 */
public final class Obstacle extends RuntimeException {
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

  /**
   * Makes an obstacle whose reason says all.
   *
   * @param kind what it allows at most
   * @param reason the end of a sentence that begins "F stays eager: "
   * @param chain the calls that lead to the instruction, outermost first; empty if that is not kept
   * @param ofThisRun whether it depends on where the evaluation began
   */
  public Obstacle(Verdict.Kind kind, String reason, List<Verdict.Place> chain, boolean ofThisRun) {
    this(kind, reason, "", chain, ofThisRun);
  }

  /**
   * Makes an obstacle.
   *
   * @param kind what it allows at most
   * @param reason the end of a sentence that begins "F stays eager: "
   * @param cause what made a value unknown, or the group of what is trusted; may be empty
   * @param chain the calls that lead to the instruction, outermost first; empty if that is not kept
   * @param ofThisRun whether it depends on where the evaluation began
   */
  public Obstacle(
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

  /** The one that is known to be unsafe, else the first. */
  static Obstacle worse(@Nullable Obstacle first, Obstacle second) {
    if (first == null
        || (first.kind != Verdict.Kind.UNSAFE && second.kind == Verdict.Kind.UNSAFE)) {
      return second;
    }
    return first;
  }

  /** The verdict on a region of which this decides. */
  Verdict verdict(long cost) {
    return new Verdict(kind, reason, chain, cost, kind == Verdict.Kind.TRUSTED ? cause : "");
  }

  /** Makes an obstacle of a call that a rule vouches for: only trust removes it. */
  public static Obstacle trust(TrustRules.Rule rule, List<Verdict.Place> places) {
    return new Obstacle(Verdict.Kind.TRUSTED, rule.describe(), rule.group(), places, false);
  }

  /** Makes an obstacle of what triggers an initialiser that is not free to run. */
  public static Obstacle triggers(TypeInfo type, Obstacle obstacle, List<Verdict.Place> places) {
    List<Verdict.Place> chain = new ArrayList<>(places);
    chain.addAll(obstacle.chain);
    String reason = obstacle.reason;
    if (!reason.startsWith("it initialises ")) {
      reason = "it initialises " + type.binaryName() + ", and that is not free: " + reason;
    }
    return new Obstacle(obstacle.kind, reason, chain, obstacle.ofThisRun);
  }
}
