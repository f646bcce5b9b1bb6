package io.lazyloader.agent.cli.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.lazyloader.agent.analysis.Policy;
import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.analysis.Verdict.Place;
import io.lazyloader.agent.cli.verdict.ClassReport;
import io.lazyloader.agent.cli.verdict.FieldReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes reports for programs. The schema is in {@code docs/explain.md}. */
final class ExplainJson {
  static final int SCHEMA = 1;

  private ExplainJson() {}

  /** Begins a document; closing it leaves the writer open. */
  static JsonGenerator open(PrintWriter out, Policy policy) throws IOException {
    JsonGenerator json = new JsonFactory().createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setPrettyPrinter(new DefaultPrettyPrinter());
    json.writeStartObject();
    json.writeNumberField("schema", SCHEMA);
    json.writeStringField("safety", policy.name().toLowerCase(Locale.ROOT));
    return json;
  }

  static void write(PrintWriter out, List<ClassReport> reports, Policy policy) throws IOException {
    try (JsonGenerator json = open(out, policy)) {
      json.writeArrayFieldStart("classes");
      for (ClassReport report : reports) {
        json.writeStartObject();
        json.writeStringField("class", report.className());
        json.writeStringField("from", report.from());
        json.writeArrayFieldStart("fields");
        for (FieldReport field : report.fields()) {
          write(json, field);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.println();
    out.flush();
  }

  private static void write(JsonGenerator json, FieldReport field) throws IOException {
    Verdict verdict = field.verdict();
    json.writeStartObject();
    json.writeStringField("field", field.name());
    json.writeStringField("verdict", verdictName(verdict == null ? null : verdict.kind()));
    json.writeBooleanField("deferred", field.deferred());
    json.writeStringField("reason", field.reason());
    if (verdict != null) {
      json.writeNumberField("cost", verdict.cost());
      json.writeArrayFieldStart("chain");
      for (Place place : verdict.chain()) {
        json.writeStartObject();
        json.writeStringField("class", place.className());
        json.writeStringField("method", place.method());
        json.writeStringField("file", place.sourceFile());
        json.writeNumberField("line", place.line());
        json.writeStringField("instruction", place.instruction());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** The word for a verdict, or for there being none. */
  static String verdictName(Verdict.@Nullable Kind kind) {
    return kind == null ? "NOT_ELIGIBLE" : kind.name();
  }
}
