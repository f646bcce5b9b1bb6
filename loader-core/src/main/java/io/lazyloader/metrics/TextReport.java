package io.lazyloader.metrics;

import io.lazyloader.runtime.Startup;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The snapshot as one readable block. */
final class TextReport {
  private static final int PENDING_SHOWN = 5;
  private static final int USELESS_SHOWN = 3;

  private final StringBuilder text = new StringBuilder();

  private TextReport() {}

  /**
   * Writes the block.
   *
   * @param said notes to leave out, as they stand where the block goes
   */
  static String of(StartupSnapshot snapshot, Collection<String> said) {
    TextReport report = new TextReport();
    report.write(snapshot);
    for (String note : snapshot.notes()) {
      if (!said.contains(note)) {
        report.line("note", note);
      }
    }
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
        + (warmUp.failedFields() == 0 ? "" : ", " + warmUp.failedFields() + " failed");
  }

  private void write(StartupSnapshot snapshot) {
    Times times = snapshot.times();
    String ready = since(times.readyMillis());
    text.append("loader: ready ").append(ready).append(" after ").append(times.origin());
    text.append(" start (").append(snapshot.readyBy()).append("), mode ").append(snapshot.mode());
    line("deferred", deferred(snapshot));
    if (!snapshot.resolutions().isEmpty()) {
      line("resolved", resolved(snapshot));
    }
    // Of a single one, the line above has told everything.
    if (snapshot.resolutions().size() > 1) {
      line("useless", useless(snapshot));
    }
    if (snapshot.warmUp().areAny()) {
      line("warm-up", warmedUp(snapshot.warmUp()));
    }
    if (!snapshot.pending().isEmpty()) {
      line("pending", pending(snapshot));
    }
    line(
        "agent",
        "started at "
            + since(times.premainMillis())
            + ", main class loaded at "
            + since(times.mainMillis()));
    MemoryFigures memory = snapshot.memory();
    if (memory != null) {
      line("memory", memory(memory));
    }
    line("own cost", ownCost(snapshot.ownCost()));
  }

  private void line(String label, String content) {
    text.append("\nloader:   ").append(label);
    for (int column = label.length(); column < 10; column++) {
      text.append(' ');
    }
    text.append(content);
  }

  private static String deferred(StartupSnapshot snapshot) {
    if (snapshot.mode().equals(Startup.NONE)) {
      return "nothing: laziness is off";
    }
    if (snapshot.deferredFields() == 0) {
      return "nothing: no class with a field that is marked, or that a plan names, was initialised";
    }
    String failed = snapshot.failedFields() == 0 ? "" : ", " + snapshot.failedFields() + " failed";
    return count(snapshot.deferredFields(), "field")
        + ": "
        + snapshot.resolvedFields()
        + " resolved"
        + failed
        + ", "
        + snapshot.pending().size()
        + " pending";
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
            : ", and " + snapshot.droppedResolutions() + " that the recorder had no room for";
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
    int regions = useless.size() + snapshot.droppedResolutions();
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
    int more = snapshot.pending().size() - shown;
    return names + (more == 0 ? "" : " and " + more + " more");
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
            : String.format(Locale.ROOT, "%,d classes", memory.loadedClasses()))
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
        + cost.rewrittenClasses()
        + " rewritten), "
        + millis(cost.measuringMillis())
        + " for this report";
  }

  private static String count(int number, String noun) {
    String plural = noun.endsWith("s") ? "es" : "s";
    return number + " " + noun + (number == 1 ? "" : plural);
  }

  private static String since(@Nullable Double millis) {
    return millis == null ? "unknown" : Math.round(millis) + " ms";
  }

  /** Three digits or so; plain arithmetic, as a formatter takes longer than what it tells. */
  private static String millis(double millis) {
    if (millis < 0.1) {
      return Math.round(millis * 1000) + " us";
    }
    if (millis >= 100) {
      return Math.round(millis) + " ms";
    }
    long tenths = Math.round(millis * 10);
    return tenths / 10 + "." + tenths % 10 + " ms";
  }

  private static String megabytes(@Nullable Long bytes) {
    if (bytes == null) {
      return "unknown";
    }
    long tenths = Math.round(bytes / 100_000.0);
    return tenths / 10 + "." + tenths % 10 + " MB";
  }
}
