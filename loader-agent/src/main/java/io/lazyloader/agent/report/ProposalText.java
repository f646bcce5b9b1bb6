package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.PlainText;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Says in words what a plan is expected to bring, and why what is not in it was left alone. */
public final class ProposalText {
  private static final int MOST_PAYERS = 4;
  private static final int MOST_REASONS = 8;
  private static final int MOST_SETUPS = 8;

  private final Analysis analysis;
  private final PlanProposal proposal;
  private final Set<TreeNode> chosen = new HashSet<>();

  /** By its first payer, whether somebody still pays for a shared set-up, once that was asked. */
  private final Map<TreeNode, Boolean> paid = new HashMap<>();

  /**
   * Makes the text.
   *
   * @param analysis what was chosen from
   * @param proposal what was chosen
   */
  public ProposalText(Analysis analysis, PlanProposal proposal) {
    this.analysis = analysis;
    this.proposal = proposal;
    chosen.addAll(proposal.regions());
  }

  /**
   * Names what was chosen from.
   *
   * @return the program, and in how many runs it was recorded
   */
  public String origin() {
    Profile profile = analysis.profile();
    String main = RunFigures.fact(profile, "main");
    return Amounts.counted(profile.runs(), "run", "runs")
        + " of "
        + (main.isEmpty() ? PlainText.of(analysis.name()) : PlainText.of(main));
  }

  /**
   * Says how many regions there are, and what is expected.
   *
   * @return sentences
   */
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add(
        Amounts.counted(proposal.candidates(), "region was", "regions were")
            + " not needed before ready in any run; "
            + Amounts.count(proposal.safe())
            + " of these may be deferred; "
            + Amounts.count(proposal.chosen().size())
            + (proposal.chosen().size() == 1 ? " is" : " are")
            + " worth it.");
    if (proposal.chosen().isEmpty()) {
      lines.add("Nothing is expected to be saved: the plan has no field.");
      return lines;
    }
    Saving saving = proposal.saving();
    lines.add(
        "Expected until ready if woven, the cost of laziness ("
            + Amounts.time(proposal.ownNanos())
            + ") taken off: "
            + Amounts.time(proposal.expectedNanos())
            + share()
            + ", "
            + Amounts.bytes(saving.bytes())
            + " of allocation and "
            + Amounts.counted(saving.loadedClasses(), "class", "classes")
            + " less, for "
            + Amounts.counted(proposal.fields(), "field", "fields")
            + " in "
            + Amounts.counted(proposal.classes(), "class", "classes")
            + '.');
    return lines;
  }

  private String share() {
    Profile profile = analysis.profile();
    return profile.median(Totals.READY) == 0
        ? ""
        : " (" + Totals.shareOfReady(Math.max(0, proposal.expectedNanos()), profile) + ')';
  }

  /**
   * Says why a region was chosen.
   *
   * @param choice a region of the proposal
   * @return its verdict and what it saves
   */
  public String remark(PlanProposal.Choice choice) {
    FieldVerdict verdict = analysis.verdict(choice.region());
    String together =
        analysis.savings().setups().stream()
            .filter(setup -> isPayer(choice.region(), setup) && !isPaid(setup))
            .map(setup -> " with all others that call " + PlainText.of(setup.name()))
            .findFirst()
            .orElse("");
    return (verdict == null ? "" : verdict.kind() + "; ")
        + "saves "
        + Amounts.time(choice.saving().nanos())
        + ", "
        + Amounts.bytes(choice.saving().bytes())
        + together
        + (choice.region().isPaidLater() ? "; read later" : "");
  }

  private static boolean isPayer(TreeNode region, SharedSetup setup) {
    return region.equals(setup.firstPayer()) || setup.others().contains(region);
  }

  private boolean isPaid(SharedSetup setup) {
    return paid.computeIfAbsent(
        setup.firstPayer(), payer -> analysis.savings().isPaidUntilReady(setup, chosen));
  }

  /**
   * Says why what is not in the plan was left alone.
   *
   * @return lines
   */
  public List<String> explanation() {
    List<String> lines = new ArrayList<>();
    List<TreeNode> candidates = analysis.savings().ofAllNotReadBeforeReady().notNeeded();
    TreeMap<String, Integer> reasons = new TreeMap<>();
    int tooLittle = 0;
    for (TreeNode region : candidates) {
      if (analysis.isSafe(region)) {
        tooLittle += chosen.contains(region) ? 0 : 1;
      } else {
        FieldVerdict verdict = analysis.verdict(region);
        reasons.merge(
            verdict == null ? "no verdict" : verdict.kind() + ": " + verdict.reason(),
            1,
            Integer::sum);
      }
    }
    lines.add(
        "Not safe: " + Amounts.counted(candidates.size() - proposal.safe(), "region", "regions"));
    reasons.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(MOST_REASONS)
        .forEach(
            reason ->
                lines.add(
                    String.format("  %,6d  %s", reason.getValue(), PlainText.of(reason.getKey()))));
    lines.add(
        "Safe, but would save too little: " + Amounts.counted(tooLittle, "region", "regions"));
    if (!analysis.savings().setups().isEmpty()) {
      lines.add(
          "Work that whoever comes first does for all who call the same, with all that it starts, the"
              + " dearest first:");
      analysis.savings().dearestSetups().stream()
          .limit(MOST_SETUPS)
          .forEach(setup -> lines.addAll(payers(setup)));
    }
    return lines;
  }

  private List<String> payers(SharedSetup setup) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  "
            + PlainText.of(setup.name())
            + ": "
            + Amounts.time(setup.wholeCost().nanos())
            + ", paid by "
            + PlainText.of(setup.firstPayer().name())
            + "; "
            + Amounts.counted(
                setup.others().size(), "other region calls it", "other regions call it")
            + (isPaid(setup) ? "; still paid" : "; spared by the plan"));
    if (isPaid(setup)) {
      List<String> payers = new ArrayList<>();
      List<TreeNode> regions = new ArrayList<>(List.of(setup.firstPayer()));
      regions.addAll(setup.others());
      regions.stream()
          .filter(region -> !chosen.contains(region))
          .forEach(region -> payers.add(place(region)));
      setup.users().forEach((name, use) -> payers.add(place(name, use)));
      payers.stream().limit(MOST_PAYERS).forEach(payer -> lines.add("    would pay: " + payer));
      if (payers.size() > MOST_PAYERS) {
        lines.add("    and " + Amounts.count(payers.size() - MOST_PAYERS) + " more");
      }
    }
    return lines;
  }

  /** Names a region, with the line that it is declared in. */
  static String place(TreeNode region) {
    String line = region.line() == 0 ? "" : " (line " + region.line() + ')';
    return PlainText.of(region.name()) + line;
  }

  private static String place(String user, Tally.Entry use) {
    if (!use.example().isEmpty()) {
      return PlainText.of(use.example());
    }
    return user.equals(Profile.PROGRAM) ? "the program" : PlainText.of(user);
  }
}
