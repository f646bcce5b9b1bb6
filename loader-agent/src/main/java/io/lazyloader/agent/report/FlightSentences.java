package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.FlightRecording;
import io.lazyloader.agent.profile.FlightRecording.FirstRead;
import io.lazyloader.agent.profile.FlightRecording.Ready;
import io.lazyloader.agent.profile.PlainText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in words what a recording of JDK Flight Recorder tells, and what it can't. */
final class FlightSentences {
  private FlightSentences() {}

  static List<String> of(FlightRecording recording) {
    List<String> sentences = new ArrayList<>();
    sentences.add(ready(recording.ready()));
    sentences.add(reads(recording));
    if (recording.deferredClasses() > 0) {
      sentences.add(
          "While it was recorded, "
              + Amounts.counted(recording.deferredFields(), "field", "fields")
              + " of "
              + Amounts.counted(recording.deferredClasses(), "class", "classes")
              + " were deferred.");
    }
    Duration threshold = recording.threshold();
    if (threshold == null) {
      sentences.add(
          "Whether short first reads were left out is not in it: it lacks jdk.ActiveSetting.");
    } else if (!threshold.isZero()) {
      sentences.add(
          "First reads of less than " + Amounts.time(threshold.toNanos()) + " were not recorded.");
    }
    sentences.add(
        "A recording has no more than that: not what initialisers took that were not deferred, not"
            + " which fields nobody read, and no verdicts. For these: lazyloader record.");
    return sentences;
  }

  private static String ready(@Nullable Ready ready) {
    if (ready == null) {
      return "It does not hold the end of start-up, which was over before or came later.";
    }
    Long nanos = ready.nanos();
    return "Ready "
        + (nanos == null ? "" : Amounts.time(nanos) + " after the start of the JVM ")
        + "("
        + PlainText.of(ready.by())
        + "), mode "
        + PlainText.of(ready.mode())
        + ": "
        + Amounts.counted(ready.deferred(), "field", "fields")
        + " deferred by then, "
        + Amounts.count(ready.resolved())
        + " resolved, "
        + Amounts.count(ready.failed())
        + " failed, "
        + Amounts.count(ready.pending())
        + " pending.";
  }

  private static String reads(FlightRecording recording) {
    return Amounts.counted(recording.firstReads().size(), "first read", "first reads")
        + " in it: "
        + Amounts.count(recording.count(false))
        + " until ready, which took "
        + Amounts.time(recording.nanos(false))
        + ", and "
        + Amounts.count(recording.count(true))
        + " after it, "
        + Amounts.time(recording.nanos(true))
        + ". Times are since "
        + recording.origin()
        + ".";
  }

  /** Who read a field, where and when, as far as that is known. */
  static String circumstances(FirstRead read) {
    List<String> parts = new ArrayList<>();
    if (read.isFailed()) {
      parts.add("failed");
    }
    if (!read.reader().isEmpty()) {
      parts.add("by " + PlainText.of(read.reader()));
    }
    if (!read.within().isEmpty()) {
      parts.add("within " + PlainText.of(read.within()));
    }
    if (!read.thread().isEmpty()) {
      parts.add("on thread " + PlainText.of(read.thread()));
    }
    parts.add(read.isAfterReady() ? "after ready" : "until ready");
    return String.join(", ", parts);
  }
}
