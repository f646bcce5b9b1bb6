package io.lazyloader.agent.cli.common;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What is at the other end of the standard streams. */
public final class Terminal {
  /** Columns to use where nobody says how many there are. */
  private static final int WIDTH = 100;

  private Terminal() {}

  /** Whether a person watches. */
  @SuppressWarnings("SystemConsoleNull") // Asks newer JDKs in their way, too.
  public static boolean isInteractive() {
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

  /** Whether a person watches the standard error stream, as far as the system tells. */
  public static boolean isErrInteractive() {
    if (!isInteractive()) {
      return false;
    }
    try {
      String end = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return end.startsWith("/dev/pts/")
          || end.startsWith("/dev/tty")
          || end.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      // Not Linux; it is most likely where the standard output stream is.
      return true;
    }
  }

  /** Whether the standard output stream can be given Unicode's block elements. */
  public static boolean hasBlockElements() {
    // Since JDK 19 it has an encoding of its own.
    String encoding = System.getProperty("stdout.encoding");
    Charset charset = Charset.defaultCharset();
    try {
      charset = encoding == null ? charset : Charset.forName(encoding);
    } catch (IllegalArgumentException e) {
      return false;
    }
    return charset.newEncoder().canEncode('\u2588');
  }

  /** How to lay out what a command prints. */
  public static TextLayout layout(CommandSpec command) {
    CommandLine commandLine = command.commandLine();
    int width = WIDTH;
    if (isInteractive()) {
      width = commandLine.setUsageHelpAutoWidth(true).getCommandSpec().usageMessage().width();
    }
    return new TextLayout(width, commandLine.getColorScheme().ansi().enabled());
  }
}
