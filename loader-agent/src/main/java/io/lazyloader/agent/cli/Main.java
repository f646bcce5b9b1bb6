package io.lazyloader.agent.cli;

import io.lazyloader.agent.about.About;
import io.lazyloader.agent.cli.bench.BenchCommand;
import io.lazyloader.agent.cli.bench.DemoCommand;
import io.lazyloader.agent.cli.cache.CacheCommand;
import io.lazyloader.agent.cli.cache.WarmCommand;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.common.Messages;
import io.lazyloader.agent.cli.explain.ExplainCommand;
import io.lazyloader.agent.cli.optimize.BisectCommand;
import io.lazyloader.agent.cli.optimize.DoctorCommand;
import io.lazyloader.agent.cli.optimize.OptimizeCommand;
import io.lazyloader.agent.cli.optimize.VerifyJarCommand;
import io.lazyloader.agent.cli.profile.MergeCommand;
import io.lazyloader.agent.cli.profile.PlanCommand;
import io.lazyloader.agent.cli.profile.RecordCommand;
import io.lazyloader.agent.cli.profile.ReportCommand;
import io.lazyloader.agent.cli.run.RunCommand;
import io.lazyloader.agent.profile.ProfileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line's entry point. Data goes to stdout, everything else to stderr. */
@Command(
    name = "lazyloader",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.Version.class,
    description = "Lazy imports for Java: static initialisers that run on first use.",
    footer = {
      "",
      "As an agent:  java -javaagent:loader-agent.jar[=KEY=VALUE,...] -jar app.jar",
      "Exit codes:   0 fine, 1 a check failed, 2 wrong usage,",
      "              3 the program that was run failed, 4 a file could not be written"
    },
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      RecordCommand.class,
      MergeCommand.class,
      ReportCommand.class,
      PlanCommand.class,
      OptimizeCommand.class,
      BisectCommand.class,
      BenchCommand.class,
      WarmCommand.class,
      CacheCommand.class,
      ExplainCommand.class,
      DoctorCommand.class,
      VerifyJarCommand.class,
      CompletionCommand.class,
      ManCommand.class,
      VersionCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  /** Made by picocli, which sets the rest. */
  @SuppressWarnings("NullAway.Init")
  Main() {}

  /**
   * Runs a command and exits with its code.
   *
   * @param args the command and its arguments
   */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String... args) {
    return run(new CommandLine(new Main()), args);
  }

  /** Runs a command with streams of its own; returns the exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return run(new CommandLine(new Main()).setOut(out).setErr(err), args);
  }

  private static int run(CommandLine commandLine, String... args) {
    String unknown = WrongUsage.unknownCommand(commandLine, args);
    if (unknown != null) {
      Messages.tell(commandLine.getErr(), unknown);
      return ExitCode.WRONG_USAGE.number();
    }
    int exitCode = execute(commandLine, args);
    if (exitCode == ExitCode.FINE.number()) {
      return StandardOutput.check(commandLine.getOut(), commandLine.getErr()).number();
    }
    return exitCode;
  }

  private static int execute(CommandLine commandLine, String... args) {
    // Each command has the option.
    commandLine
        .getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().versionProvider(new VersionCommand.Version()));
    // Of what follows @, some is meant for java, and some is too long to be arguments.
    return commandLine
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(WrongUsage::tell)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              CommandFailure expected = expected(failure);
              if (expected != null) {
                Messages.tell(command.getErr(), String.valueOf(expected.getMessage()));
                return expected.exitCode().number();
              }
              Messages.tell(
                  command.getErr(),
                  "this is a defect, " + About.pleaseReport() + ", with what follows:");
              throw failure;
            })
        .execute(args);
  }

  /** What a message says enough of; null for a defect. */
  private static @Nullable CommandFailure expected(Exception failure) {
    if (failure instanceof ProfileException problem) {
      return CommandFailure.of(problem);
    }
    if (failure instanceof UncheckedIOException problem) {
      return CommandFailure.of(Objects.requireNonNull(problem.getCause()));
    }
    if (failure instanceof IOException problem) {
      return CommandFailure.of(problem);
    }
    if (failure instanceof InvalidPathException problem) {
      return CommandFailure.usage(
          problem.getInput()
              + " can't be the path of a file here: "
              + problem.getReason()
              + ". If it has letters that are not ASCII, the locale has to know them: set"
              + " LC_ALL=C.UTF-8.");
    }
    return failure instanceof CommandFailure known ? known : null;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getErr());
    throw CommandFailure.usage("a command is missing.");
  }
}
