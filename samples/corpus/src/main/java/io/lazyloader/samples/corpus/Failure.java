package io.lazyloader.samples.corpus;

/**
 * Something that rewriting broke.
 *
 * @param artifact the jar's name
 * @param depth how much was deferred
 * @param className internal name
 * @param problem what is wrong with the class
 */
record Failure(String artifact, Depth depth, String className, String problem) {
  @Override
  public String toString() {
    return artifact + " (" + depth + "): " + className + ": " + problem;
  }
}
