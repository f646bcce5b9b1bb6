package io.lazyloader.agent;

import org.jspecify.annotations.Nullable;

/** The names of the agent's options, and which one a mistyped name was meant to be. */
public final class OptionKeys {
  /** How many characters may be wrong. */
  private static final int MAX_DISTANCE = 2;

  private static final String[] KEYS = {
    "mode", "profile", "plan", "safety", "rules", "trust", "include", "exclude", "filter",
    "metrics", "format", "ready", "warmup", "heap", "sites", "jmx", "dump", "quiet", "cache",
    "learn"
  };

  private OptionKeys() {}

  /** A copy of all, in the order in which messages list them. */
  public static String[] all() {
    return KEYS.clone();
  }

  static boolean isKnown(String key) {
    for (String known : KEYS) {
      if (known.equals(key)) {
        return true;
      }
    }
    return false;
  }

  /** All, in words. */
  static String known() {
    return "known: " + String.join(", ", KEYS);
  }

  /** The one that is most like a mistyped name; null if none is. */
  static @Nullable String nearest(String key) {
    String nearest = null;
    int least = Math.min(MAX_DISTANCE, key.length() - 1) + 1;
    for (String known : KEYS) {
      int distance = EditDistance.of(key, known);
      if (distance < least) {
        nearest = known;
        least = distance;
      }
    }
    return nearest;
  }
}
