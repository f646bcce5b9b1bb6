package io.lazyloader.agent.cli.program;

import org.jspecify.annotations.Nullable;

/**
 * How a program ended.
 *
 * @param exitCode its exit code; 128 and the number of a signal, if that ended it
 * @param wasStopped whether we asked it to end, because it was ready
 * @param wasSignalled whether we handed a signal on to it
 */
public record ProgramEnd(int exitCode, boolean wasStopped, boolean wasSignalled) {
  /** POSIX.1-2017, {@code kill}: what ends a program in a normal way. */
  private static final int HANGUP = 1;

  private static final int INTERRUPT = 2;
  private static final int TERMINATE = 15;
  private static final int SIGNALLED = 128;

  /** Whether it did what it was to do: it ended well, or was ended from outside in a normal way. */
  public boolean isFine() {
    return exitCode == 0 || wasStopped || wasSignalled || normalSignal() != null;
  }

  /** The signal that ended it, if that is one of those by which servers end; else null. */
  public @Nullable String normalSignal() {
    return switch (exitCode - SIGNALLED) {
      case HANGUP -> "SIGHUP";
      case INTERRUPT -> "SIGINT";
      case TERMINATE -> "SIGTERM";
      default -> null;
    };
  }

  /** What is to be said of it, as a sentence; null if it ended as was to be expected. */
  public @Nullable String sentence() {
    String signal = normalSignal();
    if (wasStopped) {
      return null;
    }
    if (signal != null) {
      return "the program was ended by " + signal + '.';
    }
    if (isFine()) {
      return null;
    }
    return "the program ended with exit code "
        + exitCode
        + (exitCode > SIGNALLED ? " (signal " + (exitCode - SIGNALLED) + ")." : ".");
  }
}
