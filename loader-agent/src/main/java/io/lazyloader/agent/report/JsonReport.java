package io.lazyloader.agent.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.lazyloader.agent.profile.Figure;
import io.lazyloader.agent.profile.Initialisation;
import io.lazyloader.agent.profile.Measure;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.RegionProfile;
import io.lazyloader.agent.profile.Tally;
import java.io.IOException;
import java.io.Writer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reports for programs, as JSON. The schema is in {@code docs/profile.md}; keys are added to a
 * version of it, but none changes its meaning or goes.
 */
public final class JsonReport implements ComparingFormat {
  /** What a report's first key says. */
  public static final String SCHEMA = "lazyloader-report";

  /** The version of the schema. */
  public static final int VERSION = 1;

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final List<String> SUMS =
      List.of(
          "classes",
          "regions",
          "never_read_regions",
          "failed",
          "self_ns",
          "self_bytes",
          "self_loaded");

  /** Makes the format. */
  public JsonReport() {}

  @Override
  public void write(Analysis analysis, Writer out) throws IOException {
    try (JsonGenerator json = open(out, "profile")) {
      Tree tree = analysis.tree();
      writeHead(json, analysis);
      Totals totals = Totals.of(tree);
      json.writeObjectFieldStart("sums");
      json.writeNumberField("classes", totals.classes());
      json.writeNumberField("regions", totals.regions());
      json.writeNumberField("never_read_regions", totals.neverRead());
      json.writeNumberField("failed", totals.failures());
      json.writeNumberField("self_ns", totals.selfNanos());
      json.writeNumberField("self_bytes", totals.selfBytes());
      json.writeNumberField("self_loaded", totals.selfLoaded());
      json.writeEndObject();
      Set<String> keys = new HashSet<>(analysis.profile().totals().keySet());
      keys.addAll(SUMS);
      writeLabels(json, keys);
      write(json, "never_read", analysis.savings().ofAllNeverRead());
      write(json, "not_read_before_ready", analysis.savings().ofAllNotReadBeforeReady());
      writeIds(json, "paid_later", analysis.savings().paidLater());
      writeSetups(json, analysis.savings());
      if (!analysis.verdicts().isEmpty()) {
        writeProposal(json, PlanProposal.of(analysis, PlanProposal.Limits.USUAL));
      }
      json.writeArrayFieldStart("initialisers");
      for (TreeNode node : tree.nodes()) {
        json.writeRaw('\n');
        write(json, node, analysis);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  @Override
  public void compare(Analysis before, Analysis after, Writer out) throws IOException {
    Comparison comparison = Comparison.of(before, after);
    try (JsonGenerator json = open(out, "comparison")) {
      json.writeObjectFieldStart("before");
      writeHead(json, before);
      json.writeEndObject();
      json.writeObjectFieldStart("after");
      writeHead(json, after);
      json.writeEndObject();
      Set<String> keys = new HashSet<>();
      comparison.counters().forEach(counter -> keys.add(counter.name()));
      writeLabels(json, keys);
      write(json, "counters", comparison.counters());
      write(json, "changed", comparison.changed());
      write(json, "gone", comparison.gone());
      write(json, "added", comparison.added());
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /** What text and HTML call the figures that have a key of their own. */
  private static void writeLabels(JsonGenerator json, Set<String> keys) throws IOException {
    json.writeObjectFieldStart("labels");
    for (String key : Labels.sorted(keys)) {
      json.writeStringField(key, Labels.of(key));
    }
    json.writeEndObject();
  }

  private static JsonGenerator open(Writer out, String kind) throws IOException {
    JsonGenerator json = JSON.createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    json.writeStartObject();
    json.writeStringField("schema", SCHEMA);
    json.writeNumberField("version", VERSION);
    json.writeStringField("kind", kind);
    return json;
  }

  private static void writeHead(JsonGenerator json, Analysis analysis) throws IOException {
    Profile profile = analysis.profile();
    json.writeStringField("profile", analysis.name());
    json.writeNumberField("runs", profile.runs());
    json.writeObjectFieldStart("facts");
    for (Map.Entry<String, Tally> fact : profile.facts().entrySet()) {
      write(json, fact.getKey(), fact.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("totals");
    for (Map.Entry<String, Figure> total : profile.totals().entrySet()) {
      write(json, total.getKey(), total.getValue());
    }
    json.writeEndObject();
  }

  private static void writeSetups(JsonGenerator json, Savings savings) throws IOException {
    json.writeArrayFieldStart("shared");
    for (SharedSetup setup : savings.setups()) {
      json.writeStartObject();
      json.writeStringField("calls", setup.name());
      json.writeNumberField("first_payer", setup.firstPayer().index());
      writeIds(json, "others", setup.others());
      write(json, "users", Tally.of(setup.users(), false));
      write(json, "cost", setup.cost());
      write(json, "whole_cost", setup.wholeCost());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeProposal(JsonGenerator json, PlanProposal proposal) throws IOException {
    json.writeObjectFieldStart("plan");
    json.writeNumberField("candidates", proposal.candidates());
    json.writeNumberField("safe", proposal.safe());
    writeIds(json, "regions", proposal.regions());
    write(json, "saving_until_ready", proposal.saving());
    json.writeNumberField("own_ns", proposal.ownNanos());
    json.writeNumberField("expected_ns", proposal.expectedNanos());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, TreeNode node, Analysis analysis)
      throws IOException {
    Initialisation initialisation = node.initialisation();
    TreeNode parent = node.parent();
    json.writeStartObject();
    json.writeNumberField("id", node.index());
    if (parent != null) {
      json.writeNumberField("parent", parent.index());
    }
    json.writeStringField("name", node.name());
    json.writeStringField("class", node.className());
    json.writeStringField("hash", node.hash());
    json.writeNumberField("runs", initialisation.runs());
    json.writeNumberField("failures", initialisation.failures());
    json.writeNumberField("cumulative_ns", node.totalNanos());
    json.writeNumberField("cumulative_bytes", node.totalBytes());
    json.writeNumberField("cumulative_loaded", node.totalLoaded());
    json.writeObjectFieldStart("figures");
    for (Map.Entry<Measure, Figure> figure : initialisation.figures().entrySet()) {
      write(json, figure.getKey().key(), figure.getValue());
    }
    json.writeEndObject();
    write(json, "threads", initialisation.threads());
    write(json, "triggers", initialisation.triggers());
    write(json, "later_users", initialisation.laterUsers());
    RegionProfile region = node.region();
    if (region != null) {
      writeRegion(json, node, region, analysis);
    }
    json.writeEndObject();
  }

  private static void writeRegion(
      JsonGenerator json, TreeNode node, RegionProfile region, Analysis analysis)
      throws IOException {
    json.writeArrayFieldStart("fields");
    for (String field : region.fields()) {
      json.writeString(field);
    }
    json.writeEndArray();
    json.writeNumberField("line", region.line());
    json.writeBooleanField("never_read", region.isNeverRead());
    json.writeNumberField("runs_read", region.runsRead());
    json.writeNumberField("runs_read_before_ready", region.runsReadBeforeReady());
    write(json, "first_readers", region.firstReaders());
    write(json, "saving", analysis.savings().ofRegion(node));
    write(json, "saving_until_ready", analysis.savings().ofRegionUntilReady(node));
    FieldVerdict verdict = analysis.verdict(node);
    if (verdict != null) {
      json.writeObjectFieldStart("verdict");
      json.writeStringField("kind", verdict.kind());
      json.writeStringField("reason", verdict.reason());
      json.writeBooleanField("safe", analysis.isSafe(node));
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, String key, Figure figure) throws IOException {
    json.writeObjectFieldStart(key);
    json.writeNumberField("runs", figure.runs());
    json.writeNumberField("min", figure.min());
    json.writeNumberField("median", figure.median());
    json.writeNumberField("max", figure.max());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String key, Tally tally) throws IOException {
    json.writeObjectFieldStart(key);
    json.writeBooleanField("complete", !tally.isCut());
    json.writeArrayFieldStart("seen");
    for (Map.Entry<String, Tally.Entry> entry : tally.entries().entrySet()) {
      json.writeStartObject();
      json.writeStringField("name", entry.getKey());
      json.writeNumberField("runs", entry.getValue().runs());
      if (!entry.getValue().example().isEmpty()) {
        json.writeStringField("example", entry.getValue().example());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String key, Saving saving) throws IOException {
    json.writeObjectFieldStart(key);
    json.writeNumberField("self_ns", saving.nanos());
    json.writeNumberField("self_bytes", saving.bytes());
    json.writeNumberField("self_loaded", saving.loadedClasses());
    json.writeNumberField("initialisers", saving.initialisations());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String key, Deferral deferral) throws IOException {
    json.writeObjectFieldStart(key);
    write(json, "saving", deferral.saving());
    writeIds(json, "regions", deferral.regions());
    writeIds(json, "spared", deferral.spared());
    json.writeEndObject();
  }

  private static void writeIds(JsonGenerator json, String key, List<TreeNode> nodes)
      throws IOException {
    json.writeArrayFieldStart(key);
    for (TreeNode node : nodes) {
      json.writeNumber(node.index());
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, String key, List<Comparison.Change> changes)
      throws IOException {
    json.writeArrayFieldStart(key);
    for (Comparison.Change change : changes) {
      json.writeRaw('\n');
      json.writeStartObject();
      json.writeStringField("name", change.name());
      json.writeNumberField("before", change.before());
      json.writeNumberField("after", change.after());
      json.writeNumberField("change", change.delta());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
