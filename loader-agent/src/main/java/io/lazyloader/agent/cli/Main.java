package io.lazyloader.agent.cli;

/** The command line. */
public final class Main {
  private Main() {}

  /**
   * Runs.
   *
   * @param args the arguments
   */
  public static void main(String[] args) {}
}
