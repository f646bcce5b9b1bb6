package io.lazyloader.agent.optimize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Linux's transparent huge pages, which a JVM may ask for
 * (Documentation/admin-guide/mm/transhuge.rst of the kernel). Other systems don't know the option,
 * and where an administrator has switched them off, the JVM complains of it.
 */
public final class HugePages {
  /** Has a JVM ask for them. */
  public static final String OPTION = "-XX:+UseTransparentHugePages";

  /** One line, as in {@code always [madvise] never}. */
  static final String SETTING = "/sys/kernel/mm/transparent_hugepage/enabled";

  private HugePages() {}

  /**
   * Tells whether a JVM may ask for them here.
   *
   * @return false where there are none, or where they are switched off
   */
  public static boolean areOffered() {
    return areOffered(Path.of(SETTING));
  }

  static boolean areOffered(Path setting) {
    try {
      return !Files.readString(setting).contains("[never]");
    } catch (IOException e) {
      // Another system.
      return false;
    }
  }
}
