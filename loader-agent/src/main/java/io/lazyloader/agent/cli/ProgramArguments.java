package io.lazyloader.agent.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The program that a command runs: what {@code java} gets, behind {@code --}. */
final class ProgramArguments {
  private static final String DELIMITER = "--";

  private ProgramArguments() {}

  /**
   * Returns what stands after the first {@code --}.
   *
   * @param command which was given them
   * @param positional what picocli took for parameters
   * @throws CommandFailure if there is no program, or something before the delimiter
   */
  static List<String> of(CommandSpec command, List<String> positional) {
    String name = command.name();
    List<String> given = command.commandLine().getParseResult().originalArgs();
    int delimiter = given.indexOf(DELIMITER);
    if (delimiter < 0) {
      throw new CommandFailure(Main.USAGE, needsDelimiter(name));
    }
    List<String> program = given.subList(delimiter + 1, given.size());
    if (positional.size() > program.size()) {
      throw new CommandFailure(
          Main.USAGE, "'" + positional.get(0) + "' stands before --; the program comes after.");
    }
    if (program.isEmpty()) {
      throw new CommandFailure(
          Main.USAGE,
          "there is no program after --, as in: " + name + " -- -cp app.jar com.acme.Main");
    }
    return program;
  }

  /** What is wrong with a command line without the delimiter. */
  static String needsDelimiter(String command) {
    return command + " needs -- before the program, as in: " + command + " -- -jar app.jar";
  }
}
