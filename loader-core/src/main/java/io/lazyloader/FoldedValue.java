package io.lazyloader;

import java.io.Serial;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import org.jspecify.annotations.Nullable;

/**
 * A lazy value that the JIT compiler folds. No compiler trusts that a field which was written late
 * stays as it is, but for one: the target of a call site. So once the value is there, it becomes
 * the target, a constant.
 *
 * <p>A record, because the compiler trusts the final fields of records, and not those of other
 * classes: from a {@code static final} field it follows them to the call site's target.
 *
 * @param <T> the type of the value
 * @param source does all else
 * @param site its target returns the value, computing it first while there is none
 * @param reader invokes the site
 */
@SuppressWarnings("serial") // Another object is written in its place.
record FoldedValue<T extends @Nullable Object>(
    LockedValue<T> source, MutableCallSite site, MethodHandle reader) implements LazyValue<T> {
  @Serial private static final long serialVersionUID = 1L;

  private static final MethodHandle RESOLVE = resolver();

  static <T extends @Nullable Object> FoldedValue<T> of(LockedValue<T> source) {
    MutableCallSite site = new MutableCallSite(MethodType.methodType(Object.class));
    FoldedValue<T> value = new FoldedValue<>(source, site, site.dynamicInvoker());
    site.setTarget(RESOLVE.bindTo(value));
    return value;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"})
  public T get() {
    try {
      return (T) reader.invokeExact();
    } catch (Throwable thrown) {
      throw Sneaky.thrown(thrown);
    }
  }

  /** The target while the value is pending. Threads that come here together set the same. */
  @SuppressWarnings("UnusedMethod") // Found by its name.
  private @Nullable Object resolve() {
    T value = source.get();
    site.setTarget(MethodHandles.constant(Object.class, value));
    return value;
  }

  private static MethodHandle resolver() {
    try {
      return MethodHandles.lookup()
          .findVirtual(FoldedValue.class, "resolve", MethodType.methodType(Object.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean isResolved() {
    return source.isResolved();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return source.toString();
  }

  /** What is read back is not folded: it is in no {@code static final} field yet. */
  @Serial
  private Object writeReplace() {
    return source.writeReplace();
  }
}
