package io.lazyloader.agent.analysis.heap;

import io.lazyloader.agent.analysis.world.ClassMirror;
import org.jspecify.annotations.Nullable;

/**
 * The values of the simulation: boxed {@code int} (also for the smaller types), {@code long},
 * {@code float} and {@code double}; {@code String} for strings; {@link HeapObject}, {@link
 * ClassMirror}, {@link Opaque} or null for all other references.
 */
public final class Values {
  private Values() {}

  /** The value for one of the analysing JVM, which has boxes for the smaller types, too. */
  public static @Nullable Object of(@Nullable Object value) {
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    if (value instanceof Character c) {
      return (int) c;
    }
    return value instanceof Byte || value instanceof Short ? ((Number) value).intValue() : value;
  }

  /** Whether a value takes two places of the operand stack (JVMS 17 §2.11.1). */
  public static boolean isWide(@Nullable Object value) {
    return value instanceof Long
        || value instanceof Double
        || (value instanceof Opaque opaque && opaque.isWide());
  }

  /** Cuts an int down to a smaller type, as storing it does. */
  public static Object narrowed(Object value, char type) {
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
