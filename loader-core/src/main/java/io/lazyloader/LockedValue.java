package io.lazyloader;

import io.lazyloader.runtime.OnceComputation;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A lazy value behind a volatile field, guarded while it is pending by a lock of its own.
 *
 * @param <T> the type of the value
 */
final class LockedValue<T extends @Nullable Object> implements LazyValue<T> {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Written before {@link #pending} is cleared. While it is null, only that tells what it means.
   */
  private transient volatile @Nullable T value;

  /** How to compute the value, until it is there. */
  private transient volatile @Nullable Pending<T> pending;

  private LockedValue(@Nullable Pending<T> pending, @Nullable T value) {
    this.pending = pending;
    this.value = value;
  }

  /**
   * Makes a value.
   *
   * @param origin what the user's code made: the supplier, or what that stands for
   */
  static <T extends @Nullable Object> LockedValue<T> pending(
      Supplier<? extends T> supplier, Object origin) {
    return new LockedValue<>(new Pending<>(supplier, origin), null);
  }

  @Override
  public T get() {
    T known = value;
    return known != null ? known : resolve();
  }

  @Override
  public boolean isResolved() {
    return pending == null;
  }

  @Override
  public String toString() {
    Pending<T> open = pending;
    if (open == null) {
      return "LazyValue[" + value + ']';
    }
    return (open.isTaken() ? "LazyValue[being computed, of " : "LazyValue[pending, of ")
        + open.declaringClass()
        + ']';
  }

  private T resolve() {
    Pending<T> open = pending;
    if (open == null || !open.begin()) {
      return resolved();
    }
    boolean done = false;
    try {
      T computed = open.supplier.get();
      value = computed;
      pending = null;
      done = true;
      return computed;
    } catch (Throwable thrown) {
      note(thrown, open);
      throw thrown;
    } finally {
      open.end(done);
    }
  }

  @SuppressWarnings("NullAway") // It is null only where T may be.
  private T resolved() {
    return value;
  }

  /** Says where the value was declared; must not hide what was thrown, whatever goes wrong. */
  private static void note(Throwable thrown, Pending<?> open) {
    try {
      DeclarationNote.add(thrown, "while computing " + open.description() + open.place(thrown));
    } catch (RuntimeException e) {
      // Its getStackTrace can be overridden.
    }
  }

  /** What is written in the place of a lazy value, which is computed for that. */
  @Serial
  Object writeReplace() {
    return new Serialised<>(get());
  }

  @Serial
  private void readObject(ObjectInputStream stream) throws InvalidObjectException {
    throw new InvalidObjectException("a LazyValue is serialised as its value");
  }

  /** What is written: the value alone. */
  private record Serialised<T extends @Nullable Object>(T value) implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    @Serial
    private Object readResolve() {
      return new LockedValue<>(null, value);
    }
  }

  /**
   * What is needed until there is a value. Where that was declared is not recorded: walking the
   * stack costs a hundred times what making a LazyValue does. The supplier's class names the
   * declaring class, and the stack of what the supplier throws has the line.
   */
  private static final class Pending<T extends @Nullable Object> extends OnceComputation {
    private static final String LAMBDA = "$$Lambda";

    private final Supplier<? extends T> supplier;

    private final Object origin;

    Pending(Supplier<? extends T> supplier, Object origin) {
      this.supplier = supplier;
      this.origin = origin;
    }

    String declaringClass() {
      String name = origin.getClass().getName();
      int lambda = name.indexOf(LAMBDA);
      return lambda < 0 ? name : name.substring(0, lambda);
    }

    @Override
    protected String description() {
      return "the LazyValue of " + declaringClass();
    }

    /**
     * Finds the supplier's own frame above {@link LockedValue#resolve} on the stack of a failure.
     */
    String place(Throwable thrown) {
      StackTraceElement[] stack = thrown.getStackTrace();
      // Both stacks end alike, so that counting from their ends finds the right one of many.
      int depth = new Throwable().getStackTrace().length - 2;
      int resolving = stack.length - depth;
      boolean isOurs =
          resolving > 0
              && resolving < stack.length
              && stack[resolving].getClassName().equals(LockedValue.class.getName())
              && stack[resolving].getMethodName().equals("resolve");
      for (int frame = resolving - 1; isOurs && frame >= 0; frame--) {
        String className = stack[frame].getClassName();
        if (!className.equals(LockedValue.class.getName())
            && !className.equals(LazyValue.class.getName())) {
          return ", supplied at " + stack[frame];
        }
      }
      return "";
    }
  }
}
