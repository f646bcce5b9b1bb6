package io.lazyloader.agent;

import org.jspecify.annotations.Nullable;

/** Whose classes are: the program's, which are looked at, the platform's, or the agent's own. */
final class Ownership {
  private static final @Nullable ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  private Ownership() {}

  /**
   * Has this class loaded. A transformer that is the first to ask it would have it loaded
   * meanwhile, and be asked about it.
   */
  static void prepare() {}

  /** Whether a loader is one of the JDK's that define its own classes. */
  static boolean isOfPlatform(@Nullable ClassLoader loader) {
    return loader == null || loader == PLATFORM;
  }

  /** Whether classes of a name and a loader are looked at: not the platform's, and not ours. */
  static boolean isOfProgram(@Nullable ClassLoader loader, String internalName) {
    return !isOfPlatform(loader) && !isOurs(internalName);
  }

  /** The agent's own classes; samples and tests live under the same root but are not ours. */
  private static boolean isOurs(String name) {
    return name.startsWith("io/lazyloader/")
        && (name.startsWith("io/lazyloader/agent/")
            || name.startsWith("io/lazyloader/runtime/")
            || name.startsWith("io/lazyloader/metrics/")
            || name.startsWith("io/lazyloader/shaded/")
            || name.indexOf('/', "io/lazyloader/".length()) < 0);
  }
}
