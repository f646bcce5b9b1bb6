package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.PlainText;

/** Makes names of classes and regions fit into columns. */
final class ShortName {
  private static final String GAP = "..";

  /** So little is left of a name only if there is no room at all. */
  private static final int LEAST = 12;

  private ShortName() {}

  /**
   * Shortens a name no more than needed: packages to their first letters from the left, then the
   * middle.
   *
   * @param name of unknown origin
   * @param columns that it may take
   * @return what is safe to print
   */
  static String fit(String name, int columns) {
    String text = PlainText.of(name);
    int room = Math.max(LEAST, columns);
    for (int begin = 0; text.length() > room; ) {
      int end = text.indexOf('.', begin);
      if (end < 0) {
        return withoutMiddle(text, room);
      }
      int kept = Math.min(end, text.offsetByCodePoints(begin, end > begin ? 1 : 0));
      text = text.substring(0, kept) + text.substring(end);
      begin = kept + 1;
    }
    return text;
  }

  private static String withoutMiddle(String text, int room) {
    int front = (room - GAP.length()) / 2;
    int back = room - GAP.length() - front;
    return text.substring(0, front) + GAP + text.substring(text.length() - back);
  }
}
