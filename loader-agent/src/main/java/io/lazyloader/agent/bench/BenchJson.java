package io.lazyloader.agent.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a comparison as JSON that tools for hyperfine's {@code --export-json} understand: seconds,
 * and one entry of {@code results} for each arm. What hyperfine does not know stands beside it.
 */
public final class BenchJson {
  private BenchJson() {}

  /** Returns the text. */
  public static String text(Outcome outcome) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeArrayFieldStart("results");
      for (ArmResult arm : outcome.arms()) {
        writeArm(json, outcome, arm);
      }
      json.writeEndArray();
      writeSetting(json, outcome);
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("a StringWriter does not fail", e);
    }
    return text.append(System.lineSeparator()).toString();
  }

  private static void writeArm(JsonGenerator json, Outcome outcome, ArmResult arm)
      throws IOException {
    Sample times = arm.times();
    List<Run> runs = arm.runs();
    json.writeStartObject();
    json.writeStringField("command", arm.name());
    json.writeNumberField("mean", times.mean());
    number(json, "stddev", runs.size() < 2 ? null : (Double) times.standardDeviation());
    json.writeNumberField("median", times.median());
    number(json, "user", mean(runs.stream().map(Run::userSeconds).toList()));
    number(json, "system", mean(runs.stream().map(Run::systemSeconds).toList()));
    json.writeNumberField("min", times.min());
    json.writeNumberField("max", times.max());
    numbers(json, "times", runs.stream().map(Run::seconds).toList());
    numbers(json, "memory_usage_byte", runs.stream().map(Run::peakResidentBytes).toList());
    numbers(json, "exit_codes", runs.stream().map(Run::exitCode).toList());
    json.writeArrayFieldStart("command_line");
    for (String word : arm.arm().command(List.of())) {
      json.writeString(word);
    }
    json.writeEndArray();
    numbers(json, "user_times", runs.stream().map(Run::userSeconds).toList());
    numbers(json, "system_times", runs.stream().map(Run::systemSeconds).toList());
    if (outcome.settings().target().exercise() != null) {
      numbers(json, "exercised_times", runs.stream().map(Run::exercisedSeconds).toList());
    }
    number(json, "pss_bytes", arm.proportional());
    number(json, "allocated_bytes", arm.inside().allocatedBytes());
    number(json, "loaded_classes", arm.inside().loadedClasses());
    for (Quantity quantity : Quantity.values()) {
      writeShift(json, outcome, arm, quantity);
    }
    json.writeEndObject();
  }

  private static void writeShift(
      JsonGenerator json, Outcome outcome, ArmResult arm, Quantity quantity) throws IOException {
    Shift shift = outcome.shift(arm, quantity);
    if (shift == null) {
      return;
    }
    json.writeObjectFieldStart(
        switch (quantity) {
          case TIME -> "shift";
          case EXERCISED -> "exercised_shift";
          case PROCESSOR -> "cpu_shift";
          case RESIDENT -> "peak_rss_shift";
          case PROPORTIONAL -> "pss_shift";
        });
    json.writeNumberField("estimate", shift.estimate());
    json.writeNumberField("low", shift.low());
    json.writeNumberField("high", shift.high());
    json.writeBooleanField("detectable", shift.isDetectable());
    json.writeEndObject();
  }

  private static void writeSetting(JsonGenerator json, Outcome outcome) throws IOException {
    json.writeObjectFieldStart("lazyloader");
    json.writeStringField("schema", "lazyloader-bench");
    json.writeNumberField("version", 1);
    json.writeNumberField("rounds", outcome.rounds());
    json.writeNumberField("max_rounds", outcome.settings().maxRounds());
    json.writeBooleanField("precise", outcome.isPrecise());
    json.writeNumberField("seed", Settings.SEED);
    json.writeNumberField("confidence", 0.95);
    int port = outcome.settings().target().port();
    json.writeStringField("until", port == 0 ? "exit" : "port:" + port);
    json.writeStringField("jdk", System.getProperty("java.runtime.version"));
    json.writeStringField("os", System.getProperty("os.name"));
    json.writeStringField("os_version", System.getProperty("os.version"));
    json.writeNumberField("processors", Runtime.getRuntime().availableProcessors());
    json.writeArrayFieldStart("notes");
    for (String note : outcome.notes()) {
      json.writeString(note);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static @Nullable Double mean(List<@Nullable Double> values) {
    double sum = 0;
    for (Double value : values) {
      if (value == null) {
        return null;
      }
      sum += value;
    }
    return sum / values.size();
  }

  private static void number(JsonGenerator json, String name, @Nullable Number value)
      throws IOException {
    json.writeFieldName(name);
    number(json, value);
  }

  private static void numbers(
      JsonGenerator json, String name, List<? extends @Nullable Number> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (Number value : values) {
      number(json, value);
    }
    json.writeEndArray();
  }

  private static void number(JsonGenerator json, @Nullable Number value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Double real) {
      json.writeNumber(real);
    } else {
      json.writeNumber(value.longValue());
    }
  }
}
