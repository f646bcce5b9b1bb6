package io.lazyloader.agent.cli.common;

import io.lazyloader.agent.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Guesses which name was meant: of a class, a command or an option. */
public final class SimilarNames {
  private static final int MAX_GUESSES = 3;

  /** How many characters may be wrong. */
  private static final int MAX_DISTANCE = 2;

  /** How long a word is that others are taken to begin with. */
  private static final int MIN_BEGINNING = 3;

  private SimilarNames() {}

  /**
   * Finds names like one, the likeliest first. Where only a character or two are wrong, nothing
   * else was meant; otherwise it is those with the same simple name, or the nearest mistyped ones.
   */
  public static List<String> to(String wanted, Collection<String> names) {
    String simple = simple(wanted);
    List<String> close =
        names.stream()
            .filter(name -> isClose(wanted, simple, name))
            .sorted(
                Comparator.comparingInt((String name) -> EditDistance.of(simple, simple(name)))
                    .thenComparingInt(name -> EditDistance.of(wanted, name))
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    if (close.isEmpty()) {
      return close;
    }
    String best = close.get(0);
    if (EditDistance.of(wanted, best) <= MAX_DISTANCE) {
      return List.of(best);
    }
    int least = EditDistance.of(simple, simple(best));
    return close.stream()
        .takeWhile(name -> EditDistance.of(simple, simple(name)) == least)
        .limit(MAX_GUESSES)
        .toList();
  }

  /** Whether the simple names are the same or, in packages that begin alike, nearly so. */
  private static boolean isClose(String wanted, String simple, String name) {
    String other = simple(name);
    if (simple.equals(other)) {
      return true;
    }
    String topPackage = wanted.substring(0, wanted.indexOf('.') + 1);
    // Of a short name, two wrong characters leave nothing.
    int allowed = Math.min(MAX_DISTANCE, simple.length() / 3);
    return name.startsWith(topPackage)
        && Math.abs(simple.length() - other.length()) <= allowed
        && EditDistance.of(simple, other) <= allowed;
  }

  /** The last part of a name, in lower case, as that is where most mistakes are. */
  private static String simple(String name) {
    int start = Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1;
    return name.substring(start).toLowerCase(Locale.ROOT);
  }

  /**
   * Says which words one may have been meant to be.
   *
   * @return as in {@code ; did you mean merge?}, to stand behind what is wrong; empty if none is
   *     like it
   */
  public static String hint(String wanted, Collection<String> words) {
    int allowed = Math.min(MAX_DISTANCE, wanted.length() / 2);
    List<String> guesses =
        words.stream()
            .filter(
                word ->
                    EditDistance.of(wanted, word) <= allowed
                        || (wanted.length() >= MIN_BEGINNING && word.startsWith(wanted)))
            .sorted(
                Comparator.comparingInt((String word) -> EditDistance.of(wanted, word))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(MAX_GUESSES)
            .toList();
    return guesses.isEmpty() ? "" : "; did you mean " + String.join(" or ", guesses) + "?";
  }
}
