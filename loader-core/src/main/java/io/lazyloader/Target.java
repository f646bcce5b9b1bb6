package io.lazyloader;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A method of a loaded class that can be called with an array of arguments. */
final class Target implements Overloads.Candidate<Class<?>> {
  private final String name;
  private final List<Class<?>> parameters;
  private final boolean isVarargs;
  private final MethodHandle spreader;

  /**
   * Wraps a method.
   *
   * @param handle takes the arguments that callers give, and no other
   */
  Target(String name, MethodHandle handle, boolean isVarargs) {
    MethodHandle fixed = handle.asFixedArity();
    this.name = name;
    this.parameters = fixed.type().parameterList();
    this.isVarargs = isVarargs;
    this.spreader =
        fixed
            .asType(MethodType.genericMethodType(parameters.size()))
            .asSpreader(Object[].class, parameters.size());
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
    return (Object) spreader.invokeExact(spreads ? packed(arguments) : arguments);
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
