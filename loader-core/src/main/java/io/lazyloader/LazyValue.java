package io.lazyloader;

import java.io.Serializable;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is computed when it is first asked for, exactly once, whichever threads ask.
 *
 * <pre>{@code
 * private static final LazyValue<Pattern> DATE =
 *     LazyValue.of(() -> Pattern.compile("\\d{4}-\\d{2}-\\d{2}"));
 *
 * static boolean isDate(String text) {
 *   return DATE.get().matcher(text).matches();
 * }
 * }</pre>
 *
 * <p>Thread-safe. The first {@link #get} runs the supplier under a lock of this value's own; other
 * threads wait for it, then see everything that the supplier wrote; of a {@link #constant}, what
 * can be reached from the value. Null is a value like any other. Once there is a value, the
 * supplier is let go of, with all that it captured.
 *
 * <p>If the supplier throws, {@code get} throws just that, with a suppressed note that says where
 * the value was declared, and the next {@code get} runs the supplier again.
 *
 * <p>A value that can't be had is an {@link IllegalStateException}, never a hang: when the supplier
 * asks for its own value, and when threads wait for each other's values in a circle, be it through
 * lazy values or deferred fields.
 *
 * <p>Two lazy values are equal only if they are the same object. Serialising one computes the value
 * and writes that; what is read back has it already. A value that is not serialisable is reported
 * as {@link java.io.NotSerializableException}. Whatever leads back to the lazy value itself must
 * not be reached from it first: it would be read back as null there.
 *
 * @param <T> the type of the value
 */
public sealed interface LazyValue<T extends @Nullable Object> extends Supplier<T>, Serializable
    permits LockedValue, FoldedValue {
  /**
   * Makes a value that a supplier computes on demand. The supplier is not run now.
   *
   * @param <T> the type of the value
   * @param supplier computes the value; may return null
   * @return a value that is pending
   */
  static <T extends @Nullable Object> LazyValue<T> of(Supplier<? extends T> supplier) {
    return LockedValue.pending(supplier, Objects.requireNonNull(supplier, "supplier"));
  }

  /**
   * Makes a value as {@link #of} does, for a {@code static final} field that hot code reads: once
   * resolved, the JIT compiler takes it for a constant, as it does a {@code static final} field of
   * the value's own type. Everywhere else {@link #of} is the better choice: this one is some
   * thousand times dearer to make, and slower to read where the compiler can't tell which lazy
   * value it reads.
   *
   * @param <T> the type of the value
   * @param supplier computes the value; may return null
   * @return a value that is pending
   */
  static <T extends @Nullable Object> LazyValue<T> constant(Supplier<? extends T> supplier) {
    return FoldedValue.of(
        LockedValue.pending(supplier, Objects.requireNonNull(supplier, "supplier")));
  }

  /**
   * Returns the value, computing it if nobody has.
   *
   * @return the value, null if that is what the supplier returned
   * @throws IllegalStateException if the value can't be had: the supplier that is running on this
   *     thread asks for it, or the thread that computes it waits for this one
   */
  @Override
  T get();

  /**
   * Tells whether the value has been computed. Never computes it.
   *
   * @return true once {@link #get} returns without running the supplier
   */
  boolean isResolved();

  /**
   * Does something with the value if it has been computed, and nothing otherwise; for example to
   * close on shutdown what may never have been opened.
   *
   * @param action takes the value
   */
  default void ifResolved(Consumer<? super T> action) {
    Objects.requireNonNull(action, "action");
    if (isResolved()) {
      action.accept(get());
    }
  }

  /**
   * Derives a value from this one, as lazily: neither is computed now. Asking for the derived value
   * asks for this one.
   *
   * @param <R> the type of the derived value
   * @param mapper computes the derived value
   * @return a value that is pending
   */
  default <R extends @Nullable Object> LazyValue<R> map(Function<? super T, ? extends R> mapper) {
    Objects.requireNonNull(mapper, "mapper");
    return LockedValue.pending(() -> mapper.apply(get()), mapper);
  }

  /**
   * Describes the value as far as it is known. Never computes it.
   *
   * @return for example {@code LazyValue[42]} or {@code LazyValue[pending, of com.acme.Main]}
   */
  @Override
  String toString();
}
