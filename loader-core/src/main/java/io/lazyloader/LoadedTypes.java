package io.lazyloader;

import java.lang.invoke.MethodType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Types that are classes of this JVM. */
final class LoadedTypes implements TypeSystem<Class<?>> {
  private static final Map<Class<?>, Class<?>> UNBOXED =
      Map.of(
          Boolean.class, boolean.class,
          Byte.class, byte.class,
          Character.class, char.class,
          Short.class, short.class,
          Integer.class, int.class,
          Long.class, long.class,
          Float.class, float.class,
          Double.class, double.class);

  @Override
  public char kind(Class<?> type) {
    return type.isPrimitive() ? type.descriptorString().charAt(0) : REFERENCE;
  }

  @Override
  public boolean isSubclass(Class<?> from, Class<?> to) {
    return to.isAssignableFrom(from);
  }

  @Override
  public Class<?> box(Class<?> primitive) {
    return MethodType.methodType(primitive).wrap().returnType();
  }

  @Override
  public @Nullable Class<?> unbox(Class<?> reference) {
    return UNBOXED.get(reference);
  }

  @Override
  public Class<?> component(Class<?> array) {
    return array.componentType();
  }

  @Override
  public String show(Class<?> type) {
    return type.getTypeName();
  }
}
