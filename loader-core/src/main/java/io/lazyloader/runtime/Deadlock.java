package io.lazyloader.runtime;

/**
 * Threads that wait for each other, so that none of them would ever go on.
 *
 * @param sentence who waits for whom and for what, without a full stop
 * @param stacks where each of them stands, in lines that begin with a line end
 */
record Deadlock(String sentence, String stacks) {
  private static final int MAX_FRAMES = 60;

  /** Writes the stack of a thread that need not be the calling one. */
  static String stack(Thread thread) {
    StringBuilder text = new StringBuilder();
    begin(text, thread.getName());
    try {
      int frames = 0;
      for (StackTraceElement frame : thread.getStackTrace()) {
        if (frames++ < MAX_FRAMES) {
          text.append("\n\tat ").append(frame);
        }
      }
    } catch (SecurityException e) {
      text.append("\n\ta stack that the security manager does not show");
    }
    return text.toString();
  }

  /** Writes the stack of a thread from lines of a thread dump. */
  static String stack(String thread, Iterable<String> lines) {
    StringBuilder text = new StringBuilder();
    begin(text, thread);
    int frames = 0;
    for (String line : lines) {
      if (frames++ < MAX_FRAMES) {
        text.append('\n').append(line);
      }
    }
    return text.toString();
  }

  private static void begin(StringBuilder text, String thread) {
    text.append("\n\t").append(thread).append(':');
  }
}
