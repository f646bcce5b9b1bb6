package io.lazyloader.agent.cli.optimize;

import io.lazyloader.agent.bench.BenchException;
import io.lazyloader.agent.bench.Target;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.EnumConverter;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.common.Messages;
import io.lazyloader.agent.cli.common.Terminal;
import io.lazyloader.agent.cli.program.AgentJar;
import io.lazyloader.agent.cli.program.ProgramArguments;
import io.lazyloader.agent.cli.program.RunProgress;
import io.lazyloader.agent.cli.program.RunTarget;
import io.lazyloader.agent.cli.verdict.PolicyOptions;
import io.lazyloader.agent.jars.BadJarException;
import io.lazyloader.agent.optimize.OptimizeException;
import io.lazyloader.agent.optimize.OptimizeSettings;
import io.lazyloader.agent.optimize.Optimized;
import io.lazyloader.agent.optimize.Optimizer;
import io.lazyloader.agent.optimize.Pass;
import io.lazyloader.agent.optimize.Purpose;
import io.lazyloader.agent.profile.ProfileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Links a program's jars once, so that it starts faster from then on. */
@Command(
    name = "optimize",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "lazyloader optimize -o DIR [OPTIONS] -- JAVA-ARGS",
    description =
        "Links a program for a faster start: tries pass by pass, measures each on the program"
            + " itself, keeps what pays, and leaves DIR with a launcher. The original is not"
            + " touched. Arguments behind the program are those that it is trained with.",
    footer = {
      "",
      "lazyloader optimize -o fast -- -jar app.jar in.txt",
      "fast/bin/app in.txt",
      "lazyloader optimize -o fast --for server --ready port:8080 \\",
      "                    --exercise 'curl -fs localhost:8080/shop' -- -jar server.jar",
      "",
      "Exit codes: 0 fine, 1 it behaves in another way (--verify), 2 wrong usage,",
      "            3 the program failed, 4 the result could not be written"
    })
public final class OptimizeCommand implements Callable<Integer> {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "The directory to make.")
  private @Nullable Path output;

  @Option(
      names = "--for",
      paramLabel = "PURPOSE",
      description =
          "cli, for a program that ends soon, or server, for one that stays (default: server with"
              + " --ready, else cli).",
      converter = PurposeConverter.class)
  private @Nullable Purpose purpose;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the launcher is called (default: after the jar or main class).")
  private @Nullable String name;

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
          "Passes to leave out: pack, archive, flags, modernise, unseal, merge, defer," + " hints.",
      converter = PassConverter.class)
  private Set<Pass> skipped = new TreeSet<>();

  @Option(
      names = "--skip-class",
      paramLabel = "CLASS",
      split = ",",
      description = "Classes whose static initialisers stay as they are.")
  private Set<String> skippedClasses = new TreeSet<>();

  @Option(
      names = "--strip-signatures",
      description = "Leaves out signatures that verify; without it, what that would gain is told.")
  private boolean stripsSignatures;

  @Option(
      names = "--merge-anyway",
      description = "Merges jars although the program asks where its classes come from.")
  private boolean mergesAnyway;

  @Option(
      names = {"-n", "--rounds"},
      paramLabel = "N",
      description =
          "Timed rounds for each pass at most; 0 keeps every pass without measuring (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int rounds = 10;

  @Option(names = "--verify", description = "Fails if the result behaves in another way.")
  private boolean verifies;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description = "A file that the program writes, and that --verify compares, too; repeatable.")
  private List<Path> comparedFiles = new ArrayList<>();

  @Option(
      names = "--compare-stderr",
      description = "Has --verify compare what is written on standard error, too.")
  private boolean comparesErrors;

  @Option(
      names = {"-i", "--ignore-failure"},
      description = "Optimises a program whatever its exit code.")
  private boolean ignoresFailure;

  @Option(names = "--overwrite", description = "Replaces an earlier result.")
  private boolean overwrites;

  @Option(names = "--force", description = "Takes a profile that is of another program, too.")
  private boolean forces;

  @Mixin private RunTarget target = new RunTarget();

  @Mixin private PolicyOptions policy = new PolicyOptions();

  @Mixin private ProgramArguments program = new ProgramArguments();

  @Mixin private Messages messages = new Messages();

  @SuppressWarnings("NullAway.Init")
  OptimizeCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> words = program.words();
    Path directory = output == null ? Path.of("optimized") : output;
    if (rounds < 0) {
      throw CommandFailure.usage("option -n: at least 0 rounds, not " + rounds + ".");
    }
    Path agentJar = AgentJar.find("optimize");
    RunProgress progress =
        new RunProgress(messages.err(), Terminal.isErrInteractive(), messages.layout().width());
    Target ends = target.target();
    if (plan != null && !Files.isReadable(plan)) {
      throw CommandFailure.usage("option --plan: there is no file " + plan + " to read.");
    }
    try {
      Optimized optimized =
          new Optimizer(
                  settings(directory, ends),
                  work -> plan(words, ends, work, agentJar, progress),
                  progress,
                  sentence -> tell(progress, sentence))
              .optimize(words, name, agentJar);
      progress.end();
      optimized.text().forEach(messages.out()::println);
      messages.tell("run it: " + optimized.launcher());
      return ExitCode.FINE.number();
    } catch (OptimizeException e) {
      progress.end();
      throw new CommandFailure(exitCode(e), String.valueOf(e.getMessage()));
    } catch (BadJarException e) {
      progress.end();
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    } catch (BenchException e) {
      progress.end();
      throw new CommandFailure(
          e.isUsage() ? ExitCode.WRONG_USAGE : ExitCode.PROGRAM_FAILED,
          String.valueOf(e.getMessage()));
    } catch (IOException e) {
      progress.end();
      throw new CommandFailure(
          ExitCode.NOT_WRITTEN, directory + " can't be made: " + ProfileException.reason(e));
    }
  }

  private @Nullable Path plan(
      List<String> words, Target ends, Path scratch, Path agentJar, RunProgress progress)
      throws IOException, InterruptedException {
    if (plan != null) {
      return plan;
    }
    ScratchPlan proposed =
        new ScratchPlan(policy, scratch, agentJar, sentence -> tell(progress, sentence));
    if (profile != null) {
      return proposed.of(profile, words, forces);
    }
    progress.running("recording", "the program as it is");
    return proposed.recorded(words, ends);
  }

  private void tell(RunProgress progress, String sentence) {
    progress.end();
    messages.tell(sentence);
  }

  private OptimizeSettings settings(Path directory, Target ends) {
    Purpose chosen = purpose == null ? (ends.isServer() ? Purpose.SERVER : Purpose.CLI) : purpose;
    return new OptimizeSettings(
        directory,
        chosen,
        skipped,
        skippedClasses,
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

  private static ExitCode exitCode(OptimizeException problem) {
    return switch (problem.kind()) {
      case USAGE -> ExitCode.WRONG_USAGE;
      case PROGRAM -> ExitCode.PROGRAM_FAILED;
      case CHECK -> ExitCode.CHECK_FAILED;
      case WRITING -> ExitCode.NOT_WRITTEN;
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
