package io.lazyloader.samples.benchmarks;

/** An agent that does nothing: what any agent costs at least. */
final class EmptyAgent {
  private EmptyAgent() {}

  /**
   * Does nothing.
   *
   * @param argument ignored
   */
  public static void premain(String argument) {}
}
