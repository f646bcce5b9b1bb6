package io.lazyloader.agent.analysis;

/** An object of the simulated heap. */
abstract class HeapObject {
  /** The initialisation during which it was made; the objects of a finished one are shared. */
  final Simulation home;

  /** The instruction of that initialiser that was running then. */
  final int madeAt;

  /** Whether what it holds can't change any more, although its fields are not final. */
  boolean frozen;

  /** Whether it may prove not to change any more once the initialiser that made it is done. */
  boolean settles;

  /** Whether a part of the initialiser that could not be followed may have changed it. */
  boolean mayHaveChanged;

  /** Whether code that was not followed had it in its hands, so that its state is not known. */
  boolean handedOver;

  HeapObject(Simulation home) {
    this.home = home;
    this.madeAt = home.position();
  }

  /** Its class: an internal name, or an array's descriptor. */
  abstract String typeName();
}
