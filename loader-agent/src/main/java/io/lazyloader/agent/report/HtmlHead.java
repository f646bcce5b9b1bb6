package io.lazyloader.agent.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lazyloader.agent.profile.Profile;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes what the page tells of whole runs. */
final class HtmlHead {
  private final Analysis now;
  private final @Nullable Analysis before;
  private final List<RunFigures.Total> totals;

  HtmlHead(Analysis now, @Nullable Analysis before) {
    this.now = now;
    this.before = before;
    this.totals = RunFigures.totals(now.profile(), before == null ? null : before.profile());
  }

  /** Writes its fields into the object that is open. */
  void write(JsonGenerator json) throws IOException {
    String main = RunFigures.fact(now.profile(), "main");
    json.writeStringField("title", main.isEmpty() ? now.name() : main);
    json.writeArrayFieldStart("files");
    if (before != null) {
      json.writeString(before.name());
    }
    json.writeString(now.name());
    json.writeEndArray();
    json.writeBooleanField("isReadyKnown", isReadyKnown(now));
    json.writeFieldName("initialisers");
    writeInitialisers(json);
    json.writeArrayFieldStart("figures");
    writeTotal(json, Totals.READY, readyNote());
    if (!now.tree().nodes().isEmpty()) {
      writeSavings(json);
    }
    String until = isReadyKnown(now) ? "until ready" : "in the whole run";
    writeTotal(json, "loaded_classes", until);
    writeTotal(json, "allocated_bytes", until);
    writeTotal(json, Totals.OWN, "in no figure of an initialiser");
    json.writeEndArray();
    json.writeArrayFieldStart("facts");
    writeFacts(json);
    json.writeEndArray();
    json.writeArrayFieldStart("totals");
    for (RunFigures.Total total : totals) {
      json.writeStartArray();
      json.writeString(Labels.of(total.key()));
      json.writeString(total.unit());
      writeNumber(json, total.now());
      writeNumber(json, total.before());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private String readyNote() {
    String by = RunFigures.fact(now.profile(), "ready_by");
    return "after process start" + (by.isEmpty() ? "" : ", by " + by);
  }

  private void writeTotal(JsonGenerator json, String key, String note) throws IOException {
    for (RunFigures.Total total : totals) {
      Long value = total.now();
      if (total.key().equals(key) && value != null) {
        writeFigure(json, key, total.unit(), value, total.before(), null, note);
      }
    }
  }

  /** How much of the time until ready, or of the whole run, static initialisers are. */
  private void writeInitialisers(JsonGenerator json) throws IOException {
    Totals sums = Totals.of(now.tree());
    long nanos = initialising(now, sums);
    Long whole = whole(now.profile());
    StringBuilder note = new StringBuilder();
    if (whole != null) {
      note.append(
          isReadyKnown(now)
              ? Totals.shareOfReady(nanos, now.profile())
              : Amounts.percent(nanos, whole) + " of the whole run");
      note.append("; ");
    }
    note.append(Amounts.counted(sums.classes(), "class", "classes"))
        .append(", ")
        .append(Amounts.counted(sums.regions(), "initialiser region", "initialiser regions"));
    if (sums.selfNanos() > nanos) {
      note.append("; another ").append(Amounts.time(sums.selfNanos() - nanos)).append(" later");
    }
    Long other =
        before == null ? null : Long.valueOf(initialising(before, Totals.of(before.tree())));
    writeFigure(json, "self_ns", "ns", nanos, other, whole, note.toString());
  }

  private static boolean isReadyKnown(Analysis analysis) {
    return analysis.profile().median(Totals.READY) > 0;
  }

  /**
   * Nanoseconds in static initialisers until ready; in the whole run if nobody knows when it was.
   */
  private static long initialising(Analysis analysis, Totals sums) {
    return isReadyKnown(analysis) ? sums.nanosUntilReady() : sums.selfNanos();
  }

  /** The time that they are a part of, without the recorder's own; null if it was not measured. */
  private static @Nullable Long whole(Profile profile) {
    long ready = profile.median(Totals.READY);
    // Until ready the recorder's own cost is taken out already.
    long nanos = ready > 0 ? ready : profile.median(Totals.WALL) - profile.median(Totals.OWN);
    return nanos > 0 ? nanos : null;
  }

  private void writeSavings(JsonGenerator json) throws IOException {
    Deferral never = now.savings().ofAllNeverRead();
    writeFigure(
        json,
        Labels.SAVING,
        "ns",
        never.saving().nanos(),
        before == null ? null : Long.valueOf(before.savings().ofAllNeverRead().saving().nanos()),
        null,
        note("saved at most", never.saving(), Saving.NONE));
    Deferral later = now.savings().ofAllNotReadBeforeReady();
    if (!now.savings().paidLater().isEmpty()) {
      writeFigure(
          json,
          Labels.SAVING_UNTIL_READY,
          "ns",
          later.untilReady().nanos() - never.untilReady().nanos(),
          null,
          null,
          note("paid later", later.untilReady(), never.untilReady()));
    }
  }

  private static String note(String what, Saving saving, Saving without) {
    return what
        + " if deferred, with "
        + Amounts.bytes(saving.bytes() - without.bytes())
        + " and "
        + Amounts.counted(
            saving.loadedClasses() - without.loadedClasses(), "loaded class", "loaded classes");
  }

  private static void writeFigure(
      JsonGenerator json,
      String key,
      String unit,
      long value,
      @Nullable Long other,
      @Nullable Long whole,
      String note)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("label", Labels.title(key));
    json.writeStringField("unit", unit);
    json.writeNumberField("now", value);
    json.writeFieldName("before");
    writeNumber(json, other);
    json.writeFieldName("whole");
    writeNumber(json, whole);
    json.writeStringField("note", note);
    json.writeEndObject();
  }

  private static void writeNumber(JsonGenerator json, @Nullable Long value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else {
      json.writeNumber(value);
    }
  }

  private void writeFacts(JsonGenerator json) throws IOException {
    Profile profile = now.profile();
    Profile other = before == null ? null : before.profile();
    writeFact(
        json,
        "runs",
        Long.toString(profile.runs()),
        other == null ? null : Long.toString(other.runs()));
    TreeSet<String> keys = new TreeSet<>(profile.facts().keySet());
    if (other != null) {
      keys.addAll(other.facts().keySet());
    }
    // Long, and of no use to who looks at a page.
    keys.remove("class_path");
    for (String key : keys) {
      writeFact(
          json,
          key.replace('_', ' '),
          RunFigures.fact(profile, key),
          other == null ? null : RunFigures.fact(other, key));
    }
  }

  private static void writeFact(
      JsonGenerator json, String label, String value, @Nullable String other) throws IOException {
    json.writeStartArray();
    json.writeString(label);
    json.writeString(value);
    json.writeString(other);
    json.writeEndArray();
  }
}
