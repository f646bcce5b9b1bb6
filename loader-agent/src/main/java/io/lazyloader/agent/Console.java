package io.lazyloader.agent;

import io.lazyloader.runtime.Startup;

/**
 * Lines for the user on the standard error stream, all with the same prefix. The summary keeps them
 * too, for readers of the metrics.
 */
final class Console {
  /** A plan for another version of a library could complain about every one of its fields. */
  private static final int MAX_LINES = 50;

  private static int lines;

  private Console() {}

  /** Says what is wrong, where, and what happens now. */
  static synchronized void say(String sentence) {
    lines++;
    if (lines <= MAX_LINES) {
      Startup.noteSaid(sentence);
      System.err.println("loader: " + sentence);
      return;
    }
    Startup.note(sentence);
    if (lines == MAX_LINES + 1) {
      System.err.println("loader: and more of the like; the metrics list all of it.");
    }
  }
}
