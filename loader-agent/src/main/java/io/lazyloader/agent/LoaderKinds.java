package io.lazyloader.agent;

import io.lazyloader.runtime.LazyRegions;

/** What is to be known of class loaders. Nothing of theirs is called but what is final. */
final class LoaderKinds {
  private LoaderKinds() {}

  /** Whether a loader is the agent's own: of no other is it known that it finds the library. */
  static boolean isOwn(ClassLoader loader) {
    return loader == LazyRegions.class.getClassLoader();
  }

  /** Whether a loader, or one that it asks, can be closed; those of the JDK can't. */
  static boolean canBeClosed(ClassLoader loader) {
    if (ClassFiles.isWatched()) {
      // To ask for a parent would be to ask the security manager.
      return true;
    }
    for (ClassLoader above = loader; above != null; above = above.getParent()) {
      if (above instanceof AutoCloseable) {
        return true;
      }
    }
    return false;
  }
}
