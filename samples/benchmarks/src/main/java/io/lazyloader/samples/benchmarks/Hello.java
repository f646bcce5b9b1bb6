package io.lazyloader.samples.benchmarks;

/** The program that {@link HelloBench} starts. */
final class Hello {
  private Hello() {}

  /**
   * Greets.
   *
   * @param args none
   */
  public static void main(String[] args) {
    System.out.println("Hello, world!");
  }
}
