package io.lazyloader.samples.languages;

import java.util.Locale;

/** A callable module, as the programs in other languages use it. */
public final class Text {
  /** An attribute. */
  public static final String DASH = "-";

  private Text() {}

  /** The entry point. */
  public static String call(String title) {
    return "called " + slug(title);
  }

  /** Another one. */
  public static String call(int number) {
    return "called with the number " + number;
  }

  /** A method. */
  public static String slug(String title) {
    return title.toLowerCase(Locale.ROOT).replace(" ", DASH);
  }
}
