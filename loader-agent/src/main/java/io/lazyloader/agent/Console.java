package io.lazyloader.agent;

import io.lazyloader.runtime.Notes;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;

/**
 * Lines for the user on the standard error stream, all with the same prefix. The summary keeps them
 * too, for readers of the metrics.
 *
 * <p>They go to the file descriptor itself: lines are said while classes are transformed, and
 * {@code System.err} may be a stream of the program's own, locked by who waits for the calling
 * thread.
 */
final class Console {
  /** A plan for another version of a library could complain about every one of its fields. */
  private static final int MAX_LINES = 50;

  private static final OutputStream error = new FileOutputStream(FileDescriptor.err);

  /** Somebody else's exception may have a whole document for a message. */
  private static final int MAX_LENGTH = 1_500;

  private static int lines;

  private Console() {}

  /** Makes the stream, before the program runs. */
  static void open() {}

  /** Says what is wrong, where, and what happens now. */
  static void say(String sentence) {
    int line = nextLine();
    String text = cut(sentence);
    if (line > MAX_LINES) {
      Notes.add(text);
    } else {
      Notes.addSaid(text);
    }
    if (line <= MAX_LINES) {
      write("loader: " + text);
    } else if (line == MAX_LINES + 1) {
      write("loader: and more of the like; the metrics list all of it.");
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

  private static void write(String line) {
    try {
      // One call a line, so that lines of several threads are not mixed.
      error.write((line + System.lineSeparator()).getBytes(Charset.defaultCharset()));
    } catch (IOException e) {
      // Nobody reads it.
    }
  }
}
