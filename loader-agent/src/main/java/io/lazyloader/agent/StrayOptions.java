package io.lazyloader.agent;

import java.util.Locale;

/**
 * Properties and environment variables that look like options and are none: mostly mistyped, they
 * have no effect, and nobody would know.
 */
final class StrayOptions {
  private StrayOptions() {}

  /** Says which there are. */
  static void name() {
    try {
      for (Object name : System.getProperties().keySet()) {
        nameIfStray("system property ", String.valueOf(name), Options.PROPERTY);
      }
      for (String name : System.getenv().keySet()) {
        nameIfStray("environment variable ", name, Options.VARIABLE);
      }
    } catch (RuntimeException e) {
      // What a security manager keeps from us was not given; see Options.
    }
  }

  private static void nameIfStray(String kind, String name, String prefix) {
    if (name.startsWith(prefix)) {
      boolean isVariable = prefix.equals(Options.VARIABLE);
      String written = name.substring(prefix.length());
      // A property is written as it is, a variable in upper case.
      String key = isVariable ? written.toLowerCase(Locale.ROOT) : written;
      if (!OptionKeys.isKnown(key)) {
        String nearest = OptionKeys.nearest(key);
        String hint =
            nearest == null ? "" : "; did you mean " + prefix + written(nearest, isVariable) + "?";
        Console.say(
            kind
                + name
                + " names no option and has no effect"
                + hint
                + " ("
                + OptionKeys.known()
                + ").");
      }
    }
  }

  private static String written(String key, boolean isVariable) {
    return isVariable ? key.toUpperCase(Locale.ROOT) : key;
  }
}
