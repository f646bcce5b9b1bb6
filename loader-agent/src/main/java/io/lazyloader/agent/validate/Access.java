package io.lazyloader.agent.validate;

/**
 * A read of a static field that was replaced: it only links if the class that declares the field
 * has what the read now asks for.
 *
 * @param field as the original names it
 * @param way how it is read now
 * @param called internal name of the type that the read now names
 */
public record Access(FieldReference field, Way way, String called) {
  /** How a field is read. */
  public enum Way {
    /** By the accessor of a class. */
    CLASS_ACCESSOR,
    /** By the accessor of an interface. */
    INTERFACE_ACCESSOR,
    /** By the cell of an interface. */
    CELL
  }
}
