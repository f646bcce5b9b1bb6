package io.lazyloader.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What rewritten code calls before it closes something that may be a class loader: what its classes
 * have pending could not load its own classes any more.
 */
public final class ClosingLoaders {
  private ClosingLoaders() {}

  /**
   * Resolves what is pending in the classes of a loader, and of those below it, on the calling
   * thread. An initialiser that throws has failed; its first reader is told.
   *
   * @param closed what is about to be closed; nothing happens unless it is a class loader
   */
  public static void before(@Nullable Object closed) {
    if (closed instanceof ClassLoader loader) {
      for (LazyRegions regions : DeferredClasses.live()) {
        if (isBelow(regions.declaringClass().getClassLoader(), loader)) {
          resolve(regions);
        }
      }
    }
  }

  private static boolean isBelow(@Nullable ClassLoader loader, ClassLoader closed) {
    for (ClassLoader above = loader; above != null; above = above.getParent()) {
      if (above == closed) {
        return true;
      }
    }
    return false;
  }

  private static void resolve(LazyRegions regions) {
    for (int index = 0; index < regions.count(); index++) {
      int state = regions.state(index);
      if (state == LazyRegions.PENDING || state == LazyRegions.RESOLVING) {
        try {
          regions.resolve(index);
        } catch (Throwable e) {
          WarmUps.rethrowIfFatal(e);
        }
      }
    }
  }
}
