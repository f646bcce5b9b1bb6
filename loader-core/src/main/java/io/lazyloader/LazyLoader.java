package io.lazyloader;

import io.lazyloader.metrics.StartupSnapshot;
import io.lazyloader.runtime.DeferredClasses;
import io.lazyloader.runtime.LazyRegions;
import io.lazyloader.runtime.MemberProxies;
import io.lazyloader.runtime.MemberProxy;
import io.lazyloader.runtime.Startup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at, and steers, what is lazy in this JVM. Thread-safe.
 *
 * <p>A field is named as in plans, {@code com.acme.Main#LOG}. Only classes that have been
 * initialised are known here. Looking never resolves anything.
 */
public final class LazyLoader {
  private LazyLoader() {}

  /** What is deferred. */
  public enum Mode {
    /** What is marked, by annotation or plan. */
    NORMAL,
    /** What is marked, and all else that analysis finds safe. */
    ALL,
    /** Nothing: the kill-switch. */
    NONE
  }

  /**
   * Returns the mode that this JVM runs in.
   *
   * @return {@link Mode#NONE} if laziness was switched off, {@link Mode#ALL} if the agent was told
   *     so, else {@link Mode#NORMAL}, also in a JVM in which nothing happens to be lazy
   */
  public static Mode mode() {
    String mode = Startup.mode();
    if (mode.equals(Startup.NONE)) {
      return Mode.NONE;
    }
    return mode.equals(Startup.ALL) ? Mode.ALL : Mode.NORMAL;
  }

  /**
   * Lists the deferred fields that nobody has read yet.
   *
   * @return their names, in the order in which their classes were initialised
   */
  public static List<String> pending() {
    return DeferredClasses.fieldsInState(LazyRegions.PENDING);
  }

  /**
   * Tells whether a deferred field has been computed.
   *
   * @param field its name, as {@code com.acme.Main#LOG}
   * @return true if it was deferred and is resolved; false if it is pending, has failed, is not
   *     lazy, or its class has not been initialised
   */
  public static boolean isResolved(String field) {
    return DeferredClasses.fieldsInState(LazyRegions.RESOLVED).contains(field);
  }

  /**
   * Resolves every pending field now, on the calling thread.
   *
   * @return the names of those whose initialiser failed, empty if none did; a later read tells how
   */
  public static List<String> resolveAll() {
    return resolveAll("");
  }

  /**
   * Resolves the pending fields whose names begin in a certain way now, on the calling thread, in
   * the order in which their classes were initialised.
   *
   * @param prefix the beginning of a name, such as a package or {@code com.acme.Main#}
   * @return the names of those whose initialiser failed, empty if none did; a later read tells how
   */
  public static List<String> resolveAll(String prefix) {
    return DeferredClasses.resolveAll(prefix);
  }

  /**
   * Begins to describe a warm-up: which pending fields to resolve, where and within what time.
   *
   * @return a warm-up of every pending field, to be narrowed
   */
  public static WarmUp warmUp() {
    return new WarmUp();
  }

  /**
   * Has a listener told of everything that is deferred, resolved or fails from now on.
   *
   * @param listener kept, and its class loader with it, until the registration is closed
   * @return ends the listening when closed
   */
  public static LazyListener.Registration addListener(LazyListener listener) {
    return ListenerBridge.register(listener);
  }

  /**
   * Declares start-up over: metrics are written, and recording stops. Only the first call, or
   * whatever else found out before, has an effect.
   */
  public static void markReady() {
    Startup.markReady("LazyLoader.markReady()");
  }

  /**
   * Measures start-up as far as it has come, memory included. Starts the JDK's management classes.
   *
   * @return the figures
   */
  public static StartupSnapshot snapshot() {
    return StartupSnapshot.take(true, false);
  }

  /**
   * Returns the value behind a proxy of a field that is marked {@code @Lazy(access = MEMBER)}, and
   * resolves the field if it is pending.
   *
   * @param <T> the type of the field
   * @param object a proxy, or any other object
   * @return the value, which may be null, or the proxy of another field; the object itself if it is
   *     no proxy
   * @throws ExceptionInInitializerError if the field's initialiser failed just now
   * @throws NoClassDefFoundError if the field's initialiser failed before
   */
  @SuppressWarnings("unchecked") // A proxy is made of the field's type, and its value is of it too.
  public static <T extends @Nullable Object> @Nullable T unwrap(T object) {
    return (T) MemberProxies.unwrap(object);
  }

  /**
   * Tells whether an object is a proxy of a field that is marked {@code @Lazy(access = MEMBER)}.
   * Resolves nothing.
   *
   * @param object any object
   * @return true if it stands for another one
   */
  public static boolean isProxy(@Nullable Object object) {
    return object instanceof MemberProxy;
  }
}
