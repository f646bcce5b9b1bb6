package io.lazyloader.agent.cli.optimize;

import io.lazyloader.agent.bench.Target;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.EnumConverter;
import io.lazyloader.agent.cli.program.RunProgress;
import io.lazyloader.agent.cli.program.RunTarget;
import io.lazyloader.agent.cli.verdict.PolicyOptions;
import io.lazyloader.agent.optimize.Exclusions;
import io.lazyloader.agent.optimize.OptimizeSettings;
import io.lazyloader.agent.optimize.Pass;
import io.lazyloader.agent.optimize.PlanSource;
import io.lazyloader.agent.optimize.Purpose;
import io.lazyloader.agent.report.Analysis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is to be done to a program, and what counts as its behaviour: a mixin of commands. */
final class OptimizeOptions {
  @Option(
      names = "--for",
      paramLabel = "PURPOSE",
      description =
          "cli, for a program that ends soon, or server, for one that stays (default: server with"
              + " --ready, else cli).",
      converter = PurposeConverter.class,
      completionCandidates = PurposeConverter.class)
  private @Nullable Purpose purpose;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "What record wrote; without it, and without --plan, the program is recorded.")
  private @Nullable Path profile;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "The fields to defer, instead of those that a profile proposes.")
  private @Nullable Path plan;

  @Option(
      names = "--skip",
      paramLabel = "PASS",
      split = ",",
      description =
          "Passes to leave out: pack, archive, flags, modernise, unseal, merge, defer, hints.",
      converter = PassConverter.class,
      completionCandidates = PassConverter.class)
  private Set<Pass> skipped = new TreeSet<>();

  @Option(
      names = "--skip-class",
      paramLabel = "CLASS",
      split = ",",
      description = "Classes that are not modernised, and whose static initialisers stay.")
  private Set<String> skippedClasses = new TreeSet<>();

  @Option(
      names = "--exclude",
      paramLabel = "FILE",
      description = "Fields, classes, options and passes to leave out, as bisect writes them.")
  private @Nullable Path exclude;

  @Option(
      names = "--strip-signatures",
      description = "Leaves out signatures that verify; without it, what that would gain is told.")
  private boolean stripsSignatures;

  @Option(
      names = "--merge-anyway",
      description = "Merges jars although the program asks where its classes come from.")
  private boolean mergesAnyway;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description = "A file that the program writes, and that is compared, too; repeatable.")
  private List<Path> comparedFiles = new ArrayList<>();

  @Option(
      names = "--compare-stderr",
      description = "What is written on standard error is compared, too.")
  private boolean comparesErrors;

  @Option(
      names = {"-i", "--ignore-failure"},
      description = "Takes a program whatever its exit code.")
  private boolean ignoresFailure;

  @Option(names = "--force", description = "Takes a profile that is of another program, too.")
  private boolean forces;

  @Mixin private RunTarget target = new RunTarget();

  @Mixin private PolicyOptions policy = new PolicyOptions();

  /** Made by picocli, which sets the rest. */
  OptimizeOptions() {}

  /** How much proof is asked for. */
  PolicyOptions policy() {
    return policy;
  }

  /**
   * The settings that they come to.
   *
   * @param directory for the result
   * @param rounds to measure at most
   * @throws CommandFailure if a file is not there
   */
  OptimizeSettings settings(Path directory, int rounds, boolean overwrites, boolean verifies)
      throws IOException {
    checkThere("--plan", plan);
    checkThere("--exclude", exclude);
    Target ends = target.target();
    Purpose chosen = purpose == null ? (ends.isServer() ? Purpose.SERVER : Purpose.CLI) : purpose;
    Exclusions skips = new Exclusions(skipped, Set.of(), skippedClasses, Set.of());
    return new OptimizeSettings(
        directory,
        chosen,
        skips.and(excluded()),
        stripsSignatures,
        mergesAnyway,
        rounds,
        ends,
        ignoresFailure,
        overwrites,
        verifies,
        comparedFiles,
        comparesErrors);
  }

  /** What the file of {@code --exclude} names. */
  Exclusions excluded() throws IOException {
    return exclude == null ? Exclusions.NONE : Exclusions.read(exclude);
  }

  private static void checkThere(String option, @Nullable Path file) {
    if (file != null && !Files.isReadable(file)) {
      throw CommandFailure.usage("option " + option + ": there is no file " + file + " to read.");
    }
  }

  /** Where the plan comes from: a file that is named, a profile, or a run that is recorded. */
  PlanSource planSource(List<String> words, Path agentJar, RunProgress progress)
      throws IOException {
    // Read now: whoever named a wrong file need not wait for a run of the program.
    Analysis recorded = profile == null || plan != null ? null : ScratchPlan.read(profile);
    return scratch -> {
      if (plan != null) {
        return plan;
      }
      ScratchPlan proposed = new ScratchPlan(policy, scratch, agentJar, progress::warn);
      if (recorded != null) {
        return proposed.of(recorded, words, forces);
      }
      progress.running("recording", "the program as it is");
      return proposed.recorded(words, target.target());
    };
  }

  /** Purposes are written in lower case. */
  static final class PurposeConverter extends EnumConverter<Purpose> {
    PurposeConverter() {
      super(Purpose.class);
    }
  }

  /** And so are passes. */
  static final class PassConverter extends EnumConverter<Pass> {
    PassConverter() {
      super(Pass.class);
    }
  }
}
