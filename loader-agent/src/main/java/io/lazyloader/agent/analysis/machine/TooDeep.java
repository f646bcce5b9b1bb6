package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.world.TypeInfo;

/** Ends an attempt to evaluate a class whose initialisers got too deep. */
final class TooDeep extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Where to begin instead. */
  final transient TypeInfo middle;

  /** What was to begin. */
  final transient TypeInfo next;

  TooDeep(TypeInfo middle, TypeInfo next) {
    super(null, null, false, false);
    this.middle = middle;
    this.next = next;
  }
}
