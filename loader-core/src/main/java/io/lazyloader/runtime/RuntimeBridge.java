package io.lazyloader.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The run-time library for code whose class loader may not see it. The agent puts a class into
 * {@code java.lang}, which every loader sees, with a static method for each of those that emitted
 * code calls here, and gives it this object: the methods call {@link #apply}.
 */
public final class RuntimeBridge implements BiFunction<Object, Object, @Nullable Object> {
  private final List<Method> methods;

  /**
   * Makes the bridge.
   *
   * @param methods those that may be called, by the index that stands for each
   */
  public RuntimeBridge(List<Method> methods) {
    this.methods = List.copyOf(methods);
  }

  /**
   * Lists what emitted code may call.
   *
   * @return the public methods of the library's classes for emitted code
   */
  public static List<Method> methods() {
    List<Method> methods = new ArrayList<>();
    for (Class<?> type :
        new Class<?>[] {
          LazyRegions.class,
          LazyCell.class,
          ReflectiveAccess.class,
          DeclaredMembers.class,
          ForeignReads.class,
          ClosingLoaders.class,
          Startup.class
        }) {
      for (Method method : type.getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
          methods.add(method);
        }
      }
    }
    return methods;
  }

  /**
   * Calls a method.
   *
   * @param index an {@code Integer}, the method's
   * @param arguments an {@code Object[]}, the receiver first if it has one
   * @return what the method returns; throws what it throws
   */
  @Override
  public @Nullable Object apply(Object index, Object arguments) {
    Method method = methods.get((Integer) index);
    Object[] given = (Object[]) arguments;
    try {
      if (Modifier.isStatic(method.getModifiers())) {
        return method.invoke(null, given);
      }
      Object[] rest = new Object[given.length - 1];
      System.arraycopy(given, 1, rest, 0, rest.length);
      return method.invoke(given[0], rest);
    } catch (InvocationTargetException e) {
      RuntimeBridge.<RuntimeException>throwAsItIs(e.getTargetException());
      throw new AssertionError(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked") // Who calls through the bridge declares what the method throws.
  private static <T extends Throwable> void throwAsItIs(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
