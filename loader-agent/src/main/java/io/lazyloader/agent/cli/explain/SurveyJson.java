package io.lazyloader.agent.cli.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lazyloader.agent.analysis.Policy;
import io.lazyloader.agent.analysis.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** Writes counts over a class path for programs. The schema is in {@code docs/explain.md}. */
final class SurveyJson {
  private SurveyJson() {}

  /**
   * Writes a document.
   *
   * @param entries the class path, in search order
   * @param unreadable what was passed over
   */
  static void write(
      PrintWriter out,
      SurveyCounts tally,
      double seconds,
      Policy policy,
      List<String> entries,
      List<String> unreadable)
      throws IOException {
    try (JsonGenerator json = ExplainJson.open(out, policy)) {
      json.writeNumberField("classes", tally.classes());
      json.writeNumberField("fields", tally.fields());
      json.writeNumberField("deferred", tally.deferred());
      json.writeNumberField("seconds", Math.round(seconds * 1000) / 1000.0);
      json.writeObjectFieldStart("verdicts");
      for (Verdict.Kind kind : Verdict.Kind.values()) {
        json.writeNumberField(kind.name(), tally.count(kind));
      }
      json.writeNumberField(ExplainJson.verdictName(null), tally.immovable());
      json.writeEndObject();
      json.writeArrayFieldStart("reasons");
      for (Map.Entry<ReasonKind, SurveyCounts.Reason> reason : tally.reasons()) {
        json.writeStartObject();
        json.writeStringField("verdict", ExplainJson.verdictName(reason.getKey().verdict()));
        json.writeStringField("reason", reason.getKey().text());
        json.writeNumberField("fields", reason.getValue().fields());
        json.writeStringField("example", reason.getValue().example());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("entries");
      for (String entry : entries) {
        SurveyCounts.Entry counts = tally.entries().get(entry);
        json.writeStartObject();
        json.writeStringField("entry", entry);
        json.writeNumberField("classes", counts == null ? 0 : counts.classes());
        json.writeNumberField("fields", counts == null ? 0 : counts.fields());
        json.writeNumberField("deferred", counts == null ? 0 : counts.deferred());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("unreadable");
      for (String message : unreadable) {
        json.writeString(message);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.println();
    out.flush();
  }
}
