package io.lazyloader.runtime;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.function.Consumer;

/**
 * Readers of static fields that are no rewritten code: those parts of the JDK that read public
 * fields of the program by reflection, and native libraries.
 *
 * <p>Rewritten code calls this class before it calls such a part, or loads a library, on any
 * thread. From the first such call on, the fields that may be read are not lazy any more: the
 * pending ones of initialised classes are resolved at that call, those of a class that is
 * initialised later at the end of its {@code <clinit>}, and those that a {@code <clinit>} has
 * passed which makes the call itself. A class whose {@code <clinit>} is running on another thread
 * is not waited for; it finds out by itself: the scope is set, and then the object that stands for
 * such readers put in its place, before the classes are looked through, and a class is marked as
 * initialised before it looks there. All three are volatile.
 *
 * <p>What an initialiser throws here is kept for those who read the field, as ever. The fields of
 * an interface hold nothing that could be read, which is said on the standard error stream.
 */
public final class ForeignReads implements Consumer<LazyRegions> {
  private static final int PUBLIC = 1;
  private static final int ALL = 2;

  /** Which fields may be read: none (0), public ones or all. Only grows. */
  private static volatile int scope;

  /** For which scope the pending fields of initialised classes are resolved. */
  private static volatile int settled;

  /** Who reads, for the one line about it; guarded by this class. */
  private static String reader = "";

  /** Guarded by this class. */
  private static boolean isSaid;

  private ForeignReads() {}

  /**
   * Called before code of the JDK that reads public static fields of any class.
   *
   * @param type the internal name of the class of the JDK
   */
  public static void byPlatform(String type) {
    if (settled < PUBLIC) {
      comesIntoSight(type);
      settle();
    }
  }

  /**
   * Called before a native library is loaded, which may read any field. In mode {@code all}, where
   * nobody has said that a field may be lazy, none is from then on.
   */
  public static void byNativeLibrary() {
    if (settled < ALL && Startup.mode().equals(Startup.ALL)) {
      widen(ALL, "a native library");
      settle();
    }
  }

  /**
   * Tells that the JVM loads a class of the JDK that reads public static fields. Resolves nothing.
   *
   * @param type its internal name
   */
  public static void comesIntoSight(String type) {
    widen(PUBLIC, type.replace('/', '.'));
  }

  /**
   * Whether a native library may read any field, so that nothing may be deferred unasked.
   *
   * @return true once the program has loaded one in mode {@code all}
   */
  public static boolean mayReadAll() {
    return scope == ALL;
  }

  private static synchronized void widen(int wider, String who) {
    if (scope < wider) {
      reader = who;
      // Whoever finds the object finds the scope.
      scope = wider;
      if (DeferredClasses.foreignReads == null) {
        DeferredClasses.foreignReads = new ForeignReads();
      }
    }
  }

  /** Resolves what is pending, if a reader has come into sight without that. */
  static void settle() {
    int wanted = scope;
    if (settled >= wanted) {
      return;
    }
    for (LazyRegions regions : DeferredClasses.live()) {
      if (regions.isInitialisedForCaller()) {
        resolve(regions, wanted);
      }
    }
    synchronized (ForeignReads.class) {
      settled = Math.max(settled, wanted);
    }
  }

  /** Called when a class's {@code <clinit>} ends and a reader is in sight. */
  @Override
  public void accept(LazyRegions regions) {
    resolve(regions, scope);
  }

  private static void resolve(LazyRegions regions, int wanted) {
    RegionNames names = regions.names();
    for (int index = 0; index < regions.count(); index++) {
      if (regions.state(index) == LazyRegions.RESOLVED
          || (wanted == PUBLIC && !isAnyPublic(regions.declaringClass(), names.fields(index)))) {
        continue;
      }
      if (regions.declaringClass().isInterface()) {
        Notes.tell(
            names.name(index)
                + " is a lazy field of an interface, and "
                + reader()
                + " would read its default value: mark it @Eager.");
        continue;
      }
      sayOnce();
      resolve(regions, names.fields(index));
    }
  }

  private static void resolve(LazyRegions regions, String[] fields) {
    for (String field : fields) {
      try {
        regions.resolve(field);
      } catch (Throwable e) {
        WarmUps.rethrowIfFatal(e);
      }
    }
  }

  private static boolean isAnyPublic(Class<?> type, String[] fields) {
    for (String field : fields) {
      if (isPublic(type, field)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPublic(Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      return Modifier.isPublic(field.getModifiers());
    } catch (NoSuchFieldException | LinkageError | RuntimeException e) {
      // The type of some other field is missing, so none can be had.
      return true;
    }
  }

  private static synchronized String reader() {
    return reader;
  }

  private static void sayOnce() {
    String sentence;
    synchronized (ForeignReads.class) {
      if (isSaid) {
        return;
      }
      isSaid = true;
      sentence =
          reader
              + " may read "
              + (scope == ALL ? "any static field" : "public static fields")
              + " without our seeing it: from now on those are resolved with their class.";
    }
    Notes.tell(sentence);
  }

  /** Looks at what a reflective call is about to do, as at a call that names the method. */
  static void beforeInvoke(Class<?> owner, String method) {
    if ((owner == System.class || owner == Runtime.class) && method.startsWith("load")) {
      byNativeLibrary();
    } else {
      settle();
    }
  }
}
