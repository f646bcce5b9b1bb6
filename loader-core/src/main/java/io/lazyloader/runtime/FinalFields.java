package io.lazyloader.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ReflectiveAccess} needs to know of fields that the source declares as final: those of
 * classes have lost that when they were deferred, those of interfaces are final and hold nothing.
 */
final class FinalFields {
  /** What deferring changes. The bit of a volatile field is that of a bridge method. */
  private static final int CHANGED = Modifier.FINAL | Modifier.VOLATILE;

  private FinalFields() {}

  /** See {@link ReflectiveAccess#modifiers}. */
  static int modifiers(int modifiers, Field field) {
    boolean mayBeDeferred =
        (field.getModifiers() & (Modifier.STATIC | Modifier.FINAL)) == Modifier.STATIC
            && ReflectedRegions.mayBeOf(field.getDeclaringClass());
    if (!mayBeDeferred) {
      return modifiers;
    }
    try {
      int kept =
          field
              .getDeclaringClass()
              .getDeclaredMethod(EmittedNames.EMITTED + field.getName())
              .getModifiers();
      return (modifiers & ~CHANGED) | (kept & CHANGED);
    } catch (NoSuchMethodException | LinkageError e) {
      return modifiers;
    }
  }

  /** Whether the source declares a field as final. */
  static boolean isFinal(Field field) {
    return Modifier.isFinal(modifiers(field.getModifiers(), field));
  }

  /** Refuses to hand out a handle that could write what was final before it was deferred. */
  static void refuseFinal(MethodHandles.Lookup lookup, @Nullable Field field)
      throws IllegalAccessException {
    if (field != null && Modifier.isStatic(field.getModifiers()) && isFinal(field)) {
      throw new IllegalAccessException(
          "final field has no write access: "
              + field.getDeclaringClass().getName()
              + '.'
              + field.getName()
              + '/'
              + field.getType().getName()
              + "/putStatic, from "
              + lookup.lookupClass());
    }
  }

  /** Exchanges a handle that could write what was final before it was deferred. */
  static VarHandle readOnlyIfFinal(VarHandle handle, @Nullable Field field) {
    if (field == null
        || (field.getModifiers() & (Modifier.STATIC | Modifier.FINAL)) != Modifier.STATIC
        || !isFinal(field)) {
      return handle;
    }
    LazyRegions regions = ReflectedRegions.of(field.getDeclaringClass());
    return regions != null && regions.isSettled(field.getName())
        ? varHandle(regions.copy(field))
        : handle;
  }

  static VarHandle varHandle(MethodHandles.Lookup copy) {
    try {
      return copy.unreflectVarHandle(FinalCopy.field(copy));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  static MethodHandle getter(MethodHandles.Lookup copy) {
    try {
      return copy.unreflectGetter(FinalCopy.field(copy));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Finds the copy of a deferred field of an interface, resolved; null for all other fields. The
   * field itself holds its default value for ever.
   */
  static MethodHandles.@Nullable Lookup copyOfInterfaceField(@Nullable Field field) {
    if (field == null || !field.getDeclaringClass().isInterface()) {
      return null;
    }
    LazyRegions regions = ReflectedRegions.of(field.getDeclaringClass());
    if (regions == null || !regions.isDeferred(field.getName())) {
      return null;
    }
    regions.resolve(field.getName());
    return regions.isSettled(field.getName()) ? regions.copy(field) : null;
  }

  /** Finds the public field that a name and a type mean, where interfaces are looked through. */
  static @Nullable Field publicField(Class<?> owner, String name, Class<?> type) {
    try {
      Field field = owner.getField(name);
      return field.getType() == type ? field : null;
    } catch (NoSuchFieldException | LinkageError | RuntimeException e) {
      return null;
    }
  }

  /**
   * Finds the field that a name and a type mean, as field resolution does but for interfaces; null
   * if there is none, or the fields of its class can't be listed.
   */
  static @Nullable Field find(Class<?> owner, String name, Class<?> type) {
    for (Class<?> above = owner; above != null; above = above.getSuperclass()) {
      Field field = declared(above, name);
      if (field != null && field.getType() == type) {
        return field;
      }
    }
    return null;
  }

  private static @Nullable Field declared(Class<?> owner, String name) {
    try {
      return owner.getDeclaredField(name);
    } catch (NoSuchFieldException | LinkageError | RuntimeException e) {
      return null;
    }
  }
}
