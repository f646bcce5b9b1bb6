package io.lazyloader.runtime;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Resolves deferred fields that are reached by reflection. Rewritten code calls {@link #before} on
 * any thread before each {@code Field.get} or {@code Field.set}, which themselves stay in their
 * class because they look at their caller. The methods named as those of {@code Lookup} are called
 * in their place: those look at the {@code Lookup} alone.
 *
 * <p>What is not a deferred field passes untouched, and so do nulls, which the call itself answers.
 * A class is initialised here only if it defers fields; else that stays with the call.
 *
 * <p>If a field's initialiser fails, these methods throw what a first or later read throws.
 */
public final class ReflectiveAccess {
  private ReflectiveAccess() {}

  /**
   * Resolves a field before it is read or written.
   *
   * @param field any field
   */
  public static void before(@Nullable Field field) {
    // A deferred field has lost its final.
    if (field != null
        && (field.getModifiers() & (Modifier.STATIC | Modifier.FINAL)) == Modifier.STATIC) {
      resolve(field.getDeclaringClass(), field.getName());
    }
  }

  /**
   * Resolves a field before it is read, and tells where to read it.
   *
   * @param field any field
   * @return the field itself, or if that is a deferred one of an interface, its copy
   */
  public static @Nullable Field readable(@Nullable Field field) {
    MethodHandles.Lookup copy = FinalFields.copyOfInterfaceField(field);
    if (field == null || copy == null) {
      before(field);
      return field;
    }
    Field readable = FinalCopy.field(copy);
    if (isOpened(field)) {
      try {
        readable.setAccessible(true);
      } catch (InaccessibleObjectException | SecurityException e) {
        // Then the call itself refuses, for the class that makes it.
      }
    }
    return readable;
  }

  @SuppressWarnings("deprecation") // canAccess looks at its caller, and at the field's class
  private static boolean isOpened(Field field) {
    return field.isAccessible();
  }

  /**
   * Resolves a field before it is written; refuses if it was final before it was deferred, as
   * {@code Field.set} does.
   *
   * @param field any field
   * @throws IllegalAccessException if the field can't be written
   */
  public static void beforeWrite(@Nullable Field field) throws IllegalAccessException {
    before(field);
    if (field != null && Modifier.isFinal(modifiers(0, field))) {
      throw new IllegalAccessException(
          "Can not set static final "
              + field.getType().getTypeName()
              + " field "
              + field.getDeclaringClass().getName()
              + '.'
              + field.getName());
    }
  }

  /**
   * Shows the modifiers of a field as they were before it was deferred: its accessor keeps those
   * that it has lost or got. The class need not be initialised for that.
   *
   * @param modifiers what {@code Field.getModifiers} says
   * @param field any field
   * @return the modifiers in the program's class file
   */
  public static int modifiers(int modifiers, Field field) {
    return FinalFields.modifiers(modifiers, field);
  }

  /**
   * Stands for the method of {@code Lookup}, then resolves the field.
   *
   * @param lookup on which the method was called
   * @param owner see there
   * @param name see there
   * @param type see there
   * @return see there
   * @throws NoSuchFieldException see there
   * @throws IllegalAccessException see there
   */
  public static MethodHandle findStaticGetter(
      MethodHandles.Lookup lookup, Class<?> owner, String name, Class<?> type)
      throws NoSuchFieldException, IllegalAccessException {
    MethodHandle handle = lookup.findStaticGetter(owner, name, type);
    resolve(owner, name, type);
    MethodHandles.Lookup copy =
        FinalFields.copyOfInterfaceField(FinalFields.publicField(owner, name, type));
    return copy == null ? handle : FinalFields.getter(copy);
  }

  /**
   * Stands for the method of {@code Lookup}, then resolves the field.
   *
   * @param lookup on which the method was called
   * @param owner see there
   * @param name see there
   * @param type see there
   * @return see there
   * @throws NoSuchFieldException see there
   * @throws IllegalAccessException see there
   */
  public static MethodHandle findStaticSetter(
      MethodHandles.Lookup lookup, Class<?> owner, String name, Class<?> type)
      throws NoSuchFieldException, IllegalAccessException {
    MethodHandle handle = lookup.findStaticSetter(owner, name, type);
    FinalFields.refuseFinal(lookup, FinalFields.find(owner, name, type));
    resolve(owner, name, type);
    return handle;
  }

  /**
   * Stands for the method of {@code Lookup}, then resolves the field.
   *
   * @param lookup on which the method was called
   * @param owner see there
   * @param name see there
   * @param type see there
   * @return see there
   * @throws NoSuchFieldException see there
   * @throws IllegalAccessException see there
   */
  public static VarHandle findStaticVarHandle(
      MethodHandles.Lookup lookup, Class<?> owner, String name, Class<?> type)
      throws NoSuchFieldException, IllegalAccessException {
    VarHandle handle = lookup.findStaticVarHandle(owner, name, type);
    resolve(owner, name, type);
    MethodHandles.Lookup copy =
        FinalFields.copyOfInterfaceField(FinalFields.publicField(owner, name, type));
    return copy == null
        ? FinalFields.readOnlyIfFinal(handle, FinalFields.find(owner, name, type))
        : FinalFields.varHandle(copy);
  }

  /**
   * Stands for the method of {@code Lookup}, then resolves the field.
   *
   * @param lookup on which the method was called
   * @param field see there
   * @return see there
   * @throws IllegalAccessException see there
   */
  public static MethodHandle unreflectGetter(MethodHandles.Lookup lookup, Field field)
      throws IllegalAccessException {
    MethodHandle handle = lookup.unreflectGetter(field);
    before(field);
    MethodHandles.Lookup copy = FinalFields.copyOfInterfaceField(field);
    return copy == null ? handle : FinalFields.getter(copy);
  }

  /**
   * Stands for the method of {@code Lookup}, then resolves the field.
   *
   * @param lookup on which the method was called
   * @param field see there
   * @return see there
   * @throws IllegalAccessException see there
   */
  public static MethodHandle unreflectSetter(MethodHandles.Lookup lookup, Field field)
      throws IllegalAccessException {
    MethodHandle handle = lookup.unreflectSetter(field);
    FinalFields.refuseFinal(lookup, field);
    before(field);
    return handle;
  }

  /**
   * Stands for the method of {@code Lookup}, then resolves the field.
   *
   * @param lookup on which the method was called
   * @param field see there
   * @return see there
   * @throws IllegalAccessException see there
   */
  public static VarHandle unreflectVarHandle(MethodHandles.Lookup lookup, Field field)
      throws IllegalAccessException {
    VarHandle handle = lookup.unreflectVarHandle(field);
    before(field);
    MethodHandles.Lookup copy = FinalFields.copyOfInterfaceField(field);
    return copy == null ? FinalFields.readOnlyIfFinal(handle, field) : FinalFields.varHandle(copy);
  }

  /**
   * Looks at what a method is invoked on by reflection: it may be one that is looked at where it is
   * called by name.
   *
   * @param method about to be invoked
   * @param target on which
   * @throws InvocationTargetException as the call does, if the method must not write a field
   */
  public static void beforeInvoke(@Nullable Method method, @Nullable Object target)
      throws InvocationTargetException {
    if (method == null) {
      return;
    }
    Class<?> owner = method.getDeclaringClass();
    if (owner == Field.class) {
      if (target instanceof Field field && isAccess(method)) {
        try {
          beforeAccess(field, method.getName());
        } catch (IllegalAccessException e) {
          throw new InvocationTargetException(e);
        }
      }
    } else if (isOfPlatform(owner)) {
      ForeignReads.beforeInvoke(owner, method.getName());
    }
  }

  private static boolean isOfPlatform(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  /** Whether a method of {@code Field} reads or writes the field of the object it is given. */
  private static boolean isAccess(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    return parameters.length > 0
        && parameters[0] == Object.class
        && !method.getName().equals("equals");
  }

  private static void beforeAccess(Field field, String method) throws IllegalAccessException {
    if (method.startsWith("set")) {
      beforeWrite(field);
    } else {
      before(field);
    }
  }

  /**
   * Stands for the method of {@code ConstantBootstraps}, but resolves the field.
   *
   * @param lookup see there
   * @param name see there
   * @param type see there
   * @param declaring see there
   * @return see there
   * @throws Throwable see there, and what a read of the field throws
   */
  public static Object getStaticFinal(
      MethodHandles.Lookup lookup, String name, Class<?> type, Class<?> declaring)
      throws Throwable {
    Field field = FinalFields.find(declaring, name, type);
    boolean wasFinal =
        field != null && FinalFields.isFinal(field) && !Modifier.isFinal(field.getModifiers());
    if (wasFinal
        || FinalFields.copyOfInterfaceField(FinalFields.publicField(declaring, name, type))
            != null) {
      return findStaticGetter(lookup, declaring, name, type).invoke();
    }
    return ConstantBootstraps.getStaticFinal(lookup, name, type, declaring);
  }

  /**
   * Stands for the method of {@code ConstantBootstraps}, but resolves the field.
   *
   * @param lookup see there
   * @param name see there
   * @param type see there
   * @return see there
   * @throws Throwable see there, and what a read of the field throws
   */
  public static Object getStaticFinal(MethodHandles.Lookup lookup, String name, Class<?> type)
      throws Throwable {
    Class<?> declaring =
        type.isPrimitive() ? MethodType.methodType(type).wrap().returnType() : type;
    return getStaticFinal(lookup, name, type, declaring);
  }

  /**
   * Stands for the method of {@code ConstantBootstraps}, but resolves the field.
   *
   * @param lookup see there
   * @param name see there
   * @param type see there
   * @param declaring see there
   * @param fieldType see there
   * @return see there
   * @throws ReflectiveOperationException if there is no such field
   */
  public static VarHandle staticFieldVarHandle(
      MethodHandles.Lookup lookup,
      String name,
      Class<VarHandle> type,
      Class<?> declaring,
      Class<?> fieldType)
      throws ReflectiveOperationException {
    ConstantBootstraps.staticFieldVarHandle(lookup, name, type, declaring, fieldType);
    return findStaticVarHandle(lookup, declaring, name, fieldType);
  }

  /** Goes up as field resolution does (JVMS 17 §5.4.3.2), but for interfaces. */
  private static void resolve(Class<?> owner, String name, Class<?> type) {
    for (Class<?> above = owner; above != null; above = above.getSuperclass()) {
      Field field;
      try {
        field = above.getDeclaredField(name);
      } catch (NoSuchFieldException e) {
        continue;
      } catch (LinkageError | RuntimeException e) {
        // The type of some other field is missing, so none can be had. The name must do.
        resolve(above, name);
        continue;
      }
      if (field.getType() == type) {
        before(field);
        return;
      }
    }
  }

  private static void resolve(Class<?> declaring, String name) {
    LazyRegions regions = ReflectedRegions.of(declaring);
    if (regions != null) {
      regions.resolve(name);
    }
  }
}
