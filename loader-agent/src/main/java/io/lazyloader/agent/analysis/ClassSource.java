package io.lazyloader.agent.analysis;

import org.jspecify.annotations.Nullable;

/** Where class files come from: a class path, a class loader, the JDK's run-time image. */
public interface ClassSource {
  /**
   * Finds a class file. May be called by several threads.
   *
   * @param internalName the class's internal name, as in {@code java/lang/Object}
   * @return its bytes, or null if there is none that can be read
   */
  byte @Nullable [] classFile(String internalName);
}
