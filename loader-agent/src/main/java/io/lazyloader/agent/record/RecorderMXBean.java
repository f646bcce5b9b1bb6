package io.lazyloader.agent.record;

/**
 * Lets a tool outside write the profile of a JVM that is being recorded: registered as {@value
 * #NAME} once start-up is over or has come to rest.
 */
public interface RecorderMXBean {
  /** The bean's object name. */
  String NAME = "io.lazyloader:type=Recorder";

  /**
   * Writes what has been recorded so far to the profile's file.
   *
   * @return the file's absolute path
   * @throws java.io.IOException if it can't be written
   */
  String dump() throws java.io.IOException;

  /**
   * Returns how many classes have run their static initialisers under the recorder.
   *
   * @return classes of the program; those without an initialiser do not count
   */
  int getRecordedClasses();

  /**
   * Returns what recording has cost.
   *
   * @return milliseconds, summed over threads; in no figure of the profile
   */
  double getOwnMillis();
}
