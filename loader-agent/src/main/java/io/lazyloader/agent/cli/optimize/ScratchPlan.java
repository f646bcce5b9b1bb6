package io.lazyloader.agent.cli.optimize;

import io.lazyloader.agent.analysis.Limits;
import io.lazyloader.agent.bench.OneRun;
import io.lazyloader.agent.bench.Target;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.profile.ProposedPlan;
import io.lazyloader.agent.cli.program.ChildJvm;
import io.lazyloader.agent.cli.verdict.PolicyOptions;
import io.lazyloader.agent.optimize.Optimizer;
import io.lazyloader.agent.profile.ProfileReader;
import io.lazyloader.agent.report.Analysis;
import io.lazyloader.agent.report.PlanProposal;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the plan that the optimiser follows: from a profile, which is recorded if there is none.
 */
final class ScratchPlan {
  /** A profile of which less is known is one of another program, or of another version. */
  private static final double LEAST_SHARE = 0.5;

  private final PolicyOptions policy;
  private final Path directory;
  private final Path agentJar;
  private final Consumer<String> log;

  /**
   * Prepares.
   *
   * @param directory for profile and plan
   * @param log is told what is worth telling, as sentences
   */
  ScratchPlan(PolicyOptions policy, Path directory, Path agentJar, Consumer<String> log) {
    this.policy = policy;
    this.directory = directory;
    this.agentJar = agentJar;
    this.log = log;
  }

  /**
   * Records the program, and plans.
   *
   * @return the plan; null if nothing could be recorded, which is told
   */
  @Nullable Path recorded(List<String> words, Target target)
      throws IOException, InterruptedException {
    Path profile = directory.resolve("app.lazyprofile");
    Map<String, String> options = new LinkedHashMap<>();
    options.put("mode", "record");
    options.put("profile", profile.toString());
    options.put("quiet", "true");
    if (target.isServer()) {
      options.put("ready", "port:" + target.port());
    }
    List<String> command = new ArrayList<>(ChildJvm.withAgent(options, agentJar));
    command.addAll(words);
    OneRun run = OneRun.of("recording", ChildJvm.command(command), target);
    if (!Files.exists(profile)) {
      log.accept(
          "nothing was recorded (exit code "
              + run.exitCode()
              + "), so only marked fields are deferred."
              + run.tail());
      return null;
    }
    return of(read(profile), words, /* isForced= */ true);
  }

  /** Reads a profile. */
  static Analysis read(Path profile) throws IOException {
    return Analysis.of(profile.toString(), ProfileReader.read(profile));
  }

  /**
   * Plans from a profile.
   *
   * @param recorded what {@link #read} returned
   * @param words what {@code java} gets to run the program
   * @param isForced whether a profile of another program will do
   */
  Path of(Analysis recorded, List<String> words, boolean isForced) throws IOException {
    String classPath = Optimizer.classPathOf(words);
    double share = ProposedPlan.matchedShare(recorded.profile(), classPath);
    String matched =
        String.format(
            Locale.ROOT,
            "%.0f %% of the classes in %s are those of the program",
            100 * share,
            recorded.name());
    if (share < LEAST_SHARE && !isForced) {
      throw CommandFailure.usage(
          "option --profile: " + matched + ". Record again, or take it all the same by --force.");
    }
    if (share < 1 && !isForced) {
      log.accept(matched + '.');
    }
    ProposedPlan plan =
        ProposedPlan.of(
            recorded, classPath, policy, PlanProposal.Limits.USUAL, Limits.OFF_LINE, log);
    Path file = directory.resolve("app.lazyplan");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      plan.file().write(out);
    }
    return file;
  }
}
