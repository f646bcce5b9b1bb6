package io.lazyloader.agent;

import org.jspecify.annotations.Nullable;

/** This start of the program, as the {@link Learner} sees it. */
interface Start {
  /** Whether classes are looked at before they are loaded. */
  boolean isWatched();

  /** How many classes there were so far. */
  int count();

  /**
   * Whether it is time to learn.
   *
   * @param isQuiet whether the program seems to have started
   * @param millis since the agent did
   */
  boolean isTime(boolean isQuiet, long millis);

  /** Whether there is anything that no earlier start has told of. */
  boolean isAnythingNew();

  /** Whether there is anything to learn of what earlier starts have told of. */
  boolean isUnfinished();

  /**
   * Whether a start that has not begun to learn leaves all of it to the next one.
   *
   * @param millis how long it took
   */
  boolean isPutOff(long millis);

  /** Whether so many classes can't be read afterwards that the next start is to look at them. */
  boolean isBlind();

  /** Makes lessons, which go on from what is written by now. */
  Lessons lessons();

  /** The next class that was loaded while nobody looked; null if there is none. */
  @Nullable Definition next();

  /** Lets go of what is learnt and written. */
  void rest();

  /** Says what kind of start this was, without a full stop. */
  String summary();
}
