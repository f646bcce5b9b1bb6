package io.lazyloader.agent.cli.profile;

import io.lazyloader.agent.analysis.Limits;
import io.lazyloader.agent.classpath.ProgramClasses;
import io.lazyloader.agent.cli.verdict.PlanFile;
import io.lazyloader.agent.cli.verdict.PolicyOptions;
import io.lazyloader.agent.plan.FieldName;
import io.lazyloader.agent.profile.ClassHash;
import io.lazyloader.agent.profile.ClassProfile;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.report.Analysis;
import io.lazyloader.agent.report.PlanProposal;
import io.lazyloader.agent.report.ProposalJson;
import io.lazyloader.agent.report.ProposalText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What to defer, as a recording and the verdicts on its fields have it. */
public final class ProposedPlan {
  private final PolicyOptions policy;
  private final Analysis analysis;
  private final PlanProposal proposal;
  private final ProposalText text;

  private ProposedPlan(PolicyOptions policy, Analysis analysis, PlanProposal.Limits limits) {
    this.policy = policy;
    this.analysis = analysis;
    this.proposal = PlanProposal.of(analysis, limits);
    this.text = new ProposalText(analysis, proposal);
  }

  /**
   * Judges what was recorded, and chooses.
   *
   * @param recorded the recording
   * @param classPath where its classes are, as {@code java -cp} takes it
   * @param limits of what is chosen
   * @param judging what one initialiser may use until nothing is said about it
   * @param complain told of problems, as sentences
   * @throws IOException if the class path can't be closed
   */
  public static ProposedPlan of(
      Analysis recorded,
      String classPath,
      PolicyOptions policy,
      PlanProposal.Limits limits,
      Limits judging,
      Consumer<String> complain)
      throws IOException {
    return new ProposedPlan(
        policy, RegionVerdicts.judge(recorded, classPath, policy, judging, complain), limits);
  }

  /**
   * How much of a recording is of a program.
   *
   * @param classPath of the program, as {@code java -cp} takes it
   * @return the share of the recorded classes that are there, with the same bytes; 1 if none is
   *     recorded
   */
  public static double matchedShare(Profile profile, String classPath) throws IOException {
    long matched = 0;
    try (ProgramClasses classes = ProgramClasses.open(classPath)) {
      for (ClassProfile recorded : profile.classes().values()) {
        byte[] classFile = classes.classFile(recorded.name().replace('.', '/'));
        if (classFile != null && ClassHash.of(classFile).equals(recorded.hash())) {
          matched++;
        }
      }
    }
    int all = profile.classes().size();
    return all == 0 ? 1 : (double) matched / all;
  }

  /** How many fields were chosen. */
  public long fields() {
    return proposal.fields();
  }

  /** What it comes to, in a few sentences. */
  public List<String> summary() {
    return text.summary();
  }

  /** What was left alone, and why, line by line. */
  List<String> explanation() {
    return text.explanation();
  }

  /** The same for programs. */
  String json() throws IOException {
    return ProposalJson.text(analysis, proposal, safety());
  }

  private String safety() {
    return policy.policy().name().toLowerCase(Locale.ROOT);
  }

  /** The plan. */
  public PlanFile file() {
    List<String> head = new ArrayList<>();
    head.add(
        "Chosen by lazyloader plan --safety "
            + safety()
            + " from "
            + text.origin()
            + "; made to be edited.");
    head.addAll(text.summary());
    List<PlanFile.Line> lines = new ArrayList<>();
    for (PlanProposal.Choice choice : proposal.chosen()) {
      for (String field : choice.region().fields()) {
        lines.add(
            new PlanFile.Line(
                FieldName.of(choice.region().className(), field), text.remark(choice)));
      }
    }
    return new PlanFile(head, lines);
  }
}
