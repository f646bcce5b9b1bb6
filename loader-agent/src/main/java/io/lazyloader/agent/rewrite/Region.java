package io.lazyloader.agent.rewrite;

import java.util.Set;

/**
 * An initialiser region: a slice of {@code <clinit>}, in the coordinates of {@link Initialiser}.
 *
 * @param start the first instruction
 * @param end the first instruction after it
 * @param fields the static fields of the class that it assigns, in that order
 * @param line where it was declared, 0 if the class file does not say
 * @param assignsLast whether its only assignment is also its last instruction, so that a reader who
 *     sees the value may use it
 */
public record Region(int start, int end, Set<String> fields, int line, boolean assignsLast) {
  /**
   * Tells whether two regions of one initialiser share an instruction.
   *
   * @param other a region of the same initialiser
   * @return true if they do
   */
  public boolean overlaps(Region other) {
    return start < other.end && other.start < end;
  }

  /**
   * Returns the field that the region is named after.
   *
   * @return the first that it assigns
   * @throws java.util.NoSuchElementException if it assigns none
   */
  public String firstField() {
    return fields.iterator().next();
  }
}
