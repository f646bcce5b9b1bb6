package io.lazyloader.agent.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command printed, and how it ended. */
record Ran(int exitCode, String out, String err) {
  static Ran command(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    // What is under way is told by those machines that take their time.
    return new Ran(
        exitCode, lines(out), lines(err).replaceAll("lazyloader: judging.* \\.\\.\\.\n", ""));
  }

  /** What was printed; its lines end in a line feed on every system. */
  private static String lines(StringWriter printed) {
    return printed.toString().replace("\r\n", "\n");
  }
}
