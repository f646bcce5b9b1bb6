package io.lazyloader.agent.bench;

import java.io.File;
import java.util.List;

/** What differs between systems where commands of the user are run: {@code sh}, or {@code cmd}. */
public final class Shell {
  private static final boolean IS_WINDOWS = System.getProperty("os.name").startsWith("Windows");

  private Shell() {}

  /**
   * Returns the command that runs a line of the shell.
   *
   * @param line in the words of the system's shell
   */
  public static List<String> command(String line) {
    return command(line, IS_WINDOWS);
  }

  /**
   * Returns the command that runs a line of the shell, whose standard output goes to the standard
   * error stream.
   *
   * @param line in the words of the system's shell
   */
  public static List<String> onStandardError(String line) {
    return onStandardError(line, IS_WINDOWS);
  }

  static List<String> command(String line, boolean isWindows) {
    return isWindows ? List.of("cmd", "/c", line) : List.of("sh", "-c", line);
  }

  static List<String> onStandardError(String line, boolean isWindows) {
    return command(isWindows ? '(' + line + ") 1>&2" : "exec >&2\n" + line, isWindows);
  }

  /** A file in which nothing is, to read from. */
  static File nothing() {
    return new File(IS_WINDOWS ? "NUL" : "/dev/null");
  }
}
