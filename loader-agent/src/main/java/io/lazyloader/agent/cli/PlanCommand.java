package io.lazyloader.agent.cli;

import io.lazyloader.agent.analysis.Limits;
import io.lazyloader.agent.profile.ProfileReader;
import io.lazyloader.agent.report.Analysis;
import io.lazyloader.agent.report.PlanProposal;
import io.lazyloader.agent.report.ProposalText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Chooses from a profile what is safe and worth to be deferred, and writes it down as a plan. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Chooses what to defer: what is safe, was not needed before ready in any recorded run, and",
      "saves something that nobody else pays instead."
    },
    footer = {
      "",
      "lazyloader record -o app.lazyprofile -- -jar app.jar",
      "lazyloader plan --profile app.lazyprofile -o app.lazyplan",
      "lazyloader run --plan app.lazyplan -- -jar app.jar"
    })
final class PlanCommand implements Callable<Integer> {
  private static final double NANOS_A_MILLI = 1e6;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "What was recorded of one run, or merged from several.",
      required = true)
  private Path profile;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write the plan. Default: standard output.")
  private @Nullable Path output;

  @Option(
      names = {"-cp", "-classpath", "--class-path"},
      paramLabel = "PATH",
      description = "The program's classes. Default: the class path that the profile names.")
  private @Nullable String classPath;

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

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  PlanCommand() {}

  @Override
  public Integer call() throws IOException {
    PlanProposal.Limits limits = limits();
    if (output != null) {
      new OutputFile("-o", output).checkPlace();
    }
    Analysis recorded = Analysis.of(profile.toString(), ProfileReader.read(profile));
    String path =
        classPath == null ? RegionVerdicts.recordedClassPath(recorded.profile()) : classPath;
    if (path.isEmpty()) {
      throw new CommandFailure(
          Main.USAGE,
          "the classes of "
              + profile
              + " can't be judged: it names no class path that is on this machine. Name the"
              + " program's with -cp.");
    }
    String trusted = policy.trustSentence();
    if (!trusted.isEmpty()) {
      complain(trusted);
    }
    Analysis analysis = RegionVerdicts.judge(recorded, path, policy, judging(), this::complain);
    PlanProposal proposal = PlanProposal.of(analysis, limits);
    ProposalText text = new ProposalText(analysis, proposal);
    write(file(text, proposal));
    text.summary().forEach(this::complain);
    if (explain) {
      text.explanation().forEach(spec.commandLine().getErr()::println);
    }
    if (output != null && proposal.fields() > 0) {
      complain("compare: lazyloader bench --arm plan=agent:plan=" + output + " -- JAVA-ARGS");
    }
    return 0;
  }

  private PlanProposal.Limits limits() {
    if (!(minSaving >= 0 && minSaving < 1e9)) {
      throw wrongUsage("--min-saving is " + minSaving + "; it takes milliseconds, from 0.");
    }
    if (maxFields != null && maxFields < 1) {
      throw wrongUsage("--max-fields is " + maxFields + "; it takes a number from 1.");
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
      throw wrongUsage("--max-instructions is " + maxInstructions + "; it takes a number from 1.");
    }
    if (maxMemory != null && (maxMemory < 1 || maxMemory > 1 << 12)) {
      throw wrongUsage("--max-memory is " + maxMemory + "; it takes megabytes, from 1 to 4096.");
    }
    return new Limits(
        maxInstructions == null ? usual.instructions() : maxInstructions,
        maxMemory == null ? usual.bytes() : (long) maxMemory << 20);
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private PlanFile file(ProposalText text, PlanProposal proposal) {
    List<String> head = new ArrayList<>();
    head.add(
        "Chosen by lazyloader plan --safety "
            + policy.policy().name().toLowerCase(Locale.ROOT)
            + " from "
            + text.origin()
            + "; made to be edited.");
    head.addAll(text.summary());
    List<PlanFile.Line> lines = new ArrayList<>();
    for (PlanProposal.Choice choice : proposal.chosen()) {
      for (String field : choice.region().fields()) {
        lines.add(
            new PlanFile.Line(choice.region().className() + '#' + field, text.remark(choice)));
      }
    }
    return new PlanFile(head, lines);
  }

  private void write(PlanFile file) throws IOException {
    if (output == null) {
      file.write(spec.commandLine().getOut());
      return;
    }
    new OutputFile("-o", output).write(file::write);
  }

  private void complain(String message) {
    spec.commandLine().getErr().println("lazyloader: " + message);
  }
}
