package io.lazyloader.agent.cli.program;

import io.lazyloader.agent.cli.common.CommandFailure;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The program that a command runs, what {@code java} gets, behind {@code --}: a mixin of commands.
 */
public final class ProgramArguments {
  /** Stands before the program. */
  public static final String DELIMITER = "--";

  @Parameters(
      arity = "0..*",
      paramLabel = "JAVA-ARGS",
      description = "What java gets: options, the main class or -jar, and its arguments.")
  private List<String> positional = new ArrayList<>();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Made by picocli, which sets the rest. */
  @SuppressWarnings("NullAway.Init")
  public ProgramArguments() {}

  /** Returns what stands before the first {@code --}, where the command takes something there. */
  public List<String> before() {
    return positional.subList(0, positional.size() - after().size());
  }

  /** Returns what stands after the first {@code --}; empty if there is none. */
  public List<String> after() {
    List<String> given = command.commandLine().getParseResult().originalArgs();
    int delimiter = given.indexOf(DELIMITER);
    return delimiter < 0 ? List.of() : given.subList(delimiter + 1, given.size());
  }

  /** Whether there is a {@code --}. */
  public boolean hasDelimiter() {
    return command.commandLine().getParseResult().originalArgs().contains(DELIMITER);
  }

  /**
   * Returns what stands after the first {@code --}.
   *
   * @throws CommandFailure if there is no program, or something before the delimiter
   */
  public List<String> words() {
    String name = command.name();
    if (!hasDelimiter()) {
      throw CommandFailure.usage(needsDelimiter(name));
    }
    List<String> program = after();
    if (!before().isEmpty()) {
      throw CommandFailure.usage(
          "'" + positional.get(0) + "' stands before --; the program comes after.");
    }
    if (program.isEmpty()) {
      throw CommandFailure.usage(
          "there is no program after --, as in: " + name + " -- -cp app.jar com.acme.Main");
    }
    checkJar(name, program.get(0));
    return program;
  }

  /** A class may be called {@code app.jar}, but then no file is. */
  private static void checkJar(String name, String first) {
    if (first.endsWith(".jar") && new File(first).isFile()) {
      throw CommandFailure.usage(
          "'" + first + "' is a jar, which java takes behind -jar: " + name + " -- -jar " + first);
    }
  }

  /** Whether a command takes a program. */
  public static boolean areTakenBy(CommandSpec command) {
    return command.mixins().values().stream()
        .anyMatch(mixin -> mixin.userObject() instanceof ProgramArguments);
  }

  /** What is wrong with a command line without the delimiter. */
  public static String needsDelimiter(String command) {
    return command + " needs -- before the program, as in: " + command + " -- -jar app.jar";
  }
}
