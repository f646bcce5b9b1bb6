package io.lazyloader.agent.optimize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.lazyloader.agent.about.About;
import io.lazyloader.agent.bench.ArmSummary;
import io.lazyloader.agent.bench.FileDigest;
import io.lazyloader.agent.bench.Shift;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The report for programs, {@code optimize.json}: what the result was made of, with SHA-256
 * digests, by what, and what each pass did. No time and no place of this machine stands in it, so
 * that two runs that measure nothing write the same.
 */
final class OptimizeJson {
  private static final int SCHEMA = 1;

  private OptimizeJson() {}

  static String text(Optimized optimized, List<Part> parts) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeNumberField("schema", SCHEMA);
      json.writeStringField("name", optimized.application().name());
      writeMaker(json, optimized);
      writeMaterials(json, parts);
      writeProducts(json, optimized);
      writeStages(json, optimized.stages());
      writeWay(json, optimized.way());
      json.writeEndObject();
    }
    return text + "\n";
  }

  private static void writeMaker(JsonGenerator json, Optimized optimized) throws IOException {
    json.writeObjectFieldStart("made_by");
    json.writeStringField("tool", "lazyloader");
    json.writeStringField("version", About.version());
    json.writeStringField("jdk", optimized.jdk().version());
    json.writeStringField("jvm", About.jvm());
    json.writeEndObject();
    json.writeObjectFieldStart("program");
    writeWords(json, "options", optimized.application().options());
    writeWords(json, "flags", optimized.image().flags());
    writeWords(json, "main", optimized.application().main());
    writeWords(json, "training_arguments", optimized.application().arguments());
    json.writeEndObject();
  }

  private static void writeWords(JsonGenerator json, String field, List<String> words)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String word : words) {
      json.writeString(word);
    }
    json.writeEndArray();
  }

  private static void writeMaterials(JsonGenerator json, List<Part> parts) throws IOException {
    json.writeArrayFieldStart("materials");
    for (Part part : parts) {
      json.writeStartObject();
      json.writeStringField("name", fileName(part.source().file()));
      json.writeStringField("sha256", FileDigest.sha256(part.source().file()));
      Signatures signatures = part.signatures();
      if (signatures != null) {
        writeWords(json, "signers", signatures.signers());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeProducts(JsonGenerator json, Optimized optimized) throws IOException {
    json.writeArrayFieldStart("products");
    for (Path jar : optimized.image().classPath()) {
      writeProduct(json, optimized, jar);
    }
    for (Path jar : optimized.image().modulePath()) {
      writeProduct(json, optimized, jar);
    }
    json.writeEndArray();
  }

  private static void writeProduct(JsonGenerator json, Optimized optimized, Path jar)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", optimized.root().relativize(jar).toString().replace('\\', '/'));
    json.writeStringField("sha256", FileDigest.sha256(jar));
    json.writeEndObject();
  }

  private static void writeStages(JsonGenerator json, List<Stage> stages) throws IOException {
    json.writeArrayFieldStart("passes");
    for (Stage stage : stages) {
      json.writeStartObject();
      json.writeStringField("pass", stage.pass().label());
      json.writeStringField("outcome", stage.outcome().name().toLowerCase(Locale.ROOT));
      json.writeStringField("did", stage.did());
      writeShift(json, stage.shift());
      writeWords(json, "notes", stage.notes());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeShift(JsonGenerator json, @Nullable Shift shift) throws IOException {
    if (shift != null) {
      json.writeObjectFieldStart("shift_seconds");
      json.writeNumberField("estimate", shift.estimate());
      json.writeNumberField("low", shift.low());
      json.writeNumberField("high", shift.high());
      json.writeBooleanField("detectable", shift.isDetectable());
      json.writeEndObject();
    }
  }

  private static void writeWay(JsonGenerator json, List<ArmSummary> way) throws IOException {
    json.writeArrayFieldStart("measured");
    for (ArmSummary arm : way) {
      json.writeStartObject();
      json.writeStringField("name", arm.name());
      json.writeNumberField("median_seconds", arm.medianSeconds());
      writeShift(json, arm.shift());
      writeNumber(json, "allocated_bytes", arm.allocatedBytes());
      writeNumber(json, "pss_bytes", arm.proportionalBytes());
      writeNumber(json, "loaded_classes", arm.loadedClasses());
      writeNumber(json, "archived_classes", arm.archivedClasses());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeNumber(JsonGenerator json, String field, @Nullable Number number)
      throws IOException {
    if (number == null) {
      json.writeNullField(field);
    } else {
      json.writeNumberField(field, number.longValue());
    }
  }

  private static String fileName(Path file) {
    return String.valueOf(file.getFileName());
  }
}
