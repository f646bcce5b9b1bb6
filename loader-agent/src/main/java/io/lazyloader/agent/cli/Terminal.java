package io.lazyloader.agent.cli;

import java.io.Console;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What is at the other end of the standard streams. */
final class Terminal {
  /** Columns to use where nobody says how many there are. */
  private static final int WIDTH = 100;

  private Terminal() {}

  /** Whether a person watches. */
  @SuppressWarnings("SystemConsoleNull") // Asks newer JDKs in their way, too.
  static boolean isInteractive() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // JDK 22 and later may give a console although there is no terminal.
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** How to lay out what a command prints. */
  static TextLayout layout(CommandSpec command) {
    CommandLine commandLine = command.commandLine();
    int width = WIDTH;
    if (isInteractive()) {
      width = commandLine.setUsageHelpAutoWidth(true).getCommandSpec().usageMessage().width();
    }
    return new TextLayout(width, commandLine.getColorScheme().ansi().enabled());
  }
}
