package io.lazyloader.agent.cli.common;

import io.lazyloader.agent.analysis.Verdict;

/**
 * How text is laid out for whoever reads it.
 *
 * @param width columns to wrap sentences at
 * @param isColoured whether verdicts are painted
 */
public record TextLayout(int width, boolean isColoured) {
  private static final String END = "\u001b[0m";

  /** Breaks a sentence between words, each line behind an indent; a longer word is left whole. */
  public String wrap(String sentence, String indent) {
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder(indent);
    for (String word : sentence.split(" ", -1)) {
      boolean isFirst = line.length() == indent.length();
      if (!isFirst && line.length() + 1 + word.length() > width) {
        text.append(line).append(System.lineSeparator());
        line.setLength(indent.length());
        isFirst = true;
      }
      line.append(isFirst ? "" : " ").append(word);
    }
    return text.append(line).toString();
  }

  /** The name of a verdict, padded, then painted. */
  public String verdict(Verdict.Kind kind) {
    String name = pad(kind.name(), 7);
    return isColoured ? colour(kind) + name + END : name;
  }

  /** Fills up with spaces. */
  public static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - text.length()));
  }

  private static String colour(Verdict.Kind kind) {
    return switch (kind) {
      case PROVEN, MARKED -> "\u001b[32m";
      case TRUSTED -> "\u001b[36m";
      case UNKNOWN -> "\u001b[33m";
      case UNSAFE -> "\u001b[31m";
    };
  }
}
