package io.lazyloader.agent.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.lazyloader.agent.plan.FieldName;
import java.io.IOException;
import java.io.StringWriter;

/** Writes what was chosen for programs. The schema is in {@code docs/profile.md}. */
public final class ProposalJson {
  private static final int SCHEMA = 1;

  private ProposalJson() {}

  /**
   * Returns the document.
   *
   * @param analysis what was chosen from
   * @param proposal what was chosen
   * @param safety how much proof was asked for, as options name it
   */
  public static String text(Analysis analysis, PlanProposal proposal, String safety)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeNumberField("schema", SCHEMA);
      json.writeStringField("safety", safety);
      json.writeNumberField("runs", analysis.profile().runs());
      json.writeObjectFieldStart("regions");
      json.writeNumberField("not_needed", proposal.candidates());
      json.writeNumberField("safe", proposal.safe());
      json.writeNumberField("chosen", proposal.chosen().size());
      json.writeEndObject();
      json.writeObjectFieldStart("expected");
      write(json, proposal.saving());
      json.writeNumberField("own_ns", proposal.ownNanos());
      json.writeEndObject();
      json.writeArrayFieldStart("fields");
      for (PlanProposal.Choice choice : proposal.chosen()) {
        FieldVerdict verdict = analysis.verdict(choice.region());
        for (String field : choice.region().fields()) {
          json.writeStartObject();
          json.writeStringField("field", FieldName.of(choice.region().className(), field));
          json.writeStringField("verdict", verdict == null ? null : verdict.kind());
          write(json, choice.saving());
          json.writeBooleanField("read_later", choice.region().isPaidLater());
          json.writeEndObject();
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text + System.lineSeparator();
  }

  private static void write(JsonGenerator json, Saving saving) throws IOException {
    json.writeNumberField("saved_ns", saving.nanos());
    json.writeNumberField("saved_bytes", saving.bytes());
    json.writeNumberField("saved_classes", saving.loadedClasses());
  }
}
