package io.lazyloader.agent.bench;

import org.jspecify.annotations.Nullable;

/**
 * What is only to be seen inside a JVM, of one run that is not timed.
 *
 * @param allocatedBytes on the heap by all threads, beyond what a JVM without a program comes to;
 *     null if the collector does not tell
 * @param loadedClasses all that were loaded, hidden ones included; null if that can't be seen
 * @param archivedClasses how many of them came from an archive; null if that can't be seen
 */
record Inside(
    @Nullable Long allocatedBytes, @Nullable Long loadedClasses, @Nullable Long archivedClasses) {
  static final Inside UNSEEN = new Inside(null, null, null);
}
