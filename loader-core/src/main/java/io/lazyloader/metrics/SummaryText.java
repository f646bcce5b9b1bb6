package io.lazyloader.metrics;

import static io.lazyloader.metrics.Amounts.count;
import static io.lazyloader.metrics.Amounts.grouped;
import static io.lazyloader.metrics.Amounts.megabytes;
import static io.lazyloader.metrics.Amounts.millis;
import static io.lazyloader.metrics.Amounts.whole;

import io.lazyloader.runtime.Startup;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The snapshot as one readable block. */
final class SummaryText {
  private static final int PENDING_SHOWN = 5;
  private static final int USELESS_SHOWN = 3;

  /** Of findings; the metrics in JSON have more. */
  private static final int NOTES_SHOWN = 20;

  private final StringBuilder text = new StringBuilder();

  private SummaryText() {}

  /**
   * Writes the block.
   *
   * @param said notes to leave out, as they stand where the block goes
   */
  static String of(StartupSnapshot snapshot, Collection<String> said) {
    SummaryText report = new SummaryText();
    report.write(snapshot);
    report.notes(snapshot.notes(), said);
    return report.text.toString();
  }

  /** The one line that tells what was paid after start-up was over. */
  static String later(StartupSnapshot snapshot) {
    return "loader: after ready, "
        + count(snapshot.laterResolutions(), "more region")
        + " resolved in "
        + millis(snapshot.laterMillis())
        + "; worst "
        + millis(snapshot.worstLaterMillis())
        + ", "
        + snapshot.worstLater()
        + readAt(snapshot.worstLaterSite());
  }

  /** The one line that tells what a warm-up after start-up has done. */
  static String warmUp(StartupSnapshot snapshot) {
    return "loader: warm-up after ready: " + warmedUp(snapshot.warmUp());
  }

  private static String warmedUp(StartupSnapshot.WarmUpFigures warmUp) {
    return count(warmUp.resolvedFields(), "field")
        + " resolved in "
        + millis(warmUp.millis())
        + (warmUp.failedFields() == 0 ? "" : ", " + grouped(warmUp.failedFields()) + " failed");
  }

  private void write(StartupSnapshot snapshot) {
    Times times = snapshot.times();
    String ready = since(times.readyMillis());
    text.append("loader: ").append(Balance.of(snapshot).sentence());
    text.append("\nloader: ready ").append(ready).append(" after ").append(times.origin());
    text.append(" start (").append(snapshot.readyBy()).append("), mode ").append(snapshot.mode());
    line("deferred", deferred(snapshot));
    if (!snapshot.resolutions().isEmpty()) {
      line("resolved", resolved(snapshot));
    }
    // Of a single one, the line above has told everything.
    if (snapshot.uselessRegions() > 1) {
      line("useless", useless(snapshot));
    }
    if (snapshot.warmUp().areAny()) {
      line("warm-up", warmedUp(snapshot.warmUp()));
    }
    if (!snapshot.pending().isEmpty()) {
      line("pending", pending(snapshot));
    }
    line("agent", agent(times));
    MemoryFigures memory = snapshot.memory();
    if (memory != null) {
      line("memory", memory(memory));
    }
    line("own cost", ownCost(snapshot.ownCost()));
  }

  private void notes(List<String> notes, Collection<String> said) {
    int unsaid = 0;
    for (String note : notes) {
      if (!said.contains(note) && ++unsaid <= NOTES_SHOWN) {
        line("note", note);
      }
    }
    if (unsaid > NOTES_SHOWN) {
      line("note", "and " + grouped(unsaid - NOTES_SHOWN) + " more; format=json lists them");
    }
  }

  private void line(String label, String content) {
    text.append("\nloader:   ").append(label);
    for (int column = label.length(); column < 10; column++) {
      text.append(' ');
    }
    text.append(content);
  }

  private static String agent(Times times) {
    return "started at "
        + since(times.premainMillis())
        + (times.mainMillis() == null ? "" : ", main class loaded at " + since(times.mainMillis()));
  }

  private static String deferred(StartupSnapshot snapshot) {
    if (snapshot.deferredFields() == 0) {
      return "nothing: " + whyNothing(snapshot.mode());
    }
    String failed =
        snapshot.failedFields() == 0 ? "" : ", " + grouped(snapshot.failedFields()) + " failed";
    return count(snapshot.deferredFields(), "field")
        + ": "
        + grouped(snapshot.resolvedFields())
        + " resolved"
        + failed
        + ", "
        + grouped(snapshot.pendingFields())
        + " pending";
  }

  /** Why a run has deferred nothing, which depends on what it was asked to defer. */
  static String whyNothing(String mode) {
    return switch (mode) {
      case Startup.NONE -> "laziness is off";
      case Startup.ALL ->
          "mode all found no field in the classes that were initialised that may be deferred and is"
              + " worth it; to see why: lazyloader explain --all -cp PATH";
      default -> "no class with a field that is marked, or that a plan names, was initialised";
    };
  }

  private static String resolved(StartupSnapshot snapshot) {
    Resolution worst = snapshot.resolutions().get(0);
    for (Resolution resolution : snapshot.resolutions()) {
      if (resolution.tookMillis() > worst.tookMillis()) {
        worst = resolution;
      }
    }
    String dropped =
        snapshot.droppedResolutions() == 0
            ? ""
            : ", and "
                + grouped(snapshot.droppedResolutions())
                + " that the recorder had no room for";
    return "in "
        + millis(snapshot.resolvingMillis())
        + "; worst "
        + millis(worst.tookMillis())
        + ", "
        + worst.field()
        + readAt(worst.site())
        + dropped;
  }

  private static String readAt(@Nullable String site) {
    return site == null ? "" : ", read at " + site;
  }

  private static String useless(StartupSnapshot snapshot) {
    List<Resolution> useless = snapshot.useless();
    int regions = snapshot.uselessRegions() + snapshot.droppedResolutions();
    StringBuilder text = new StringBuilder(count(regions, "region"));
    text.append(" were read before ready all the same");
    String separator = regions > USELESS_SHOWN ? "; costliest " : ": ";
    for (Resolution resolution : useless.subList(0, Math.min(USELESS_SHOWN, useless.size()))) {
      text.append(separator).append(nameOf(resolution)).append(' ');
      text.append(millis(resolution.tookMillis()));
      separator = ", ";
    }
    return text.toString();
  }

  /** The field without its declaration site. */
  private static String nameOf(Resolution resolution) {
    String field = resolution.field();
    int site = field.indexOf(" (");
    return site < 0 ? field : field.substring(0, site);
  }

  private static String pending(StartupSnapshot snapshot) {
    StringBuilder names = new StringBuilder();
    int shown = Math.min(PENDING_SHOWN, snapshot.pending().size());
    for (int index = 0; index < shown; index++) {
      names.append(index == 0 ? "" : ", ").append(snapshot.pending().get(index));
    }
    int more = snapshot.pendingFields() - shown;
    return names + (more == 0 ? "" : " and " + grouped(more) + " more");
  }

  private static String memory(MemoryFigures memory) {
    return "allocated "
        + megabytes(memory.allocatedBytes())
        + (memory.heapIsLive() ? ", live heap " : ", used heap ")
        + megabytes(memory.heapBytes())
        + ", metaspace "
        + megabytes(memory.metaspaceBytes())
        + ", "
        + (memory.loadedClasses() == null
            ? "unknown classes"
            : count(memory.loadedClasses(), "class"))
        + ", PSS "
        + megabytes(memory.pssBytes());
  }

  private static String ownCost(StartupSnapshot.OwnCost cost) {
    return millis(cost.premainMillis())
        + " before main, "
        + millis(cost.transformMillis())
        + " for "
        + count(cost.seenClasses(), "class")
        + " ("
        + grouped(cost.rewrittenClasses())
        + " rewritten), "
        + millis(cost.measuringMillis())
        + " for this report";
  }

  private static String since(@Nullable Double millis) {
    return millis == null ? "unknown" : whole(millis);
  }
}
