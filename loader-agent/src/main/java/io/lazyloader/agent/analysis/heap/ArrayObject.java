package io.lazyloader.agent.analysis.heap;

import org.jspecify.annotations.Nullable;

/** An array. */
public final class ArrayObject extends HeapObject {
  public final String descriptor;

  /** A primitive array, or an {@code Object[]} of simulated values. */
  public final Object elements;

  /** Of a primitive array: what makes its elements unknown, or null. */
  public @Nullable Opaque unknown;

  public ArrayObject(Home home, String descriptor, Object elements) {
    super(home);
    this.descriptor = descriptor;
    this.elements = elements;
  }

  public int length() {
    return java.lang.reflect.Array.getLength(elements);
  }

  @Override
  public String typeName() {
    return descriptor;
  }
}
