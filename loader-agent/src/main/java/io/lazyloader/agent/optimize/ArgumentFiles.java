package io.lazyloader.agent.optimize;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code @file} stands for on the command line of {@code java} ("java Command-Line Argument
 * Files" in the documentation of the {@code java} command), and how words are written to such
 * files.
 */
final class ArgumentFiles {
  private static final String DISABLE = "--disable-@files";

  private ArgumentFiles() {}

  /**
   * Puts the content of files in the place of the words that name them, up to the main class, as
   * the launcher does. Files do not name files.
   *
   * @throws OptimizeException if there is no such file
   */
  static List<String> expand(List<String> words) {
    List<String> expanded = new ArrayList<>();
    boolean isEnabled = true;
    for (String word : words) {
      if (word.equals(DISABLE)) {
        isEnabled = false;
      } else if (isEnabled && word.startsWith("@@")) {
        expanded.add(word.substring(1));
      } else if (isEnabled && word.startsWith("@") && word.length() > 1) {
        expanded.addAll(read(word.substring(1)));
      } else {
        expanded.add(word);
      }
    }
    return expanded;
  }

  private static List<String> read(String name) {
    try {
      return split(Files.readString(Path.of(name), nativeCharset()));
    } catch (IOException | InvalidPathException e) {
      throw OptimizeException.usage(
          "the argument file " + name + " can't be read (" + e.getClass().getSimpleName() + ").");
    }
  }

  /** The launcher reads bytes; so they are what the system's encoding makes of them. */
  private static Charset nativeCharset() {
    String name = System.getProperty("native.encoding");
    return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
  }

  /** Splits the text of an argument file into words. */
  static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean isInWord = false;
    char quote = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quote != 0 && c == '\\' && at + 1 < text.length()) {
        at = escape(text, at + 1, word);
      } else if (quote != 0 && (c == quote || c == '\n' || c == '\r')) {
        // A line's end also ends what is quoted.
        quote = 0;
      } else if (quote != 0) {
        word.append(c);
      } else if (c == '"' || c == '\'') {
        quote = c;
        isInWord = true;
      } else if (c == '#' && !isInWord) {
        at = endOfLine(text, at);
      } else if (Character.isWhitespace(c)) {
        if (isInWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        isInWord = false;
      } else {
        word.append(c);
        isInWord = true;
      }
    }
    if (isInWord) {
      words.add(word.toString());
    }
    return words;
  }

  private static int escape(String text, int at, StringBuilder word) {
    char c = text.charAt(at);
    switch (c) {
      case 'n' -> word.append('\n');
      case 'r' -> word.append('\r');
      case 't' -> word.append('\t');
      case 'f' -> word.append('\f');
      case '\n', '\r' -> {
        // The line goes on in the next one, behind its leading white space.
        int next = at;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
          next++;
        }
        return next - 1;
      }
      default -> word.append(c);
    }
    return at;
  }

  private static int endOfLine(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /** A word as an argument file may hold it, quoted where it must be. */
  static String quoted(String word) {
    boolean isPlain = !word.isEmpty() && !word.startsWith("#");
    for (int at = 0; at < word.length() && isPlain; at++) {
      char c = word.charAt(at);
      isPlain = c != '"' && c != '\'' && c != '\\' && !Character.isWhitespace(c);
    }
    return isPlain
        ? word
        : '"'
            + word.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
            + '"';
  }
}
