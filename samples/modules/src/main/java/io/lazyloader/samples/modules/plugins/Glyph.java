package io.lazyloader.samples.modules.plugins;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;

/**
 * Characters by their Unicode names. They are attributes that the class does not have: {@code
 * getAttribute} makes them up.
 */
public final class Glyph {
  private static final Pattern NAME = Pattern.compile(":([A-Za-z0-9_]+):");

  private Glyph() {}

  /**
   * Replaces names between colons.
   *
   * @param text as in {@code one :white_heart_suit:}
   * @return as in "one ♡"
   */
  public static String call(String text) {
    return NAME.matcher(text).replaceAll(name -> (String) getAttribute(name.group(1)));
  }

  /**
   * Finds a character.
   *
   * @param name with underscores for spaces, in whatever case
   * @return the character as a string
   * @throws NoSuchElementException if Unicode has none of that name
   */
  public static Object getAttribute(String name) {
    try {
      return Character.toString(Character.codePointOf(name.replace('_', ' ')));
    } catch (IllegalArgumentException e) {
      throw new NoSuchElementException("Unicode has no " + name);
    }
  }

  /**
   * Lists a few of the many attributes.
   *
   * @return their names
   */
  public static List<String> attributes() {
    return List.of("BLACK_STAR", "SNOWMAN", "WHITE_HEART_SUIT");
  }
}
