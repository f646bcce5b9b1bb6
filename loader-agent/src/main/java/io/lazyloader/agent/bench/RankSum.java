package io.lazyloader.agent.bench;

/**
 * The distribution of the Mann-Whitney statistic U of two samples without a difference: the number
 * of pairs, one of each sample, in which the first is the larger.
 *
 * <p>Exact below 50 measurements, by the recurrence of H. B. Mann and D. R. Whitney, "On a test of
 * whether one of two random variables is stochastically larger than the other", Annals of
 * Mathematical Statistics 18 (1947); from there on the normal approximation with continuity
 * correction, which is right or one rank too low, so that an interval is never too narrow.
 */
final class RankSum {
  private static final int EXACT_BELOW = 50;

  /** The 0.975 quantile of the standard normal distribution. */
  private static final double NORMAL_975 = 1.959963984540054;

  private static final double TAIL = 0.025;

  private RankSum() {}

  /**
   * The rank of the lower end of a 95 % interval among the m n pairwise differences of two samples,
   * the smallest at 1; the upper end is as far from the other side (M. Hollander, D. A. Wolfe, E.
   * Chicken, "Nonparametric Statistical Methods", 3rd edition, section 4.3). It is the smallest u
   * with P(U &lt;= u) of at least 2.5 %, and at least 1.
   */
  static int lowerRank(int m, int n) {
    if (m >= EXACT_BELOW || n >= EXACT_BELOW) {
      double mean = (double) m * n / 2;
      double deviation = Math.sqrt((double) m * n * (m + n + 1) / 12);
      return Math.max(1, (int) Math.ceil(mean - NORMAL_975 * deviation - 0.5));
    }
    double[] probabilities = probabilities(m, n);
    double below = 0;
    for (int u = 0; u < probabilities.length; u++) {
      below += probabilities[u];
      // What is added up may be a few units in the last place short.
      if (below >= TAIL * (1 - 1e-12)) {
        return Math.max(1, u);
      }
    }
    throw new IllegalStateException("probabilities add up to " + below);
  }

  /** Whether there are enough measurements for an interval that holds 95 %: four and four are. */
  static boolean isEnough(int m, int n) {
    // The widest interval leaves out U = 0 on each side: one of (m + n choose n) orders.
    double orders = 1;
    for (int i = 1; i <= n; i++) {
      orders = orders * (m + i) / i;
    }
    return 1 / orders <= TAIL;
  }

  /** P(U = u) for each u from 0 to m n. */
  private static double[] probabilities(int m, int n) {
    // The largest of all is from the first sample, and then above all n of the second, or it is
    // from the second: p(i,j)(u) = i/(i+j) p(i-1,j)(u-j) + j/(i+j) p(i,j-1)(u).
    double[][] row = new double[n + 1][];
    for (int i = 0; i <= m; i++) {
      for (int j = 0; j <= n; j++) {
        double[] p = new double[i * j + 1];
        if (i == 0 || j == 0) {
          p[0] = 1;
        } else {
          add(p, row[j], j, (double) i / (i + j));
          add(p, row[j - 1], 0, (double) j / (i + j));
        }
        row[j] = p;
      }
    }
    return row[n];
  }

  private static void add(double[] sum, double[] part, int shift, double weight) {
    for (int u = 0; u < part.length; u++) {
      sum[u + shift] += weight * part[u];
    }
  }
}
