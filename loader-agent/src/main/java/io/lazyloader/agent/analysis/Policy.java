package io.lazyloader.agent.analysis;

/** How much proof is asked for before a field that nobody marked is deferred. */
public enum Policy {
  /** Only what is proven. */
  STRICT,
  /** Also what a rule vouches for. */
  BALANCED,
  /** Everything but what is known to be unsafe. */
  AGGRESSIVE;

  /**
   * Decides.
   *
   * @param verdict what the engine found
   * @return whether a field with this verdict is deferred
   */
  public boolean allows(Verdict.Kind verdict) {
    return switch (verdict) {
      case PROVEN, MARKED -> true;
      case TRUSTED -> this != STRICT;
      case UNKNOWN -> this == AGGRESSIVE;
      case UNSAFE -> false;
    };
  }
}
