package io.lazyloader.agent.analysis;

/**
 * A value that is not known: it may be stored, but whoever looks into it ends the evaluation.
 *
 * @param why what it is, as the end of "it depends on ..."
 * @param cause why it is not known: the first thing that its initialiser met; may be empty
 * @param descriptor its type as far as it is known
 */
record Opaque(String why, String cause, String descriptor) {
  Opaque(String why, String descriptor) {
    this(why, "", descriptor);
  }

  /** What is computed from it, of which no more is known. */
  Opaque as(String newDescriptor) {
    return new Opaque(why, cause, newDescriptor);
  }

  boolean isWide() {
    return descriptor.equals("J") || descriptor.equals("D");
  }

  boolean isPrimitive() {
    return descriptor.length() == 1;
  }
}
