package io.lazyloader.agent.cli;

import io.lazyloader.agent.profile.ProfileException;

/** Ends a command with a message for the user and an exit code, without a stack trace. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** Of a file that the user named. */
  static CommandFailure of(ProfileException problem) {
    String message = problem.getMessage();
    return new CommandFailure(
        problem.isWriting() ? Main.NOT_WRITTEN : Main.USAGE,
        message == null ? problem.toString() : message);
  }

  int exitCode() {
    return exitCode;
  }
}
