package io.lazyloader.agent.profile;

import java.util.Locale;

/** Shows names that nobody vouches for: a profile may come from anywhere. */
public final class PlainText {
  private PlainText() {}

  /**
   * Makes a text safe to print: what would move a terminal's cursor, colour it, break a line,
   * reverse the direction of writing or not be seen at all is shown as its code.
   *
   * @param text of unknown origin
   * @return the text itself if nothing in it needs that; else with codes as {@code \u001b}
   */
  public static String of(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (isHidden(text, at)) {
        return escaped(text, PlainText::isHidden);
      }
    }
    return text;
  }

  /** Tells of a character whether it is to be shown as its code. */
  private interface Condition {
    boolean holds(String text, int at);
  }

  private static String escaped(String text, Condition condition) {
    StringBuilder plain = new StringBuilder(text.length() + 16);
    for (int at = 0; at < text.length(); at++) {
      char next = text.charAt(at);
      plain.append(
          condition.holds(text, at) ? String.format(Locale.ROOT, "\\u%04x", (int) next) : next);
    }
    return plain.toString();
  }

  /**
   * Makes a text fit to be a key in JSON, whose readers want surrogates in pairs; class files
   * don't.
   *
   * @return the text itself, or with the code of each lone surrogate instead
   */
  static String paired(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (isLone(text, at)) {
        return escaped(text, PlainText::isLone);
      }
    }
    return text;
  }

  private static boolean isHidden(String text, int at) {
    char next = text.charAt(at);
    if (next >= ' ' && next < 0x7f) {
      return false;
    }
    return switch (Character.getType(next)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SURROGATE -> isLone(text, at);
      default -> false;
    };
  }

  private static boolean isLone(String text, int at) {
    char next = text.charAt(at);
    if (Character.isHighSurrogate(next)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(next)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
