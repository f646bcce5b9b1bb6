package io.lazyloader;

import org.jspecify.annotations.Nullable;

/**
 * The types that overload resolution compares: of loaded classes, or known by name only.
 *
 * @param <T> how a type is represented
 */
interface TypeSystem<T> {
  /** What {@link #kind} says of a class, an interface or an array. */
  char REFERENCE = 'L';

  /** Returns the letter of a primitive type or void (JVMS 17 §4.3.2), or {@link #REFERENCE}. */
  char kind(T type);

  /** Tells whether a reference type is a subtype of another, or the same. */
  boolean isSubclass(T from, T to);

  /** Returns the class that boxes a primitive type. */
  T box(T primitive);

  /** Returns the primitive type that a class boxes; null if it does not. */
  @Nullable T unbox(T reference);

  /** Returns the component type of an array type. */
  T component(T array);

  /** Returns a type's name as in source. */
  String show(T type);

  /** Tells whether a type is a subtype of another (JLS 17 §4.10), or the same. */
  default boolean isSubtype(T from, T to) {
    char kind = kind(from);
    char target = kind(to);
    if (kind == REFERENCE && target == REFERENCE) {
      return isSubclass(from, to);
    }
    return kind == target || widens(kind, target);
  }

  /** Tells whether a value of one type can be passed as another (JLS 17 §5.3), boxed if need be. */
  default boolean isConvertible(T from, T to) {
    if (isSubtype(from, to)) {
      return true;
    }
    if (kind(from) != REFERENCE) {
      return kind(from) != 'V' && kind(to) == REFERENCE && isSubclass(box(from), to);
    }
    T unboxed = kind(to) == REFERENCE ? null : unbox(from);
    return unboxed != null && isSubtype(unboxed, to);
  }

  /** Tells whether a primitive type widens to another, different one (JLS 17 §5.1.2). */
  private static boolean widens(char from, char to) {
    String wider =
        switch (from) {
          case 'B' -> "SIJFD";
          case 'S', 'C' -> "IJFD";
          case 'I' -> "JFD";
          case 'J' -> "FD";
          case 'F' -> "D";
          default -> "";
        };
    return wider.indexOf(to) >= 0;
  }
}
