package io.lazyloader.agent;

import io.lazyloader.runtime.Startup;
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
 * {@code System.err} may be a stream of the program's own.
 */
final class Console {
  /** A plan for another version of a library could complain about every one of its fields. */
  private static final int MAX_LINES = 50;

  private static final OutputStream error = new FileOutputStream(FileDescriptor.err);

  private static int lines;

  private Console() {}

  /** Says what is wrong, where, and what happens now. */
  static synchronized void say(String sentence) {
    lines++;
    if (lines <= MAX_LINES) {
      Startup.noteSaid(sentence);
      write("loader: " + sentence);
      return;
    }
    Startup.note(sentence);
    if (lines == MAX_LINES + 1) {
      write("loader: and more of the like; the metrics list all of it.");
    }
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
