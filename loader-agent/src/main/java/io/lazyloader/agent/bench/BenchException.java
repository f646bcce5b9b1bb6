package io.lazyloader.agent.bench;

/** A comparison that can't be made, with a message for the user. */
public final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean isUsage;

  private BenchException(boolean isUsage, String message) {
    super(message);
    this.isUsage = isUsage;
  }

  /** What the user asked for can't be done. */
  static BenchException usage(String message) {
    return new BenchException(true, message);
  }

  /** A program that was run failed. */
  static BenchException failed(String message) {
    return new BenchException(false, message);
  }

  /** Whether it is for the user to ask for something else, and no program is to blame. */
  public boolean isUsage() {
    return isUsage;
  }
}
