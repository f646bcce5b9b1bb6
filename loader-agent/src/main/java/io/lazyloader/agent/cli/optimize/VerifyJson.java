package io.lazyloader.agent.cli.optimize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.lazyloader.agent.validate.JarReport;
import io.lazyloader.agent.validate.Validation;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;

/** Writes what was found of a jar for programs: of classes, those that are not as they were. */
final class VerifyJson {
  private static final int SCHEMA = 1;

  private VerifyJson() {}

  static void write(PrintWriter out, JarReport report) throws IOException {
    VerifyCounts counts = VerifyCounts.of(report);
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeNumberField("schema", SCHEMA);
      json.writeBooleanField("vouched", report.isVouchedFor());
      json.writeNumberField("classes", counts.classes());
      json.writeNumberField("same", counts.same());
      json.writeNumberField("deferred", counts.deferred());
      json.writeNumberField("fields", counts.fields());
      json.writeNumberField("modernised", counts.modernised());
      json.writeNumberField("refused", counts.refused());
      json.writeNumberField("resources", report.resources());
      json.writeArrayFieldStart("changed");
      for (Map.Entry<String, Validation> entry : report.classes().entrySet()) {
        if (!entry.getValue().isSame() || !entry.getValue().isVouchedFor()) {
          write(json, entry.getKey(), entry.getValue());
        }
      }
      json.writeEndArray();
      strings(json, "problems", report.problems());
      strings(json, "notes", report.notes());
      json.writeEndObject();
    }
    out.println();
    out.flush();
  }

  private static void write(JsonGenerator json, String file, Validation validation)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("file", file);
    json.writeBooleanField("vouched", validation.isVouchedFor());
    json.writeBooleanField("modernised", validation.isModernised());
    strings(json, "deferred", new TreeSet<>(validation.deferred()));
    strings(json, "problems", validation.problems());
    json.writeEndObject();
  }

  private static void strings(JsonGenerator json, String name, Collection<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
