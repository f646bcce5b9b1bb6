package io.lazyloader.samples.suites;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks up single numbers in JSON that Lazyloader has written. */
final class Json {
  private Json() {}

  /** The first number of that name. */
  static double number(String json, String key) {
    Matcher matcher = Pattern.compile("\"" + key + "\"\\s*:\\s*(-?[\\d.eE+-]+)").matcher(json);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + key + " in " + json);
    }
    return Double.parseDouble(matcher.group(1));
  }
}
