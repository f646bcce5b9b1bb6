package io.lazyloader.agent.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lazyloader.agent.profile.Figure;
import io.lazyloader.agent.profile.Measure;
import io.lazyloader.agent.profile.RegionProfile;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the events of a {@link TraceReport}. */
final class TraceEvents {
  /** The only process there is. */
  private static final int PROCESS = 1;

  private static final String FIRST_READ = "first read";

  private final JsonGenerator json;
  private final TraceSlices slices;
  private final int readsTrack;
  private final Analysis analysis;
  private final List<Read> reads = new ArrayList<>();
  private int arrows;

  /** The first read of a region. */
  private record Read(TreeNode region, @Nullable TreeNode reader, long nanos, int arrow) {}

  TraceEvents(JsonGenerator json, TraceSlices slices, Analysis analysis) {
    this.json = json;
    this.slices = slices;
    this.readsTrack = slices.threads().size() + 1;
    this.analysis = analysis;
  }

  void write(Tree tree) throws IOException {
    json.writeStartObject();
    json.writeStringField("displayTimeUnit", "ms");
    json.writeArrayFieldStart("traceEvents");
    String main = RunFigures.fact(tree.profile(), "main");
    writeName("process_name", 0, main.isEmpty() ? "java" : main);
    for (int at = 0; at < slices.threads().size(); at++) {
      writeName("thread_name", at + 1, slices.threads().get(at));
    }
    writeSlices();
    writeReads();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeName(String what, int track, String name) throws IOException {
    begin("M", what, track);
    json.writeObjectFieldStart("args");
    json.writeStringField("name", name);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void begin(String phase, String name, int track) throws IOException {
    json.writeStartObject();
    json.writeStringField("ph", phase);
    json.writeStringField("name", name);
    json.writeNumberField("pid", PROCESS);
    json.writeNumberField("tid", track);
  }

  private void begin(String phase, String name, int track, String category, long nanos)
      throws IOException {
    begin(phase, name, track);
    json.writeStringField("cat", category);
    json.writeNumberField("ts", micros(nanos));
  }

  private static BigDecimal micros(long nanos) {
    return BigDecimal.valueOf(nanos, 3);
  }

  private void writeSlices() throws IOException {
    ArrayDeque<TreeNode> open = new ArrayDeque<>();
    for (TreeNode node : slices.inOrder()) {
      while (!open.isEmpty() && open.peek() != TraceSlices.enclosing(node)) {
        writeEnd(open.pop());
      }
      writeBegin(node, !open.isEmpty());
      open.push(node);
    }
    while (!open.isEmpty()) {
      writeEnd(open.pop());
    }
  }

  private void writeBegin(TreeNode node, boolean isInside) throws IOException {
    int track = slices.track(node);
    // A region is started by its own class, which needs no arrow.
    boolean hasArrow = isInside && !node.isRegion();
    if (hasArrow) {
      writeArrow("s", "trigger", ++arrows, track, slices.begin(node));
    }
    begin("B", node.name(), track, category(node), slices.begin(node));
    writeArguments(node);
    json.writeEndObject();
    if (hasArrow) {
      writeArrow("f", "trigger", arrows, track, slices.begin(node));
    }
  }

  private void writeArguments(TreeNode node) throws IOException {
    json.writeObjectFieldStart("args");
    json.writeNumberField("self_us", micros(node.selfNanos()));
    json.writeNumberField("allocated_bytes", node.totalBytes());
    json.writeNumberField("loaded_classes", node.totalLoaded());
    writeKnown("trigger", Uses.trigger(node));
    if (node.isRegion()) {
      json.writeBooleanField("never_read", node.isNeverRead());
      writeKnown("first_reader", Uses.firstReader(node));
    }
    FieldVerdict verdict = analysis.verdict(node);
    if (verdict != null) {
      json.writeStringField("verdict", verdict.kind());
      writeKnown("reason", verdict.reason());
    }
    json.writeEndObject();
  }

  private void writeKnown(String key, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(key, value);
    }
  }

  private static String category(TreeNode node) {
    return !node.isRegion() ? "class" : node.isNeverRead() ? "region,never_read" : "region";
  }

  private void writeEnd(TreeNode node) throws IOException {
    RegionProfile region = node.region();
    Figure read = node.initialisation().figure(Measure.FIRST_READ);
    if (region != null && !region.isNeverRead() && read != null) {
      long nanos = Math.max(read.median(), slices.end(node));
      TreeNode reader = slices.running(region.firstReaders().mostFrequent(), nanos);
      reads.add(new Read(node, reader, nanos, ++arrows));
      writeArrow("s", FIRST_READ, arrows, slices.track(node), slices.end(node));
    }
    begin("E", node.name(), slices.track(node), category(node), slices.end(node));
    // By them, speedscope tells what ends.
    writeArguments(node);
    json.writeEndObject();
  }

  /** An arrow begins or ends at the innermost slice that is open then. */
  private void writeArrow(String phase, String name, int arrow, int track, long nanos)
      throws IOException {
    begin(phase, name, track, name, nanos);
    json.writeNumberField("id", arrow);
    if (phase.equals("f")) {
      json.writeStringField("bp", "e");
    }
    json.writeEndObject();
  }

  private void writeReads() throws IOException {
    if (reads.stream().anyMatch(read -> read.reader() == null)) {
      writeName("thread_name", readsTrack, "first reads by the program");
    }
    reads.sort(Comparator.comparingLong(Read::nanos));
    for (Read read : reads) {
      TreeNode reader = read.reader();
      if (reader == null) {
        writeRead(read);
      } else {
        writeArrow("f", FIRST_READ, read.arrow(), slices.track(reader), read.nanos());
      }
    }
  }

  private void writeRead(Read read) throws IOException {
    String name = read.region().name();
    begin("B", name, readsTrack, FIRST_READ, read.nanos());
    json.writeEndObject();
    writeArrow("f", FIRST_READ, read.arrow(), readsTrack, read.nanos());
    begin("E", name, readsTrack, FIRST_READ, read.nanos());
    json.writeEndObject();
  }
}
