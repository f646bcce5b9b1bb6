package io.lazyloader.agent;

import io.lazyloader.agent.plan.FieldName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Patterns for fields, as given by the options {@code include} and {@code exclude}: globs separated
 * by {@code :}, each for a class ({@code com.acme.*}) or a field ({@code com.acme.Main#LOG}). A
 * {@code *} stands for any characters, dots included, {@code ?} for one. What follows a {@code =}
 * is the reason for a pattern.
 */
public final class Globs {
  private final List<String> patterns = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();

  /**
   * Makes patterns.
   *
   * @param option as the user wrote it
   */
  public Globs(String option) {
    for (String part : option.split(":", -1)) {
      int equals = part.indexOf('=');
      String pattern = (equals < 0 ? part : part.substring(0, equals)).trim();
      if (!pattern.isEmpty()) {
        patterns.add(pattern);
        reasons.add(equals < 0 ? "" : part.substring(equals + 1).trim());
      }
    }
  }

  /**
   * Returns the patterns.
   *
   * @return each as it was written, without its reason
   */
  public List<String> patterns() {
    return patterns;
  }

  /**
   * Tells whether a pattern fits.
   *
   * @param className a binary name
   * @param field the name of one of the class's fields
   * @return whether one of the patterns names the class or the field
   */
  public boolean match(String className, String field) {
    return reasonFor(className, field) != null;
  }

  /**
   * Finds the first pattern that fits.
   *
   * @param className a binary name
   * @param field the name of one of the class's fields
   * @return the reason for that pattern, empty if none is given; null if no pattern fits
   */
  @Nullable String reasonFor(String className, String field) {
    for (int at = 0; at < patterns.size(); at++) {
      String pattern = patterns.get(at);
      String name =
          pattern.indexOf(FieldName.SEPARATOR) < 0 ? className : FieldName.of(className, field);
      if (matches(pattern, 0, name, 0)) {
        return reasons.get(at);
      }
    }
    return null;
  }

  private static boolean matches(String pattern, int at, String name, int from) {
    int position = from;
    for (int index = at; index < pattern.length(); index++) {
      char expected = pattern.charAt(index);
      if (expected == '*') {
        for (int rest = position; rest <= name.length(); rest++) {
          if (matches(pattern, index + 1, name, rest)) {
            return true;
          }
        }
        return false;
      }
      if (position == name.length() || (expected != '?' && expected != name.charAt(position))) {
        return false;
      }
      position++;
    }
    return position == name.length();
  }
}
