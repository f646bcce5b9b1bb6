package io.lazyloader.agent.bench;

/** Is told what is being done, by the thread that does it. */
public interface Progress {
  /**
   * A program is about to run.
   *
   * @param phase what it is run for, the same for all runs of a round
   * @param arm the name of the arm
   */
  void running(String phase, String arm);

  /**
   * Something is seen that the user may not have meant.
   *
   * @param sentence what it is
   */
  void warn(String sentence);
}
