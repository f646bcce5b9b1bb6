package io.lazyloader.agent.analysis.heap;

import org.jspecify.annotations.Nullable;

/**
 * A value that is not known: it may be stored, but whoever looks into it ends the evaluation.
 *
 * @param why what it is, as the end of "it depends on ..."
 * @param cause why it is not known: the first thing that its initialiser met; may be empty
 * @param descriptor its type as far as it is known
 * @param made stands for it where trusted code made it, and tells when; null if nothing is known
 */
public record Opaque(String why, String cause, String descriptor, @Nullable HeapObject made) {
  public Opaque(String why, String descriptor) {
    this(why, "", descriptor);
  }

  public Opaque(String why, String cause, String descriptor) {
    this(why, cause, descriptor, null);
  }

  /** What is computed from it, of which no more is known. */
  public Opaque as(String newDescriptor) {
    return new Opaque(why, cause, newDescriptor, made);
  }

  boolean isWide() {
    return descriptor.equals("J") || descriptor.equals("D");
  }

  public boolean isPrimitive() {
    return descriptor.length() == 1;
  }
}
