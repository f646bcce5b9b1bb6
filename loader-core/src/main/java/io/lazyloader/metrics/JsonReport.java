package io.lazyloader.metrics;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot as JSON lines: one object of type {@code startup}, one of type {@code resolution}
 * for each resolution and one of type {@code note} for each note; at exit one of type {@code later}
 * if more was resolved since, and one of type {@code warm_up} when the agent has warmed up. Every
 * key that holds a figure ends in its unit. Readers must pass over keys that they do not know;
 * {@link #VERSION} grows when a key changes its meaning or goes.
 */
final class JsonReport {
  static final int VERSION = 1;

  private final StringBuilder json = new StringBuilder();

  private JsonReport() {}

  static String of(StartupSnapshot snapshot) {
    JsonReport report = new JsonReport();
    report.startup(snapshot);
    for (Resolution resolution : snapshot.resolutions()) {
      report.json.append('\n');
      report.resolution(resolution);
    }
    for (String note : snapshot.notes()) {
      report.json.append('\n');
      report.open("note").text("text", note).close();
    }
    return report.json.toString();
  }

  /** The line that tells what was paid after start-up was over. */
  static String later(StartupSnapshot snapshot) {
    JsonReport report = new JsonReport();
    report.open("later").paidLater(snapshot).close();
    return report.json.toString();
  }

  /** The line that tells what a warm-up after start-up has done. */
  static String warmUp(StartupSnapshot snapshot) {
    JsonReport report = new JsonReport();
    report.open("warm_up").warmedUp(snapshot.warmUp()).close();
    return report.json.toString();
  }

  private JsonReport warmedUp(StartupSnapshot.WarmUpFigures warmUp) {
    return number("warm_up_fields", (long) warmUp.resolvedFields())
        .number("warm_up_failed_fields", (long) warmUp.failedFields())
        .millis("warm_up_ms", warmUp.millis());
  }

  private void startup(StartupSnapshot snapshot) {
    Times times = snapshot.times();
    open("startup")
        .text("mode", snapshot.mode())
        .text("ready_by", snapshot.readyBy())
        .text("origin", times.origin())
        .millis("premain_ms", times.premainMillis())
        .millis("main_ms", times.mainMillis())
        .millis("ready_ms", times.readyMillis())
        .number("deferred_fields", (long) snapshot.deferredFields())
        .number("resolved_fields", (long) snapshot.resolvedFields())
        .number("failed_fields", (long) snapshot.failedFields())
        .number("pending_fields", (long) snapshot.pending().size())
        .millis("resolving_ms", snapshot.resolvingMillis())
        .number("useless_regions", (long) snapshot.useless().size())
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
    for (String field : snapshot.pending()) {
      json.append(separator);
      quote(field);
      separator = ",";
    }
    json.append(']');
    close();
  }

  private JsonReport paidLater(StartupSnapshot snapshot) {
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

  private JsonReport open(String type) {
    json.append("{\"schema\":\"lazyloader-startup\",\"version\":").append(VERSION);
    return text("type", type);
  }

  private void close() {
    json.append('}');
  }

  private JsonReport text(String key, @Nullable String value) {
    key(key);
    if (value == null) {
      json.append("null");
    } else {
      quote(value);
    }
    return this;
  }

  private JsonReport number(String key, @Nullable Long value) {
    key(key);
    json.append(value);
    return this;
  }

  private JsonReport millis(String key, @Nullable Double value) {
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
