package io.lazyloader.agent.optimize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A switch of a library that costs start-up where it is on; {@code hints.txt} lists those that are
 * known, and says what each field means.
 */
record Hint(
    String option,
    String seen,
    @Nullable String module,
    @Nullable String below,
    String gain,
    String source) {
  private static final String RESOURCE = "hints.txt";

  /** All that are known, in the order of the file. */
  static List<Hint> known() {
    try {
      return parse(Resources.text(RESOURCE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads blocks of {@code key: value} with empty lines between them. */
  static List<Hint> parse(String text) {
    List<Hint> hints = new ArrayList<>();
    Map<String, String> block = new HashMap<>();
    for (String line : (text + "\n\n").lines().toList()) {
      int colon = line.indexOf(": ");
      if (line.startsWith("#")) {
        continue;
      }
      if (colon > 0) {
        block.put(line.substring(0, colon), line.substring(colon + 2).strip());
      } else if (!block.isEmpty()) {
        hints.add(of(block));
        block.clear();
      }
    }
    return hints;
  }

  private static Hint of(Map<String, String> block) {
    return new Hint(
        needed(block, "option"),
        needed(block, "seen"),
        block.get("module"),
        block.get("below"),
        needed(block, "gain"),
        needed(block, "source"));
  }

  private static String needed(Map<String, String> block, String key) {
    String value = block.get(key);
    if (value == null) {
      throw new IllegalArgumentException("a hint without '" + key + "': " + block);
    }
    return value;
  }

  /**
   * Whether a version of the library needs it.
   *
   * @param version null if it is not known; then the measurement decides
   */
  boolean concerns(@Nullable String version) {
    return below == null || version == null || compare(version, below) < 0;
  }

  /** By the numbers in front; what is no number counts as nothing. */
  private static int compare(String one, String other) {
    String[] left = one.split("[.-]", -1);
    String[] right = other.split("[.-]", -1);
    for (int at = 0; at < Math.max(left.length, right.length); at++) {
      int order = Integer.compare(number(left, at), number(right, at));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int number(String[] words, int at) {
    return at < words.length && words[at].matches("\\d{1,9}") ? Integer.parseInt(words[at]) : 0;
  }

  /** Whether the user's options set the switch, in whatever way. */
  boolean isSetBy(List<String> options) {
    String key = option.substring(0, option.indexOf('='));
    return options.stream().anyMatch(word -> word.equals(key) || word.startsWith(key + "="));
  }
}
