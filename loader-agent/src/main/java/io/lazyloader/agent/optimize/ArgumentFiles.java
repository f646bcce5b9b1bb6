package io.lazyloader.agent.optimize;

import io.lazyloader.agent.bench.JavaArguments;
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
public final class ArgumentFiles {
  private static final String DISABLE = "--disable-@files";

  private ArgumentFiles() {}

  /**
   * Puts the content of files in the place of the words that name them, up to the main class, as
   * the launcher does. Files do not name files; one may name the main class.
   *
   * @throws OptimizeException if there is no such file
   */
  public static List<String> expand(List<String> words) {
    List<String> expanded = new ArrayList<>();
    boolean isEnabled = true;
    for (int at = 0; at < words.size(); at++) {
      String word = words.get(at);
      if (namesProgram(expanded)) {
        expanded.addAll(words.subList(at, words.size()));
        return expanded;
      }
      List<String> stands = List.of(word);
      if (isEnabled && word.startsWith("@@")) {
        stands = List.of(word.substring(1));
      } else if (isEnabled && word.startsWith("@") && word.length() > 1) {
        stands = read(word.substring(1));
      }
      for (String each : stands) {
        if (each.equals(DISABLE) && !namesProgram(expanded)) {
          isEnabled = false;
        } else {
          expanded.add(each);
        }
      }
    }
    return expanded;
  }

  /** Whether all words from here on are the program's. */
  private static boolean namesProgram(List<String> words) {
    List<String> program = JavaArguments.parse(words).program();
    return program.size() > 1
        || (program.size() == 1 && !List.of("-jar", "-m", "--module").contains(program.get(0)));
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

  /**
   * Splits the text of an argument file into words. A number sign begins a comment in the midst of
   * a word, too, and what of the word stands before it is lost, unless it is quoted: that begins
   * the next word. So the launcher does it.
   */
  public static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    // How much of the word a comment leaves.
    int kept = 0;
    boolean isInWord = false;
    char quote = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quote != 0 && c == '\\') {
        at = escape(text, at + 1, word);
        kept = word.length();
        isInWord = at < text.length();
      } else if (isSpace(c) && (quote == 0 || isLineEnd(c))) {
        // A line's end also ends what is quoted.
        if (isInWord) {
          words.add(word.toString());
          word.setLength(0);
          kept = 0;
        }
        isInWord = false;
        quote = 0;
      } else if (quote == 0 && c == '#') {
        word.setLength(kept);
        at = endOfLine(text, at);
        isInWord = false;
      } else if (quote == 0 ? c == '"' || c == '\'' : c == quote) {
        kept = word.length();
        isInWord = true;
        quote = quote == 0 ? c : 0;
      } else {
        word.append(c);
        isInWord = true;
      }
    }
    if (isInWord && !word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\f' || isLineEnd(c);
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  /**
   * Adds what an escape sequence stands for.
   *
   * @param at where the character behind the backslash is
   * @return where its last character is; behind the text if the sequence is not complete
   */
  private static int escape(String text, int at, StringBuilder word) {
    if (at == text.length()) {
      return at;
    }
    char c = text.charAt(at);
    switch (c) {
      case 'n' -> word.append('\n');
      case 'r' -> word.append('\r');
      case 't' -> word.append('\t');
      case 'f' -> word.append('\f');
      case '\n', '\r' -> {
        // The line goes on in the next one, behind its leading white space.
        int next = at;
        while (next < text.length() && isSpace(text.charAt(next))) {
          next++;
        }
        return next == text.length() ? next : next - 1;
      }
      default -> word.append(c);
    }
    return at;
  }

  private static int endOfLine(String text, int from) {
    int end = from;
    while (end < text.length() && !isLineEnd(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** A word as an argument file may hold it, quoted where it must be. */
  static String quoted(String word) {
    boolean isPlain = !word.isEmpty();
    for (int at = 0; at < word.length() && isPlain; at++) {
      char c = word.charAt(at);
      isPlain = c != '"' && c != '\'' && c != '\\' && c != '#' && !isSpace(c);
    }
    return isPlain
        ? word
        : '"'
            + word.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
                .replace("\f", "\\f")
            + '"';
  }
}
