package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.heap.HeapObject;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.TypeInfo;
import org.jspecify.annotations.Nullable;

/** What is known about fields and classes of the JDK that its class files do not show. */
interface PlatformFacts {
  /** What the JVM fixes when it starts and no program can change; null if a field is not that. */
  @Nullable Object fixedAtStart(FieldInfo field);

  /** Whether a static field is not final, but as good as that: nobody assigns it again. */
  boolean isNeverReassigned(FieldInfo field);

  /** Whether a static field holds an object that is never changed, nor what it reaches. */
  boolean holdsConstant(FieldInfo field);

  /** Whether a static field holds a collection that is wrapped to be unmodifiable. */
  boolean holdsUnmodifiable(FieldInfo field, HeapObject value);

  /** Whether a field holds an array that is never changed. */
  boolean holdsConstantArray(FieldInfo field);

  /** Whether a field keeps what is computed from others that never change. */
  boolean isCache(FieldInfo field);

  /** Whether the garbage collector empties a field. */
  boolean isUpToCollector(FieldInfo field);

  /**
   * Whether nobody can tell when a class is initialised: it was before the program began, or what
   * it does may be done at any time.
   */
  boolean isInitialisedAtStart(TypeInfo type, int javaVersion);
}
