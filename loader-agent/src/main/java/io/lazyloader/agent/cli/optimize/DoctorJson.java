package io.lazyloader.agent.cli.optimize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.lazyloader.agent.archive.ArchiveKind;
import io.lazyloader.agent.archive.Mismatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a diagnosis for programs; the schema is in {@code docs/doctor.md}. */
final class DoctorJson {
  private static final int SCHEMA = 1;

  private DoctorJson() {}

  static void write(Diagnosis diagnosis, PrintWriter out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeNumberField("schema", SCHEMA);
      json.writeStringField("verdict", DoctorText.verdict(diagnosis));
      writeArchive(json, diagnosis);
      json.writeObjectFieldStart("classes");
      json.writeNumberField("all", diagnosis.counts().all());
      json.writeNumberField("application_archive", diagnosis.counts().fromApplication());
      json.writeNumberField("jdk_archive", diagnosis.counts().fromJdk());
      json.writeNumberField("no_archive", diagnosis.counts().others());
      json.writeEndObject();
      json.writeArrayFieldStart("groups");
      for (AbsenceGroup group : diagnosis.groups()) {
        write(json, group);
      }
      json.writeEndArray();
      strings(json, "problems", diagnosis.problems());
      strings(json, "notes", diagnosis.notes());
      json.writeEndObject();
    }
    out.println();
    out.flush();
  }

  private static void writeArchive(JsonGenerator json, Diagnosis diagnosis) throws IOException {
    Path file = diagnosis.request().file();
    ArchiveKind kind = diagnosis.kind();
    Mismatch mismatch = diagnosis.mismatch();
    json.writeObjectFieldStart("archive");
    json.writeStringField("file", file == null ? null : file.toString());
    json.writeStringField("kind", kind == null ? null : key(kind));
    json.writeBooleanField("used", diagnosis.isUsed());
    if (mismatch != null) {
      json.writeObjectFieldStart("mismatch");
      json.writeStringField("kind", key(mismatch.kind()));
      json.writeStringField("detail", mismatch.detail());
      json.writeStringField("jvm", mismatch.raw());
      json.writeStringField("helps", mismatch.kind().help());
      json.writeEndObject();
    }
    strings(json, "changed_jars", diagnosis.changedJars());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, AbsenceGroup group) throws IOException {
    json.writeStartObject();
    json.writeStringField("reason", key(group.reason()));
    json.writeStringField("words", group.reason().words());
    json.writeNumberField("classes", group.classes());
    strings(json, "examples", group.examples());
    json.writeObjectFieldStart("details");
    for (Map.Entry<String, Long> detail : group.details().entrySet()) {
      json.writeNumberField(detail.getKey(), detail.getValue());
    }
    json.writeEndObject();
    json.writeStringField("helps", group.reason().help());
    json.writeEndObject();
  }

  private static void strings(JsonGenerator json, String key, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(key);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
