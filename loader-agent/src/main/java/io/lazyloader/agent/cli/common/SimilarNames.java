package io.lazyloader.agent.cli.common;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Guesses which class was meant. */
public final class SimilarNames {
  private static final int MAX_GUESSES = 3;

  /** How many characters may be wrong. */
  private static final int MAX_DISTANCE = 2;

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
                Comparator.comparingInt((String name) -> distance(simple, simple(name)))
                    .thenComparingInt(name -> distance(wanted, name))
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    if (close.isEmpty()) {
      return close;
    }
    String best = close.get(0);
    if (distance(wanted, best) <= MAX_DISTANCE) {
      return List.of(best);
    }
    int least = distance(simple, simple(best));
    return close.stream()
        .takeWhile(name -> distance(simple, simple(name)) == least)
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
        && distance(simple, other) <= allowed;
  }

  /** The last part of a name, in lower case, as that is where most mistakes are. */
  private static String simple(String name) {
    int start = Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1;
    return name.substring(start).toLowerCase(Locale.ROOT);
  }

  /** The number of characters to insert, delete, replace or swap with the next (Damerau). */
  public static int distance(String one, String other) {
    int[] beforeLast = new int[other.length() + 1];
    int[] last = new int[other.length() + 1];
    int[] row = new int[other.length() + 1];
    for (int column = 0; column <= other.length(); column++) {
      last[column] = column;
    }
    for (int at = 1; at <= one.length(); at++) {
      row[0] = at;
      for (int column = 1; column <= other.length(); column++) {
        boolean same = one.charAt(at - 1) == other.charAt(column - 1);
        int replaced = last[column - 1] + (same ? 0 : 1);
        row[column] = Math.min(replaced, Math.min(last[column], row[column - 1]) + 1);
        boolean isSwapped =
            at > 1
                && column > 1
                && one.charAt(at - 1) == other.charAt(column - 2)
                && one.charAt(at - 2) == other.charAt(column - 1);
        if (isSwapped) {
          row[column] = Math.min(row[column], beforeLast[column - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[other.length()];
  }
}
