package io.lazyloader.agent.analysis;

/**
 * How much one initialiser may use until nothing is said about it.
 *
 * @param instructions how many it may take, without those that it triggers
 * @param bytes how many it may allocate, whether or not it keeps them; as many may all initialisers
 *     in progress have allocated when another one begins
 */
public record Limits(long instructions, long bytes) {
  /** While a program waits for the verdict, in its memory. */
  public static final Limits AT_RUN_TIME = new Limits(2_000_000, 16 << 20);

  /** Where nobody waits: some seconds for the worst initialiser. */
  public static final Limits OFF_LINE = new Limits(50_000_000, 128 << 20);
}
