package io.lazyloader.agent.cli;

import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.common.Messages;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/** Whether what was printed has arrived. Streams and writers keep errors for themselves. */
final class StandardOutput {
  private StandardOutput() {}

  /**
   * Looks for errors that nobody was told of, and tells the user. Who has read enough, as {@code
   * head} has, wants to hear nothing of it.
   *
   * @param out what was printed to
   */
  static ExitCode check(PrintWriter out, PrintWriter err) {
    if (!out.checkError() && !System.out.checkError()) {
      return ExitCode.FINE;
    }
    String reason = reason();
    if (!reason.toLowerCase(Locale.ROOT).contains("pipe")) {
      Messages.tell(
          err,
          "not all could be written to standard output"
              + (reason.isEmpty() ? "." : ": " + reason + '.'));
    }
    return ExitCode.NOT_WRITTEN;
  }

  /** Why nothing can be written, in the words of the system; empty if something can. */
  @SuppressWarnings("StreamResourceLeak") // It is the process's own stream.
  private static String reason() {
    try {
      new FileOutputStream(FileDescriptor.out).write('\n');
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
