package io.lazyloader.agent.analysis;

import org.jspecify.annotations.Nullable;

/**
 * The values of the simulation: boxed {@code int} (also for the smaller types), {@code long},
 * {@code float} and {@code double}; {@code String} for strings; {@link HeapObject}, {@link
 * TypeRef}, {@link Opaque} or null for all other references.
 */
final class Values {
  private Values() {}

  static @Nullable Object defaultOf(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case 'Z', 'B', 'C', 'S', 'I' -> 0;
      case 'J' -> 0L;
      case 'F' -> 0f;
      case 'D' -> 0d;
      default -> null;
    };
  }

  /** Whether a value takes two places of the operand stack (JVMS 17 §2.11.1). */
  static boolean isWide(@Nullable Object value) {
    return value instanceof Long
        || value instanceof Double
        || (value instanceof Opaque opaque && opaque.isWide());
  }

  /** Cuts an int down to a smaller type, as storing it does. */
  static Object narrowed(Object value, char type) {
    if (!(value instanceof Integer number)) {
      return value;
    }
    return switch (type) {
      case 'Z' -> number & 1;
      case 'B' -> (int) number.byteValue();
      case 'C' -> (int) (char) number.intValue();
      case 'S' -> (int) number.shortValue();
      default -> value;
    };
  }
}
