package io.lazyloader.agent.record;

/** A place in code that profiles name. Its text is what a stack trace shows of it. */
interface CodePlace {
  /** The place, as a stack trace shows it. */
  @Override
  String toString();

  /**
   * Shows a place.
   *
   * @param method as {@code com.acme.Main.run}
   * @param file the source file, or empty
   * @param line the line there, or 0
   */
  static String shown(String method, String file, int line) {
    return method
        + '('
        + (file.isEmpty() ? "Unknown Source" : file)
        + (line > 0 ? ":" + line : "")
        + ')';
  }
}
