package io.lazyloader.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot as JSON lines: one object of type {@code startup}, one of type {@code resolution}
 * for each resolution and one of type {@code note} for each note; at exit one of type {@code later}
 * if more was resolved since, and one of type {@code warm_up} when the agent has warmed up. Every
 * key that holds a figure ends in its unit. Readers must pass over keys that they do not know;
 * {@link #VERSION} grows when a key changes its meaning or goes.
 *
 * <p>What is written for a start is bounded: lists end at {@link #MOST_LISTED} entries, and the
 * counts beside them tell of all.
 */
final class MetricsJson {
  static final int VERSION = 1;

  /** How many pending fields, resolutions and notes are listed at most. */
  static final int MOST_LISTED = 100;

  private final StringBuilder json = new StringBuilder();

  private MetricsJson() {}

  static String of(StartupSnapshot snapshot) {
    MetricsJson report = new MetricsJson();
    report.startup(snapshot);
    for (Resolution resolution : listed(snapshot)) {
      report.json.append('\n');
      report.resolution(resolution);
    }
    List<String> notes = snapshot.notes();
    int listed = Math.min(MOST_LISTED, notes.size());
    for (String note : notes.subList(0, listed)) {
      report.note(note);
    }
    if (notes.size() > listed) {
      report.note("and " + (notes.size() - listed) + " more");
    }
    return report.json.toString();
  }

  /** The resolutions that took longest, in the order of completion. */
  private static List<Resolution> listed(StartupSnapshot snapshot) {
    List<Resolution> all = snapshot.resolutions();
    if (all.size() <= MOST_LISTED) {
      return all;
    }
    Set<Resolution> longest = Collections.newSetFromMap(new IdentityHashMap<>());
    longest.addAll(snapshot.useless().subList(0, MOST_LISTED));
    List<Resolution> listed = new ArrayList<>();
    for (Resolution resolution : all) {
      if (longest.contains(resolution)) {
        listed.add(resolution);
      }
    }
    return listed;
  }

  private void note(String text) {
    json.append('\n');
    open("note").text("text", text).close();
  }

  /** The line that tells what was paid after start-up was over. */
  static String later(StartupSnapshot snapshot) {
    MetricsJson report = new MetricsJson();
    report.open("later").paidLater(snapshot).close();
    return report.json.toString();
  }

  /** The line that tells what a warm-up after start-up has done. */
  static String warmUp(StartupSnapshot snapshot) {
    MetricsJson report = new MetricsJson();
    report.open("warm_up").warmedUp(snapshot.warmUp()).close();
    return report.json.toString();
  }

  private MetricsJson warmedUp(StartupSnapshot.WarmUpFigures warmUp) {
    return number("warm_up_fields", (long) warmUp.resolvedFields())
        .number("warm_up_failed_fields", (long) warmUp.failedFields())
        .millis("warm_up_ms", warmUp.millis());
  }

  private void startup(StartupSnapshot snapshot) {
    Times times = snapshot.times();
    open("startup")
        .text("mode", snapshot.mode())
        .text("verdict", Balance.of(snapshot).verdict().key())
        .text("ready_by", snapshot.readyBy())
        .text("origin", times.origin())
        .millis("premain_ms", times.premainMillis())
        .millis("main_ms", times.mainMillis())
        .millis("ready_ms", times.readyMillis())
        .number("deferred_fields", (long) snapshot.deferredFields())
        .number("resolved_fields", (long) snapshot.resolvedFields())
        .number("failed_fields", (long) snapshot.failedFields())
        .number("pending_fields", (long) snapshot.pendingFields())
        .millis("resolving_ms", snapshot.resolvingMillis())
        .number("useless_regions", (long) snapshot.uselessRegions())
        .number("dropped_resolutions", (long) snapshot.droppedResolutions())
        .paidLater(snapshot)
        .warmedUp(snapshot.warmUp());
    MemoryFigures memory = snapshot.memory();
    if (memory != null) {
      number("allocated_bytes", memory.allocatedBytes())
          .number(memory.heapIsLive() ? "live_heap_bytes" : "used_heap_bytes", memory.heapBytes())
          .number("metaspace_bytes", memory.metaspaceBytes())
          .number("loaded_classes", memory.loadedClasses())
          .number("pss_bytes", memory.pssBytes());
    }
    StartupSnapshot.OwnCost cost = snapshot.ownCost();
    millis("own_premain_ms", cost.premainMillis())
        .millis("own_transform_ms", cost.transformMillis())
        .number("own_seen_classes", (long) cost.seenClasses())
        .number("own_rewritten_classes", (long) cost.rewrittenClasses())
        .millis("own_measuring_ms", cost.measuringMillis());
    json.append(",\"pending\":[");
    String separator = "";
    List<String> pending = snapshot.pending();
    for (String field : pending.subList(0, Math.min(MOST_LISTED, pending.size()))) {
      json.append(separator);
      quote(field);
      separator = ",";
    }
    json.append(']');
    close();
  }

  private MetricsJson paidLater(StartupSnapshot snapshot) {
    return number("later_resolutions", (long) snapshot.laterResolutions())
        .millis("later_ms", snapshot.laterMillis())
        .text("worst_later", snapshot.worstLater())
        .text("worst_later_site", snapshot.worstLaterSite())
        .millis("worst_later_ms", snapshot.worstLaterMillis());
  }

  private void resolution(Resolution resolution) {
    open("resolution")
        .text("field", resolution.field())
        .millis("at_ms", resolution.atMillis())
        .millis("took_ms", resolution.tookMillis())
        .number("allocated_bytes", resolution.allocatedBytes())
        .text("thread", resolution.thread())
        .number("thread_id", resolution.threadId())
        .text("site", resolution.site())
        .text("outcome", resolution.failed() ? "failed" : "resolved")
        .close();
  }

  private MetricsJson open(String type) {
    json.append("{\"schema\":\"lazyloader-startup\",\"version\":").append(VERSION);
    return text("type", type);
  }

  private void close() {
    json.append('}');
  }

  private MetricsJson text(String key, @Nullable String value) {
    key(key);
    if (value == null) {
      json.append("null");
    } else {
      quote(value);
    }
    return this;
  }

  private MetricsJson number(String key, @Nullable Long value) {
    key(key);
    json.append(value);
    return this;
  }

  private MetricsJson millis(String key, @Nullable Double value) {
    key(key);
    json.append(value == null ? "null" : String.format(Locale.ROOT, "%.3f", value));
    return this;
  }

  private void key(String key) {
    json.append(',');
    quote(key);
    json.append(':');
  }

  /** Escapes as RFC 8259 §7 asks. */
  private void quote(String value) {
    json.append('"');
    for (int index = 0; index < value.length(); index++) {
      char character = value.charAt(index);
      if (character == '"' || character == '\\') {
        json.append('\\').append(character);
      } else if (character < ' ' || Character.isSurrogate(character)) {
        json.append("\\u");
        String hex = Integer.toHexString(character);
        json.append("0000", 0, 4 - hex.length()).append(hex);
      } else {
        json.append(character);
      }
    }
    json.append('"');
  }
}
