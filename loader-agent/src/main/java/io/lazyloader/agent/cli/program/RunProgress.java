package io.lazyloader.agent.cli.program;

import io.lazyloader.agent.bench.Progress;
import io.lazyloader.agent.cli.common.Messages;
import java.io.PrintWriter;

/** Shows what runs: in one line that is written over and over, or in a line for each round. */
public final class RunProgress implements Progress {
  private static final String ERASE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean isTerminal;
  private final int width;
  private String lastPhase = "";

  /**
   * Prepares.
   *
   * @param isTerminal whether a line can be written over
   * @param width of a line, in characters
   */
  public RunProgress(PrintWriter err, boolean isTerminal, int width) {
    this.err = err;
    this.isTerminal = isTerminal;
    this.width = width;
  }

  @Override
  public void running(String phase, String arm) {
    if (isTerminal) {
      String line = phase + ": " + arm;
      err.print(ERASE + line.substring(0, Math.min(line.length(), width - 1)));
      err.flush();
    } else if (!phase.equals(lastPhase)) {
      Messages.tell(err, phase);
    }
    lastPhase = phase;
  }

  @Override
  public void warn(String sentence) {
    end();
    Messages.tell(err, sentence);
  }

  /** Leaves the line empty for what comes. */
  public void end() {
    if (isTerminal) {
      err.print(ERASE);
      err.flush();
    }
  }
}
