package io.lazyloader.agent.cli.profile;

import io.lazyloader.agent.analysis.Limits;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.common.JsonOption;
import io.lazyloader.agent.cli.common.Messages;
import io.lazyloader.agent.cli.common.OutputOption;
import io.lazyloader.agent.cli.common.Patience;
import io.lazyloader.agent.cli.verdict.PolicyOptions;
import io.lazyloader.agent.profile.ProfileReader;
import io.lazyloader.agent.report.Analysis;
import io.lazyloader.agent.report.PlanProposal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Chooses from a profile what is safe and worth to be deferred, and writes it down as a plan. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description =
        "Chooses what to defer: what is safe, was not needed before ready in any recorded run, and"
            + " saves something that nobody else pays instead.",
    footer = {
      "",
      "lazyloader record -o app.lazyprofile -- -jar app.jar",
      "lazyloader plan --profile app.lazyprofile -o app.lazyplan",
      "lazyloader run --plan app.lazyplan -- -jar app.jar"
    })
public final class PlanCommand implements Callable<Integer> {
  private static final double NANOS_A_MILLI = 1e6;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "What was recorded of one run, or merged from several.",
      required = true)
  private Path profile;

  @Mixin private OutputOption output = new OutputOption();

  @Mixin private RecordedClassPath classPath = new RecordedClassPath();

  @Mixin private PolicyOptions policy;

  @Option(
      names = "--min-saving",
      paramLabel = "MS",
      description =
          "Leaves alone what saves fewer milliseconds until ready, unless it saves 256 kB. Default:"
              + " 0.1.",
      defaultValue = "0.1")
  private double minSaving;

  @Option(
      names = "--max-fields",
      paramLabel = "N",
      description = "Defers no more fields than that: those that save most.")
  private @Nullable Integer maxFields;

  @Option(
      names = "--max-instructions",
      paramLabel = "N",
      description =
          "How many instructions of an initialiser are followed until nothing is said about it."
              + " Default: 50,000,000.")
  private @Nullable Long maxInstructions;

  @Option(
      names = "--max-memory",
      paramLabel = "MB",
      description = "And how many megabytes it may allocate. Default: 128.")
  private @Nullable Integer maxMemory;

  @Option(
      names = "--explain",
      description = "Tells on standard error also what was left alone, and why.")
  private boolean explain;

  @Mixin private JsonOption json = new JsonOption();

  @Mixin private Messages messages = new Messages();

  @SuppressWarnings("NullAway.Init")
  PlanCommand() {}

  @Override
  public Integer call() throws IOException {
    PlanProposal.Limits limits = limits();
    if (json.isStdout() && output.file() == null) {
      throw messages.wrongUsage("plan and JSON can't both go to stdout; name a file with -o.");
    }
    output.check();
    json.check();
    Analysis recorded = Analysis.of(profile.toString(), ProfileReader.read(profile));
    String path = classPath.of(recorded.profile());
    if (path.isEmpty()) {
      throw CommandFailure.usage(
          "the classes of "
              + profile
              + " can't be judged: it names no class path that is on this machine. Name the"
              + " program's with -cp.");
    }
    String trusted = policy.trustSentence();
    if (!trusted.isEmpty()) {
      messages.tell(trusted);
    }
    ProposedPlan plan = choose(recorded, path, limits);
    output.write(plan.file()::write);
    if (json.isGiven()) {
      json.write(plan.json());
    }
    plan.summary().forEach(messages::tell);
    if (explain) {
      plan.explanation().forEach(messages.err()::println);
    }
    if (output.file() != null && plan.fields() > 0) {
      messages.tell(
          "compare: lazyloader bench --arm plan=agent:plan=" + output.file() + " -- JAVA-ARGS");
    }
    return ExitCode.FINE.number();
  }

  @SuppressWarnings("try") // Only to be closed.
  private ProposedPlan choose(Analysis recorded, String path, PlanProposal.Limits limits)
      throws IOException {
    String what = "judging " + RegionVerdicts.classes(recorded.profile());
    try (Patience waiting = messages.patience(what)) {
      return ProposedPlan.of(recorded, path, policy, limits, judging(), messages::tell);
    }
  }

  private PlanProposal.Limits limits() {
    if (!(minSaving >= 0 && minSaving < 1e9)) {
      throw messages.wrongUsage(
          "--min-saving is " + minSaving + "; it takes milliseconds, from 0.");
    }
    if (maxFields != null && maxFields < 1) {
      throw messages.wrongUsage("--max-fields is " + maxFields + "; it takes a number from 1.");
    }
    PlanProposal.Limits usual = PlanProposal.Limits.USUAL;
    return new PlanProposal.Limits(
        Math.round(minSaving * NANOS_A_MILLI),
        usual.leastBytes(),
        maxFields == null ? usual.mostFields() : maxFields);
  }

  private Limits judging() {
    Limits usual = Limits.OFF_LINE;
    if (maxInstructions != null && maxInstructions < 1) {
      throw messages.wrongUsage(
          "--max-instructions is " + maxInstructions + "; it takes a number from 1.");
    }
    if (maxMemory != null && (maxMemory < 1 || maxMemory > 1 << 12)) {
      throw messages.wrongUsage(
          "--max-memory is " + maxMemory + "; it takes megabytes, from 1 to 4096.");
    }
    return new Limits(
        maxInstructions == null ? usual.instructions() : maxInstructions,
        maxMemory == null ? usual.bytes() : (long) maxMemory << 20);
  }
}
