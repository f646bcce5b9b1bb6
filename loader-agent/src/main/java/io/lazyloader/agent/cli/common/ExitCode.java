package io.lazyloader.agent.cli.common;

/** How a command can end: what scripts and CI jobs ask for. */
public enum ExitCode {
  /** All is as it should be. */
  FINE(0, "fine"),

  /** What was asked for was done, and what was to hold does not. */
  CHECK_FAILED(1, "a check failed"),

  /** The command line, or a file that it names, is wrong; nothing was run. */
  WRONG_USAGE(2, "wrong usage"),

  /** The program failed, by its own exit code, or could not be started. */
  PROGRAM_FAILED(3, "the program that was run failed"),

  /** What was asked for could not be written, which is no fault of the program that was run. */
  NOT_WRITTEN(4, "a file could not be written");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** What the process ends with. */
  public int number() {
    return number;
  }

  /** What it says in general, as in the usage of {@code lazyloader} itself. */
  public String meaning() {
    return meaning;
  }
}
