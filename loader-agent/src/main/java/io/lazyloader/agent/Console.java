package io.lazyloader.agent;

import io.lazyloader.runtime.Report;
import io.lazyloader.runtime.Startup;

/**
 * Lines for the user on the standard error stream, all with the same prefix. The summary keeps them
 * too, for readers of the metrics. To be called without any lock.
 */
final class Console {
  /** A plan for another version of a library could complain about every one of its fields. */
  private static final int MAX_LINES = 50;

  /** Somebody else's exception may have a whole document for a message. */
  private static final int MAX_LENGTH = 1_500;

  private static int lines;

  private Console() {}

  /** Says what is wrong, where, and what happens now. */
  static void say(String sentence) {
    int line = nextLine();
    String text = cut(sentence);
    if (line > MAX_LINES) {
      Startup.note(text);
    } else {
      Startup.noteSaid(text);
    }
    if (line <= MAX_LINES) {
      print("loader: " + text);
    } else if (line == MAX_LINES + 1) {
      print("loader: and more of the like; the metrics list all of it.");
    }
  }

  private static synchronized int nextLine() {
    return ++lines;
  }

  static String cut(String sentence) {
    return sentence.length() <= MAX_LENGTH
        ? sentence
        : sentence.substring(0, MAX_LENGTH)
            + "... ("
            + (sentence.length() - MAX_LENGTH)
            + " characters more)";
  }

  /** Once the program runs, the stream may be locked by who waits for the calling thread. */
  private static void print(String line) {
    if (Startup.mainNanos() == 0) {
      System.err.println(line);
    } else {
      Report.sayAndWait(line);
    }
  }
}
