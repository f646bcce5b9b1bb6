package io.lazyloader.agent.analysis;

import org.jspecify.annotations.Nullable;

/** An array. */
final class Arr extends HeapObject {
  final String descriptor;

  /** A primitive array, or an {@code Object[]} of simulated values. */
  final Object elements;

  /** Of a primitive array: what makes its elements unknown, or null. */
  @Nullable Opaque unknown;

  Arr(Simulation home, String descriptor, Object elements) {
    super(home);
    this.descriptor = descriptor;
    this.elements = elements;
  }

  int length() {
    return java.lang.reflect.Array.getLength(elements);
  }

  @Override
  String typeName() {
    return descriptor;
  }
}
