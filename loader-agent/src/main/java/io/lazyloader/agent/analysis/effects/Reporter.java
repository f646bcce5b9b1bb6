package io.lazyloader.agent.analysis.effects;

import io.lazyloader.agent.analysis.Verdict;

/** Tells of the instruction that runs now: all that effects know of the machine. */
public interface Reporter {
  /** Makes an obstacle at the instruction that runs now. */
  Obstacle obstacle(Verdict.Kind kind, String reason);

  /**
   * Charges what it takes to keep an obstacle.
   *
   * @throws Obstacle if that is more than the initialiser may use
   */
  void chargesForPlaces();
}
