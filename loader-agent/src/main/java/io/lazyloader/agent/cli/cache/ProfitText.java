package io.lazyloader.agent.cli.cache;

import io.lazyloader.agent.cache.CacheHeader;
import io.lazyloader.agent.cache.Profit;
import io.lazyloader.agent.report.Amounts;
import java.util.concurrent.TimeUnit;

/** Says whether starts that know a cache look at classes, and why. */
final class ProfitText {
  private ProfitText() {}

  /** A sentence about starts in mode {@code all} in which nobody asks for fields. */
  static String of(CacheHeader header) {
    Profit profit = header.profit();
    return "to defer what may wait saves some "
        + millis(profit.saved())
        + ", to look at classes takes some "
        + millis(profit.watching())
        + ": starts "
        + (profit.pays()
            ? "look at classes"
            : header.isMarked()
                ? "look at classes for the marks that some have"
                : "look at none, unless marks, a plan or rules ask for it");
  }

  private static String millis(int micros) {
    return Amounts.time(TimeUnit.MICROSECONDS.toNanos(micros));
  }
}
