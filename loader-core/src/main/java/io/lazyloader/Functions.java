package io.lazyloader;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls objects that stand for a function: what an attribute may hold in place of a method. */
final class Functions {
  private Functions() {}

  /**
   * Makes an object callable.
   *
   * @return null if it is neither a method handle nor an instance of a public functional interface
   */
  static @Nullable CallTarget of(String name, @Nullable Object function) {
    if (function instanceof MethodHandle handle) {
      return CallTarget.of(name, handle, handle.isVarargsCollector());
    }
    Method method = function == null ? null : abstractMethod(function.getClass());
    return method != null && method.canAccess(function)
        ? CallTarget.of(name, method, function)
        : null;
  }

  /** Finds the one abstract method of the one functional interface that a class implements. */
  private static @Nullable Method abstractMethod(Class<?> type) {
    Map<Class<?>, Method> found = new LinkedHashMap<>();
    for (Class<?> above = type; above != null; above = above.getSuperclass()) {
      for (Class<?> each : above.getInterfaces()) {
        Method method = Modifier.isPublic(each.getModifiers()) ? single(each) : null;
        if (method != null) {
          found.put(each, method);
        }
      }
    }
    return found.size() == 1 ? found.values().iterator().next() : null;
  }

  private static @Nullable Method single(Class<?> type) {
    List<Method> methods = ViewMethod.abstractMethods(type);
    return methods.size() == 1 ? methods.get(0) : null;
  }
}
