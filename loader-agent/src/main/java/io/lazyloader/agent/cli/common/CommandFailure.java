package io.lazyloader.agent.cli.common;

import io.lazyloader.agent.bench.BenchException;
import io.lazyloader.agent.profile.ProfileException;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** Ends a command with a message for the user and an exit code, without a stack trace. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  public CommandFailure(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** Of what the user wrote, or of a file that was named. */
  public static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.WRONG_USAGE, message);
  }

  /** Of a file that the user named. */
  public static CommandFailure of(ProfileException problem) {
    String message = problem.getMessage();
    return new CommandFailure(
        problem.isWriting() ? ExitCode.NOT_WRITTEN : ExitCode.WRONG_USAGE,
        message == null ? problem.toString() : message);
  }

  /** Of a file that nobody named, such as a temporary one. */
  public static CommandFailure of(IOException problem) {
    String file =
        problem instanceof FileSystemException named && named.getFile() != null
            ? named.getFile()
            : "a file";
    return new CommandFailure(
        ExitCode.NOT_WRITTEN,
        file + " can't be read or written: " + ProfileException.reason(problem));
  }

  /** Of a program that is run. */
  public static CommandFailure of(BenchException problem) {
    return new CommandFailure(
        problem.isUsage() ? ExitCode.WRONG_USAGE : ExitCode.PROGRAM_FAILED,
        String.valueOf(problem.getMessage()));
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
