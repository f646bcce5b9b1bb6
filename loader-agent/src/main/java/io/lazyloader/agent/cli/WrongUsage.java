package io.lazyloader.agent.cli;

import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.common.Messages;
import io.lazyloader.agent.cli.common.SimilarNames;
import io.lazyloader.agent.cli.program.ProgramArguments;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells of arguments that can't be understood: what is wrong, and where to read on. */
final class WrongUsage {
  private WrongUsage() {}

  /**
   * Finds a command that does not exist. To be asked before anything is parsed: next to an option
   * such as {@code --help}, it would not be missed.
   *
   * @return what is wrong, or null
   */
  static @Nullable String unknownCommand(CommandLine main, String... args) {
    if (args.length == 0 || args[0].startsWith("-") || args[0].isEmpty()) {
      return null;
    }
    if (main.getSubcommands().containsKey(args[0])) {
      return null;
    }
    List<String> guesses =
        main.getSubcommands().keySet().stream()
            .filter(name -> SimilarNames.distance(args[0], name) <= 2)
            .toList();
    return "there is no command '"
        + args[0]
        + "'"
        + (guesses.isEmpty() ? "" : "; did you mean " + String.join(" or ", guesses) + "?")
        + " (commands: "
        + String.join(", ", main.getSubcommands().keySet())
        + ").";
  }

  /** Tells; for picocli. */
  static int tell(ParameterException problem, String... args) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    Messages.tell(err, sentence(problem, command, args));
    if (problem instanceof UnmatchedArgumentException unmatched) {
      UnmatchedArgumentException.printSuggestions(unmatched, err);
    }
    boolean isMain = command.getParent() == null;
    err.println(
        "To see how it is used: lazyloader "
            + (isMain ? "" : command.getCommandName() + ' ')
            + "--help");
    err.flush();
    return ExitCode.WRONG_USAGE.number();
  }

  private static String sentence(ParameterException problem, CommandLine command, String... args) {
    if (ProgramArguments.areTakenBy(command.getCommandSpec())
        && !Arrays.asList(args).contains(ProgramArguments.DELIMITER)
        && (problem instanceof UnmatchedArgumentException
            || problem instanceof MissingParameterException)) {
      return ProgramArguments.needsDelimiter(command.getCommandName());
    }
    String message = String.valueOf(problem.getMessage());
    // Picocli's own words, where they are none.
    return message
        .replace("option option", "option")
        .replaceAll("is not an? (int|long)\\b", "is not a whole number")
        .replaceAll("is not an? double\\b", "is not a number");
  }
}
