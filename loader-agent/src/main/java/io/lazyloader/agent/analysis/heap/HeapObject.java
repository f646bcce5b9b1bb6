package io.lazyloader.agent.analysis.heap;

/** An object of the simulated heap. */
public abstract class HeapObject {
  /** The initialisation during which it was made; the objects of a finished one are shared. */
  public final Home home;

  /** The instruction of that initialiser that was running then. */
  public final int madeAt;

  /** Whether what it holds can't change any more, although its fields are not final. */
  public boolean frozen;

  /** Whether it is taken for constant until the initialiser that made it is done. */
  public boolean presumedConstant;

  /** Whether a part of the initialiser that could not be followed may have changed it. */
  public boolean mayHaveChanged;

  /** Whether it escaped to code that was not followed, so that its state is not known. */
  public boolean escaped;

  HeapObject(Home home) {
    this.home = home;
    this.madeAt = home.position();
  }

  /** Its class: an internal name, or an array's descriptor. */
  public abstract String typeName();
}
