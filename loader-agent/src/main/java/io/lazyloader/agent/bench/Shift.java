package io.lazyloader.agent.bench;

import java.util.Arrays;

/**
 * By how much one sample lies above another, whatever the shape of both: the median of all pairwise
 * differences (J. L. Hodges, E. L. Lehmann, "Estimates of location based on rank tests", Annals of
 * Mathematical Statistics 34, 1963) with the 95 % interval that inverts the rank-sum test ({@link
 * RankSum}). A run that was disturbed moves neither by more than its share. Equal measurements make
 * the interval too wide rather than too narrow.
 *
 * @param estimate of the shift; positive where the other sample is the larger
 * @param low where the interval begins
 * @param high where it ends
 * @param isEnough whether there are measurements enough for an interval of 95 %; what is there
 *     otherwise holds less
 */
public record Shift(double estimate, double low, double high, boolean isEnough) {
  /** Compares two samples of the same thing. */
  static Shift between(Sample first, Sample other) {
    double[] differences = new double[first.size() * other.size()];
    for (int i = 0; i < first.size(); i++) {
      for (int j = 0; j < other.size(); j++) {
        differences[i * other.size() + j] = other.at(j) - first.at(i);
      }
    }
    Arrays.sort(differences);
    int rank = RankSum.lowerRank(first.size(), other.size());
    return new Shift(
        Sample.medianOf(differences),
        differences[rank - 1],
        differences[differences.length - rank],
        RankSum.isEnough(first.size(), other.size()));
  }

  /** Whether the samples differ by more than chance would have it in 19 of 20 cases. */
  public boolean isDetectable() {
    return isEnough && (low > 0 || high < 0);
  }

  double halfWidth() {
    return (high - low) / 2;
  }
}
