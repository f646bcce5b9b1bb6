package io.lazyloader.agent.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what the page advises: what {@code plan} would choose, and what it would not help. */
final class HtmlAdvice {
  private final Analysis analysis;

  /** Null if nothing was judged. */
  private final @Nullable PlanProposal proposal;

  private final Set<TreeNode> safe = new HashSet<>();
  private final Set<TreeNode> chosen = new HashSet<>();

  HtmlAdvice(Analysis analysis) {
    this.analysis = analysis;
    if (analysis.verdicts().isEmpty()) {
      this.proposal = null;
      return;
    }
    PlanProposal usual = PlanProposal.of(analysis, PlanProposal.Limits.USUAL);
    this.proposal = usual;
    chosen.addAll(usual.regions());
    analysis.savings().ofAllNotReadBeforeReady().notNeeded().stream()
        .filter(analysis::isSafe)
        .forEach(safe::add);
  }

  /** Tells whether a region may be deferred and no run needed it before ready. */
  boolean isSafeAndNotNeeded(TreeNode region) {
    return safe.contains(region);
  }

  /** Tells whether {@code plan} would choose a region. */
  boolean isChosen(TreeNode region) {
    return chosen.contains(region);
  }

  /** Writes its fields into the object that is open. */
  void write(JsonGenerator json) throws IOException {
    json.writeFieldName("plan");
    if (proposal == null) {
      json.writeNull();
    } else {
      writePlan(json, proposal);
    }
    writeSetups(json);
  }

  private void writePlan(JsonGenerator json, PlanProposal plan) throws IOException {
    json.writeStartObject();
    json.writeNumberField("safe", plan.safe());
    json.writeNumberField("couldWait", analysis.savings().ofRegionsUntilReady(safe).nanos());
    json.writeNumberField("chosen", plan.chosen().size());
    json.writeNumberField("expected", plan.expectedNanos());
    json.writeArrayFieldStart("summary");
    for (String sentence : new ProposalText(analysis, plan).summary()) {
      json.writeString(sentence);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeSetups(JsonGenerator json) throws IOException {
    List<SharedSetup> dear = analysis.savings().dearSetups();
    int named = Math.min(Savings.MOST_SETUPS, dear.size());
    json.writeNumberField("moreSetups", dear.size() - named);
    json.writeArrayFieldStart("setups");
    for (SharedSetup setup : dear.subList(0, named)) {
      json.writeStartObject();
      json.writeStringField("name", setup.name());
      json.writeNumberField("nanos", setup.wholeCost().nanos());
      json.writeNumberField("bytes", setup.wholeCost().bytes());
      json.writeStringField("payer", setup.firstPayer().name());
      json.writeNumberField("line", setup.firstPayer().line());
      json.writeStringField("next", setup.others().get(0).name());
      json.writeNumberField("others", setup.others().size());
      json.writeBooleanField("byProgram", setup.isUsedByProgram());
      json.writeBooleanField("spared", isSpared(setup));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private boolean isSpared(SharedSetup setup) {
    return !chosen.isEmpty() && !analysis.savings().isPaidUntilReady(setup, chosen);
  }
}
