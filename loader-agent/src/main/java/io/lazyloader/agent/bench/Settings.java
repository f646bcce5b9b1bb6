package io.lazyloader.agent.bench;

/**
 * How arms are compared.
 *
 * @param target what ends each run
 * @param maxRounds of those that are timed
 * @param comparesFirstToItself whether the first arm is also run as one more arm
 * @param ignoresFailure whether any exit code will do
 * @param looksInside whether each arm is run once more, to tell what it allocates and loads
 */
public record Settings(
    Target target,
    int maxRounds,
    boolean comparesFirstToItself,
    boolean ignoresFailure,
    boolean looksInside) {
  /** Makes the order of runs what it was the last time. */
  static final long SEED = 1;

  /** No comparison ends before that many rounds, if it may have as many. */
  static final int MIN_ROUNDS = 5;

  /** A shift is known well enough if its interval is this much of the first arm, either side. */
  static final double PRECISION = 0.01;
}
