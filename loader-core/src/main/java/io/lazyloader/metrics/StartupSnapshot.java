package io.lazyloader.metrics;

import io.lazyloader.runtime.DeferredClasses;
import io.lazyloader.runtime.LazyRegions;
import io.lazyloader.runtime.Notes;
import io.lazyloader.runtime.Resolutions;
import io.lazyloader.runtime.Startup;
import io.lazyloader.runtime.WarmUps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of this JVM's start-up at one moment.
 *
 * <p>"Deferred" counts fields whose class has been initialised and whose initialiser was put off;
 * "pending" those that nobody has read. Neither is a saving: what an initialiser that did not run
 * would have cost, nobody knows without a run in which it did.
 *
 * @param mode {@code normal}, {@code all} or {@code none}
 * @param readyBy what found out that start-up was over, or null if it is not
 * @param times the moments of start-up
 * @param deferredFields fields whose initialisers were put off
 * @param resolvedFields those of them that were read, and computed
 * @param failedFields those of them whose initialiser threw
 * @param pending those of them that were not read, as {@code com.acme.Main#LOG}
 * @param resolutions what was resolved before start-up was over, in the order of completion
 * @param droppedResolutions how many found no room in the recorder
 * @param laterResolutions how many regions were resolved after start-up
 * @param laterMillis how long those took in all
 * @param worstLater the longest of those and its declaration site, or null
 * @param worstLaterSite the frame that read that one first, or null
 * @param worstLaterMillis how long that one took
 * @param warmUp what warm-ups have resolved, which counts neither as read before ready nor as paid
 *     later
 * @param memory the memory columns, or null if they were not asked for
 * @param ownCost what Lazyloader itself cost
 * @param notes what else the user should know, such as marked fields that stay eager
 * @param unlisted what the lists of a snapshot that was read from a file leave out
 */
public record StartupSnapshot(
    String mode,
    @Nullable String readyBy,
    Times times,
    int deferredFields,
    int resolvedFields,
    int failedFields,
    List<String> pending,
    List<Resolution> resolutions,
    int droppedResolutions,
    int laterResolutions,
    double laterMillis,
    @Nullable String worstLater,
    @Nullable String worstLaterSite,
    double worstLaterMillis,
    WarmUpFigures warmUp,
    @Nullable MemoryFigures memory,
    OwnCost ownCost,
    List<String> notes,
    Unlisted unlisted) {

  /**
   * What is counted and not listed, as files list only so many.
   *
   * @param pending pending fields without a name
   * @param resolutions resolutions before start-up was over that were shorter than all listed ones
   * @param resolvingMillis what those add to {@link StartupSnapshot#resolvingMillis}
   */
  public record Unlisted(int pending, int resolutions, double resolvingMillis) {
    /** Everything is listed. */
    public static final Unlisted NOTHING = new Unlisted(0, 0, 0);
  }

  /**
   * What Lazyloader itself cost.
   *
   * @param premainMillis its work before {@code main}
   * @param transformMillis its look at every class, and the rewriting, summed over threads
   * @param seenClasses how many classes it looked at
   * @param rewrittenClasses how many it rewrote
   * @param measuringMillis how long the measuring of this snapshot took
   */
  public record OwnCost(
      double premainMillis,
      double transformMillis,
      int seenClasses,
      int rewrittenClasses,
      double measuringMillis) {}

  /**
   * What warm-ups have done so far.
   *
   * @param resolvedFields the fields that they resolved
   * @param failedFields those whose initialiser threw then
   * @param millis how long the ones that have ended took, summed over threads
   */
  public record WarmUpFigures(int resolvedFields, int failedFields, double millis) {
    static WarmUpFigures now() {
      return new WarmUpFigures(
          WarmUps.fields(), WarmUps.failedFields(), Times.millis(WarmUps.nanos()));
    }

    boolean areAny() {
      return resolvedFields + failedFields > 0;
    }
  }

  /**
   * Measures now.
   *
   * @param memory whether to measure memory too, which starts the JDK's management classes
   * @param liveHeap whether to have the heap collected first
   * @return the snapshot
   */
  public static StartupSnapshot take(boolean memory, boolean liveHeap) {
    long began = System.nanoTime();
    Times times = Times.now(memory);
    int later = Resolutions.later();
    MemoryFigures figures = memory ? MemoryFigures.measure(liveHeap) : null;
    return new StartupSnapshot(
        Startup.mode(),
        Startup.readyBy(),
        times,
        DeferredClasses.deferredFields(),
        DeferredClasses.fieldsInState(LazyRegions.RESOLVED).size(),
        DeferredClasses.fieldsInState(LazyRegions.FAILED).size(),
        DeferredClasses.fieldsInState(LazyRegions.PENDING),
        recordedResolutions(),
        Resolutions.dropped(),
        later,
        Times.millis(Resolutions.laterNanos()),
        later == 0 ? null : DeferredClasses.nameAndSite(Resolutions.worstLaterId()),
        Resolutions.worstLaterSite(),
        Times.millis(Resolutions.worstLaterNanos()),
        WarmUpFigures.now(),
        figures,
        new OwnCost(
            Times.millis(Startup.premainCostNanos()),
            Times.millis(Startup.transformCostNanos()),
            Startup.seenClasses(),
            Startup.rewrittenClasses(),
            Times.millis(System.nanoTime() - began)),
        Notes.all(),
        Unlisted.NOTHING);
  }

  private static List<Resolution> recordedResolutions() {
    List<Resolution> resolutions = new ArrayList<>();
    long origin = Startup.premainNanos();
    for (int row = 0; row < Resolutions.size(); row++) {
      if (origin == 0) {
        origin = Resolutions.beganNanos(row);
      }
      String name = DeferredClasses.nameAndSite(Resolutions.id(row));
      resolutions.add(
          new Resolution(
              name == null ? "unloaded class" : name,
              Times.millis(Resolutions.beganNanos(row) - origin),
              Times.millis(Resolutions.nanos(row)),
              Resolutions.allocatedBytes(row) < 0 ? null : Resolutions.allocatedBytes(row),
              Resolutions.thread(row),
              Resolutions.threadId(row),
              Resolutions.site(row),
              Resolutions.failed(row)));
    }
    return resolutions;
  }

  /**
   * Counts the fields that were not read.
   *
   * @return how many, listed in {@link #pending} or not
   */
  public int pendingFields() {
    return pending.size() + unlisted.pending();
  }

  /**
   * Counts the regions that were deferred in vain.
   *
   * @return how many, listed in {@link #useless} or not; without those that found no room
   */
  public int uselessRegions() {
    return resolutions.size() + unlisted.resolutions();
  }

  /**
   * Returns the regions that were deferred in vain: resolved before start-up was over all the same.
   *
   * @return those that are listed, the one that took longest first
   */
  public List<Resolution> useless() {
    List<Resolution> sorted = new ArrayList<>(resolutions);
    sorted.sort(Comparator.comparingDouble(Resolution::tookMillis).reversed());
    return sorted;
  }

  /**
   * Writes the start-up summary.
   *
   * @return the block that the metrics log writes when start-up is over and, if more was resolved
   *     since, the line that it writes at exit; without a line end
   */
  public String toText() {
    String block = SummaryText.of(this, List.of());
    return laterResolutions == 0 ? block : block + '\n' + SummaryText.later(this);
  }

  /**
   * Sums up the resolutions before start-up was over, each counted once even if another one
   * contains it.
   *
   * @return milliseconds
   */
  public double resolvingMillis() {
    return unlisted.resolvingMillis() + resolvingMillis(resolutions);
  }

  /**
   * Sums up resolutions, each counted once even if another one of them contains it.
   *
   * @param resolutions in the order of completion
   * @return milliseconds
   */
  public static double resolvingMillis(List<Resolution> resolutions) {
    double sum = 0;
    // Rows come in the order of completion: seen backwards, what contains others comes first.
    Map<Long, Double> countedFrom = new HashMap<>();
    for (int row = resolutions.size() - 1; row >= 0; row--) {
      Resolution resolution = resolutions.get(row);
      Double counted = countedFrom.get(resolution.threadId());
      if (counted == null || resolution.atMillis() < counted) {
        sum += resolution.tookMillis();
        countedFrom.put(resolution.threadId(), resolution.atMillis());
      }
    }
    return sum;
  }
}
