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
   * Names the class whose static methods the code of a loader calls as probes.
   *
   * @param loader that defines a class of the program; it is asked nothing
   * @return the internal name of {@code Probes} or of a class that stands for it; null if the code
   *     reaches neither
   */
  @Nullable String probes(ClassLoader loader);
}
