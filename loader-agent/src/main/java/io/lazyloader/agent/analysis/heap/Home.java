package io.lazyloader.agent.analysis.heap;

/** The run of an initialiser in which objects are made. */
public interface Home {
  /** The instruction of the initialiser that runs now; -1 before the first. */
  int position();
}
