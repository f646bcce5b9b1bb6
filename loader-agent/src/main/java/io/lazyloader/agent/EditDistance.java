package io.lazyloader.agent;

/** How far apart two names are, to guess which one was meant. */
public final class EditDistance {
  private EditDistance() {}

  /**
   * The number of characters to insert, delete, replace or swap with the next.
   *
   * @see <a href="https://doi.org/10.1145/363958.363994">Damerau, 1964</a>
   */
  public static int of(String one, String other) {
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
