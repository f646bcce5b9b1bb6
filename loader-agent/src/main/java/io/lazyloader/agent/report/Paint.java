package io.lazyloader.agent.report;

/** Paints words for a terminal, or leaves them as they are. */
record Paint(boolean isColoured) {
  private static final String END = "\u001b[0m";

  /** What could be saved. */
  String notable(String text) {
    return painted("\u001b[33m", text);
  }

  /** What went wrong or got worse. */
  String bad(String text) {
    return painted("\u001b[31m", text);
  }

  /** What got better. */
  String good(String text) {
    return painted("\u001b[32m", text);
  }

  /** What titles a part. */
  String title(String text) {
    return painted("\u001b[1m", text);
  }

  /** What matters less. */
  String faint(String text) {
    return painted("\u001b[2m", text);
  }

  private String painted(String colour, String text) {
    return isColoured && !text.isEmpty() ? colour + text + END : text;
  }
}
