package io.lazyloader.agent.cli.bench;

import java.util.ArrayList;
import java.util.List;

/** Splits a line into words as a POSIX shell does, without any expansion. */
final class ShellWords {
  private final String line;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean isInWord;
  private int at;

  private ShellWords(String line) {
    this.line = line;
  }

  /**
   * Splits a line: blanks end a word unless they are quoted, by '...', "..." or a backslash.
   *
   * @throws IllegalArgumentException if a quote is not closed; the message says which
   */
  static List<String> split(String line) {
    return new ShellWords(line).split();
  }

  private List<String> split() {
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (Character.isWhitespace(c)) {
        endWord();
        continue;
      }
      isInWord = true;
      if (c == '\'' || c == '"') {
        readQuoted(c);
      } else if (c == '\\' && at < line.length()) {
        word.append(line.charAt(at++));
      } else {
        word.append(c);
      }
    }
    endWord();
    return words;
  }

  private void readQuoted(char quote) {
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c == quote) {
        return;
      }
      // Within "...", a backslash quotes what would be special there.
      boolean isEscape =
          c == '\\' && quote == '"' && at < line.length() && "\"\\$`".indexOf(line.charAt(at)) >= 0;
      word.append(isEscape ? line.charAt(at++) : c);
    }
    throw new IllegalArgumentException("the quote " + quote + " is not closed");
  }

  private void endWord() {
    if (isInWord) {
      words.add(word.toString());
    }
    word.setLength(0);
    isInWord = false;
  }
}
