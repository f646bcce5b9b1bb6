package io.lazyloader;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method of a loaded class that can be called with an array of arguments.
 *
 * <p>Where plain reflection may call it, that does: the first method handle of a JVM costs tens of
 * milliseconds. A handle does where a lookup has more access than we.
 */
final class CallTarget implements Overloads.Overload<Class<?>> {
  private final String name;
  private final List<Class<?>> parameters;
  private final boolean isVarargs;
  private final Invoker invoker;

  private CallTarget(String name, List<Class<?>> parameters, boolean isVarargs, Invoker invoker) {
    this.name = name;
    this.parameters = parameters;
    this.isVarargs = isVarargs;
    this.invoker = invoker;
  }

  /** Calls with arguments that fit the parameters one by one. */
  private interface Invoker {
    @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable;
  }

  // Records and no lambdas: the first lambda of a JVM costs milliseconds too.

  private record Reflective(Method method, @Nullable Object receiver) implements Invoker {
    @Override
    public @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
      try {
        return method.invoke(receiver, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }

  private record Spreading(MethodHandle spreader) implements Invoker {
    @Override
    public @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
      return (Object) spreader.invokeExact(arguments);
    }
  }

  /**
   * Wraps a static method that this class may call, or one of an object.
   *
   * @param name the name that callers know it by
   * @param receiver null for a static method
   */
  static CallTarget of(String name, Method method, @Nullable Object receiver) {
    return new CallTarget(
        name,
        List.of(method.getParameterTypes()),
        method.isVarArgs(),
        new Reflective(method, receiver));
  }

  /**
   * Wraps a method handle.
   *
   * @param handle takes the arguments that callers give, and no other
   */
  static CallTarget of(String name, MethodHandle handle, boolean isVarargs) {
    MethodHandle fixed = handle.asFixedArity();
    int count = fixed.type().parameterCount();
    MethodHandle spreader =
        fixed.asType(MethodType.genericMethodType(count)).asSpreader(Object[].class, count);
    return new CallTarget(name, fixed.type().parameterList(), isVarargs, new Spreading(spreader));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Class<?>> parameters() {
    return parameters;
  }

  @Override
  public boolean isVarargs() {
    return isVarargs;
  }

  /**
   * Calls the method.
   *
   * @param arguments fit the parameters
   * @param spreads whether the last of them go into an array
   * @return what it returns, boxed; null if it is void
   * @throws Throwable whatever the method throws, as it is
   */
  @Nullable Object call(@Nullable Object[] arguments, boolean spreads) throws Throwable {
    return invoker.invoke(spreads ? packed(arguments) : arguments);
  }

  private @Nullable Object[] packed(@Nullable Object[] arguments) {
    int fixed = parameters.size() - 1;
    int count = arguments.length - fixed;
    Object rest = Array.newInstance(parameters.get(fixed).componentType(), count);
    for (int at = 0; at < count; at++) {
      Array.set(rest, at, arguments[fixed + at]);
    }
    @Nullable Object[] packed = Arrays.copyOf(arguments, fixed + 1);
    packed[fixed] = rest;
    return packed;
  }
}
