package io.lazyloader.agent.record;

import org.jspecify.annotations.Nullable;

/** Which classes are recorded. Asked on any thread that loads a class. */
public interface Scope {
  /**
   * Decides about a class.
   *
   * @param loader that defines it, null for the boot loader
   * @param internalName of the class
   * @return true if it is the program's, so neither the JDK's nor the agent's
   */
  boolean includes(@Nullable ClassLoader loader, String internalName);

  /**
   * Tells whether code of a loader can call the recorder.
   *
   * @param loader that defines a class of the program
   * @return false if it does not find the agent's classes
   */
  boolean reachesProbes(ClassLoader loader);
}
