package io.lazyloader.metrics;

import org.jspecify.annotations.Nullable;

/**
 * Numbers as text for people, all in one style: thousands apart, a unit behind. Plain arithmetic,
 * as a formatter takes longer than what it tells.
 */
final class Amounts {
  private Amounts() {}

  /** A whole number, as in {@code 10,480}. */
  static String grouped(long number) {
    StringBuilder digits = new StringBuilder().append(number);
    int first = number < 0 ? 1 : 0;
    for (int at = digits.length() - 3; at > first; at -= 3) {
      digits.insert(at, ',');
    }
    return digits.toString();
  }

  /** A number of things, as in {@code 2 regions}. */
  static String count(long number, String noun) {
    String plural = noun.endsWith("s") ? "es" : "s";
    return grouped(number) + " " + noun + (number == 1 ? "" : plural);
  }

  /** A duration in milliseconds with three digits or so. */
  static String millis(double millis) {
    if (millis < 0.1) {
      return Math.round(millis * 1000) + " us";
    }
    if (millis >= 100) {
      return whole(millis);
    }
    return tenths(millis) + " ms";
  }

  /** A duration in milliseconds, without a fraction. */
  static String whole(double millis) {
    return grouped(Math.round(millis)) + " ms";
  }

  static String megabytes(@Nullable Long bytes) {
    return bytes == null ? "unknown" : tenths(bytes / 1e6) + " MB";
  }

  private static String tenths(double number) {
    long tenths = Math.round(number * 10);
    return grouped(tenths / 10) + '.' + Math.abs(tenths % 10);
  }
}
