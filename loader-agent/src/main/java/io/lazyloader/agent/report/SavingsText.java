package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.PlainText;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.RegionProfile;
import io.lazyloader.agent.profile.Tally;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;

/** Prints the regions that it would bring most to defer, and what it would bring to defer all. */
final class SavingsText {
  private static final String ROW = "%12s %12s %12s %9s  ";
  private static final int REGION_COLUMN = 50;

  /** Where names have less room than that, they have a line of their own. */
  private static final int LEAST_FOR_NAMES = 40;

  private static final String NEVER_READ = Labels.NEVER_READ;
  private static final String READ_LATER = "first " + Labels.READ_AFTER_READY;
  private static final String INDENT = " ".repeat(8);

  private final PrintWriter out;
  private final TextOptions options;
  private final Paint paint;

  SavingsText(PrintWriter out, TextOptions options) {
    this.out = out;
    this.options = options;
    this.paint = new Paint(options.isColoured());
  }

  void write(Analysis analysis) {
    List<TreeNode> regions = analysis.savings().regions();
    if (regions.isEmpty()) {
      out.println("There is no initialiser region to defer.");
      return;
    }
    List<TreeNode> top = regions.subList(0, Math.min(options.top(), regions.size()));
    if (!top.isEmpty()) {
      out.println(
          paint.title(
              String.format(Locale.ROOT, ROW, "would save", "self", "allocated", "classes")
                  + "initialiser region"));
      top.forEach(region -> write(region, analysis));
      if (top.size() < regions.size()) {
        out.println(
            paint.faint(
                String.format(Locale.ROOT, ROW, "", "", "", "")
                    + Amounts.count(regions.size() - top.size())
                    + " more (--top N)"));
      }
      out.println();
    }
    writeShared(analysis.savings());
    sum(analysis);
  }

  private void writeShared(Savings savings) {
    List<SharedSetup> dearest = savings.dearSetups().stream().limit(Savings.MOST_SETUPS).toList();
    if (dearest.isEmpty()) {
      return;
    }
    out.println(
        "Paid by whoever comes first, with all that it starts: deferring the first payer alone saves"
            + " nothing.");
    for (SharedSetup setup : dearest) {
      String text =
          Amounts.time(setup.wholeCost().nanos())
              + " in "
              + PlainText.of(setup.name())
              + ": "
              + ProposalText.place(setup.firstPayer())
              + "; next would be "
              + ProposalText.place(setup.others().get(0))
              + (setup.others().size() == 1
                  ? ""
                  : " and " + Amounts.count(setup.others().size() - 1) + " more")
              + (setup.isUsedByProgram() ? ", and code outside of initialisers" : "");
      out.println(Sentences.wrap(text, "  ", Math.max(40, options.width())));
    }
    out.println();
  }

  private void write(TreeNode region, Analysis analysis) {
    Saving saving = analysis.savings().ofRegionUntilReady(region);
    String figures =
        String.format(
            Locale.ROOT,
            ROW,
            Amounts.time(saving.nanos()),
            Amounts.time(region.selfNanos()),
            Amounts.bytes(saving.bytes()),
            Amounts.count(saving.loadedClasses()));
    int room = options.isShortened() ? options.width() - REGION_COLUMN : Integer.MAX_VALUE;
    if (room < LEAST_FOR_NAMES) {
      out.println(figures.stripTrailing());
      out.println(INDENT + ShortName.fit(region.name(), options.width() - INDENT.length()));
    } else {
      out.println(figures + ShortName.fit(region.name(), room));
    }
    String use = reads(region) + verdict(region, analysis) + "; " + trigger(region.owner());
    String text = Sentences.wrap(use, INDENT, Math.max(40, options.width()));
    String mark = region.isNeverRead() ? NEVER_READ : region.isPaidLater() ? READ_LATER : "";
    out.println(text.replaceFirst(mark, Matcher.quoteReplacement(paint.notable(mark))));
  }

  private static String reads(TreeNode node) {
    RegionProfile region = node.region();
    if (region == null || region.isNeverRead()) {
      return NEVER_READ;
    }
    String when = node.isPaidLater() ? READ_LATER : "first read";
    long runs = node.initialisation().runs();
    String often =
        region.runsRead() < runs
            ? " in " + Amounts.count(region.runsRead()) + " of " + Amounts.count(runs) + " runs"
            : "";
    Tally readers = region.firstReaders();
    return readers.entries().isEmpty()
        ? when + often
        : when + often + " by " + site(readers, readers.mostFrequent());
  }

  private static String verdict(TreeNode region, Analysis analysis) {
    FieldVerdict verdict = analysis.verdict(region);
    return verdict == null ? "" : "; " + verdict.kind();
  }

  private static String trigger(TreeNode ofClass) {
    Tally triggers = ofClass.initialisation().triggers();
    return triggers.entries().isEmpty()
        ? "nobody is known to have started its class"
        : "class started by " + site(triggers, triggers.mostFrequent());
  }

  /** The code if it is known, else on whose behalf it ran. */
  private static String site(Tally tally, String user) {
    Tally.Entry entry = tally.entries().get(user);
    String example = entry == null ? "" : entry.example();
    if (!example.isEmpty()) {
      return PlainText.of(example);
    }
    return user.equals(Profile.PROGRAM) ? "the program" : PlainText.of(user);
  }

  private void sum(Analysis analysis) {
    sumOfAll(analysis);
    if (!analysis.verdicts().isEmpty()) {
      PlanProposal proposal = PlanProposal.of(analysis, PlanProposal.Limits.USUAL);
      for (String sentence : new ProposalText(analysis, proposal).summary()) {
        out.println(Sentences.wrap(sentence, "", options.width()));
      }
    }
  }

  private void sumOfAll(Analysis analysis) {
    Deferral neverRead = analysis.savings().ofAllNeverRead();
    Totals totals = Totals.of(analysis.tree());
    if (neverRead.regions().isEmpty()) {
      out.println("Every region was read by somebody who runs anyway.");
    } else {
      out.println(Sentences.wrap(sum(neverRead, totals, analysis.profile()), "", options.width()));
    }
    Saving saving = neverRead.untilReady();
    Saving untilReady = analysis.savings().ofAllNotReadBeforeReady().untilReady();
    int paidLater = analysis.savings().paidLater().size();
    if (paidLater > 0) {
      out.println(
          Sentences.wrap(
              Amounts.counted(paidLater, "region was", "regions were")
                  + " read only after start-up: deferred too, another "
                  + Amounts.time(untilReady.nanos() - saving.nanos())
                  + " would not be paid before ready, but later.",
              "",
              options.width()));
    }
  }

  /** What no run needed is more than what none read: nobody needs what only the former reads. */
  private static String alone(int read) {
    return read <= 0 ? "" : ", " + Amounts.count(read) + " of them read by others of them alone,";
  }

  private static String sum(Deferral deferral, Totals totals, Profile profile) {
    Saving saving = deferral.saving();
    String ofReady =
        profile.median(Totals.READY) == 0
            ? ""
            : " and " + Totals.shareOfReady(deferral.untilReady().nanos(), profile);
    return "To defer the "
        + Amounts.counted(deferral.regions().size(), "region", "regions")
        + " (of "
        + Amounts.count(totals.regions())
        + ") that no run needed"
        + alone(deferral.regions().size() - totals.neverRead())
        + " would save "
        + Amounts.time(saving.nanos())
        + ": "
        + Amounts.percent(saving.nanos(), totals.selfNanos())
        + " of the "
        + Amounts.time(totals.selfNanos())
        + " in static initialisers"
        + ofReady
        + "; "
        + Amounts.bytes(saving.bytes())
        + " of allocation and "
        + Amounts.counted(saving.loadedClasses(), "class", "classes")
        + ". That is an upper bound, before safety and the cost of laziness.";
  }
}
