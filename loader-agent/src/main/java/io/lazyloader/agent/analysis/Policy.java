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
   * Returns the policy of who names none.
   *
   * @param namesTrust whether rules or sets of rules are named that are to be believed
   * @return {@link #STRICT}, unless that would leave what is named without effect
   */
  public static Policy byDefault(boolean namesTrust) {
    return namesTrust ? BALANCED : STRICT;
  }

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
