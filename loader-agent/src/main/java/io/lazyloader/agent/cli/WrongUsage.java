package io.lazyloader.agent.cli;

import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.common.Messages;
import io.lazyloader.agent.cli.common.SimilarNames;
import io.lazyloader.agent.cli.program.ProgramArguments;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Set;
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
    int at = args.length > 1 && args[0].equals("help") ? 1 : 0;
    if (args.length == 0 || args[at].startsWith("-") || args[at].isEmpty()) {
      return null;
    }
    Set<String> commands = main.getSubcommands().keySet();
    return commands.contains(args[at])
        ? null
        : "there is no command '"
            + args[at]
            + "'"
            + SimilarNames.hint(args[at], commands)
            + " (commands: "
            + String.join(", ", commands)
            + ").";
  }

  /** Tells; for picocli. */
  static int tell(ParameterException problem, String... args) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    Messages.tell(err, sentence(problem, command, args));
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
    if (problem instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched.getUnmatched().get(0), unmatched.isUnknownOption(), command);
    }
    String message = String.valueOf(problem.getMessage());
    // Picocli's own words, where they are none.
    return message
        .replace("option option", "option")
        .replaceAll("is not an? (int|long)\\b", "is not a whole number")
        .replaceAll("is not an? double\\b", "is not a number");
  }

  private static String unmatched(String argument, boolean isOption, CommandLine command) {
    if (!isOption) {
      return "'" + argument + "' is more than " + command.getCommandName() + " takes.";
    }
    String option = argument.replaceFirst("=.*", "");
    String hint = SimilarNames.hint(option, command.getCommandSpec().optionsMap().keySet());
    return "there is no option '" + option + "'" + (hint.isEmpty() ? "." : hint);
  }
}
