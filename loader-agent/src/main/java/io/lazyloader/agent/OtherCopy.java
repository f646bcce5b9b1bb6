package io.lazyloader.agent;

import io.lazyloader.runtime.LazyRegions;
import java.net.URLClassLoader;

/**
 * Class loaders that find a run-time library of their own, as those of web applications and bundles
 * do that bring loader-core. Loaded with the first loader that does not find the agent's.
 */
final class OtherCopy {
  private OtherCopy() {}

  /** Whether code that a loader defines finds another copy than the agent's. Calls the loader. */
  static boolean isFoundBy(ClassLoader loader) {
    if (loader.getClass().getClassLoader() == null && !(loader instanceof URLClassLoader)) {
      // One of the JDK's for a generated class, below the loader that matters.
      return false;
    }
    try {
      return Class.forName(LazyRegions.class.getName(), false, loader) != LazyRegions.class;
    } catch (ClassNotFoundException | RuntimeException | Error e) {
      return false;
    }
  }

  static String sentence(ClassLoader loader) {
    return "class loader "
        + loader.getClass().getName()
        + " finds a loader-core of its own, not the agent's. Its classes stay as they are; what was"
        + " woven into them is in the figures of that copy only (LazyLoader, LazyloaderMetrics), not"
        + " in the agent's summary and not in its MXBean.";
  }
}
