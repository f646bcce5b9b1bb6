package io.lazyloader.runtime;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The regions of classes that are reached by reflection. For each class that may defer fields, its
 * regions once it has been initialised. Null for all others: a value of ours would keep our class
 * loader alive.
 */
final class ReflectedRegions extends ClassValue<@Nullable AtomicReference<LazyRegions>> {
  private static final ReflectedRegions deferring = new ReflectedRegions();

  private ReflectedRegions() {}

  @Override
  protected @Nullable AtomicReference<LazyRegions> computeValue(Class<?> type) {
    return mayDefer(type) ? new AtomicReference<>() : null;
  }

  private static boolean mayDefer(Class<?> type) {
    try {
      Class<?> regions = type.getDeclaredField(EmittedNames.EMITTED).getType();
      // Classes whose loader may not see this library keep it as an object.
      return regions == LazyRegions.class || regions == Object.class;
    } catch (NoSuchFieldException e) {
      return false;
    } catch (LinkageError | RuntimeException e) {
      // Its fields can't be listed. Whether it registers itself will tell.
      return true;
    }
  }

  /** Whether a class may defer fields. */
  static boolean mayBeOf(Class<?> declaring) {
    return deferring.get(declaring) != null;
  }

  /**
   * Initialises a class if it may defer fields, and finds its regions; null if it has none,
   * laziness is switched off, or this is called from the {@code <clinit>} of its superclass.
   */
  static @Nullable LazyRegions of(Class<?> declaring) {
    AtomicReference<LazyRegions> known =
        declaring.getClassLoader() == null ? null : deferring.get(declaring);
    if (known == null) {
      return null;
    }
    LazyRegions regions = known.get();
    if (regions == null) {
      initialise(declaring);
      regions = DeferredClasses.of(declaring);
      if (regions != null) {
        known.set(regions);
      }
    }
    return regions;
  }

  private static void initialise(Class<?> type) {
    try {
      Class.forName(type.getName(), true, type.getClassLoader());
    } catch (ClassNotFoundException e) {
      // A hidden class can't be found by name. It has registered itself if it was initialised.
    }
  }
}
