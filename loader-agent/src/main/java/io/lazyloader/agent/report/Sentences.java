package io.lazyloader.agent.report;

/** Breaks sentences into lines. */
final class Sentences {
  private Sentences() {}

  /** Breaks between words, each line behind an indent; a longer word is left whole. */
  static String wrap(String sentence, String indent, int width) {
    StringBuilder text = new StringBuilder(indent);
    int column = indent.length();
    for (String word : sentence.split(" ", -1)) {
      boolean isFirst = column == indent.length();
      if (!isFirst && column + 1 + word.length() > width) {
        text.append(System.lineSeparator()).append(indent);
        column = indent.length();
        isFirst = true;
      }
      text.append(isFirst ? "" : " ").append(word);
      column += word.length() + (isFirst ? 0 : 1);
    }
    return text.toString();
  }
}
