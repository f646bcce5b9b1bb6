package io.lazyloader.agent;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Tries a regular expression of the user's. Apart, so that only who has one loads the classes. */
final class RegexCheck {
  private RegexCheck() {}

  /** Returns what is wrong with an expression and where, or null. */
  static @Nullable String mistakeIn(String regex) {
    try {
      Pattern.compile(regex);
      return null;
    } catch (PatternSyntaxException e) {
      return e.getDescription() + (e.getIndex() < 0 ? "" : " near character " + e.getIndex());
    }
  }
}
