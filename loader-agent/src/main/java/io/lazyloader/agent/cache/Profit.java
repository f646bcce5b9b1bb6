package io.lazyloader.agent.cache;

/**
 * What a start saves that reads none of the deferred fields, and what it costs to watch classes
 * being loaded: an agent that looks at them has the JVM read the class file of each, those of the
 * JDK's archive too, and call Java with it.
 *
 * @param saved in microseconds
 * @param watching in microseconds
 */
public record Profit(int saved, int watching) {
  /** Of a program of which nothing is known. */
  public static final Profit NONE = of(0, 0);

  /** An interpreter runs so many instructions in a microsecond. */
  private static final int INSTRUCTIONS = 30;

  /**
   * To watch costs so much, in microseconds, in any program: the classes of the JDK, of which hello
   * world has 450, and some forty of the agent's.
   */
  private static final int WATCHING = 15_000;

  /**
   * So much in addition for each class of the program. Eight programs took 25 to 110, JDK 17; the
   * least is taken, as what is saved may be more than its instructions.
   */
  private static final int A_CLASS = 25;

  /**
   * Estimates both.
   *
   * @param instructions of the initialisers of all deferred fields
   * @param classes of the program
   */
  static Profit of(long instructions, int classes) {
    return new Profit(
        (int) Math.min(instructions / INSTRUCTIONS, Integer.MAX_VALUE),
        WATCHING + A_CLASS * classes);
  }

  /**
   * Tells whether to defer anything.
   *
   * @return whether more is saved than it costs
   */
  public boolean pays() {
    return saved > watching;
  }
}
