package io.lazyloader.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Makes the proxies of fields that are marked {@code @Lazy(access = MEMBER)}. Loaded with the first
 * of them.
 *
 * <p>A proxy's class is made when its field is first read, from the type as it was loaded then: a
 * proxy that was made at build time would lack the methods that a newer version of the type has.
 * Each field has a class of its own, hidden in the package and the loader of the class that
 * declares the field and a nest mate of it. So it may name what that class may name, it reads the
 * value without any state, it goes when the loader goes, and stack traces do not show it.
 *
 * <p>Making it loads the field's type and the types in the signatures of its methods. It
 * initialises the type if that is a class, or an interface with default methods, as the JVM does
 * before any subclass.
 */
public final class MemberProxies {
  private MemberProxies() {}

  /**
   * Why a field has no proxy.
   *
   * @param reason in words that follow a colon
   */
  record NoProxy(String reason) {}

  /**
   * Returns what stands behind a proxy.
   *
   * @param object any object
   * @return the value, resolved; the object itself if it is no proxy
   */
  public static @Nullable Object unwrap(@Nullable Object object) {
    return object instanceof MemberProxy proxy ? proxy.$lazy$value() : object;
  }

  /**
   * Makes the proxy of a field, or says why there is none. Calls the application's class loaders,
   * so no lock is held.
   *
   * @param lookup that of the declaring class
   * @param field its name
   * @param descriptor its type
   * @return the proxy, or a {@link NoProxy}
   */
  static Object make(MethodHandles.Lookup lookup, String field, String descriptor) {
    Class<?> owner = lookup.lookupClass();
    try {
      Class<?> type =
          MethodType.fromMethodDescriptorString("()" + descriptor, owner.getClassLoader())
              .returnType();
      ProxyShape shape = ProxyShape.of(type, owner);
      if (shape.refusal() == null && !isAccessible(lookup, type)) {
        return new NoProxy("its type " + type.getName() + " is not accessible to it");
      }
      String refusal = shape.refusal();
      if (refusal != null) {
        return new NoProxy("its type " + type.getName() + ' ' + refusal);
      }
      byte[] classFile = ProxyClassFile.write(owner, field, type, shape);
      MethodHandles.Lookup proxy =
          lookup.defineHiddenClass(classFile, true, MethodHandles.Lookup.ClassOption.NESTMATE);
      return instance(proxy, type);
    } catch (ClassNotFoundException e) {
      return new NoProxy(
          "its type "
              + descriptor.substring(1, descriptor.length() - 1).replace('/', '.')
              + " is a class, which takes the module jdk.unsupported, and that is not there");
    } catch (LinkageError | RuntimeException | ReflectiveOperationException e) {
      return new NoProxy(e.toString());
    }
  }

  /** Says that a field is resolved when it is read, though its members were to be lazy. */
  static void report(Class<?> owner, String field, NoProxy refusal) {
    String sentence =
        "@Lazy(access = MEMBER) on "
            + RegionNames.fieldName(owner.getName(), field)
            + " gets no proxy: "
            + refusal.reason
            + ". It is resolved when it is read.";
    Notes.tell(sentence);
  }

  private static boolean isAccessible(MethodHandles.Lookup lookup, Class<?> type) {
    try {
      lookup.accessClass(type);
      return true;
    } catch (IllegalAccessException e) {
      return false;
    }
  }

  private static Object instance(MethodHandles.Lookup proxy, Class<?> type)
      throws ReflectiveOperationException {
    try {
      return type.isInterface()
          ? proxy.findConstructor(proxy.lookupClass(), MethodType.methodType(void.class)).invoke()
          : allocate(proxy.lookupClass());
    } catch (RuntimeException | Error | ReflectiveOperationException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Makes an object without running a constructor. The compiler has a warning for this class that
   * nothing silences, so it is looked up; by method handles, which cost a quarter of what core
   * reflection does when nothing has used that yet.
   */
  private static Object allocate(Class<?> type) throws Throwable {
    Class<?> unsafe = Class.forName("sun.misc.Unsafe");
    MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(unsafe, MethodHandles.lookup());
    Object instance = lookup.findStaticGetter(unsafe, "theUnsafe", unsafe).invoke();
    return lookup
        .findVirtual(unsafe, "allocateInstance", MethodType.methodType(Object.class, Class.class))
        .invoke(instance, type);
  }
}
