package io.lazyloader.agent.optimize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Linux's transparent huge pages, which a JVM may ask for
 * (Documentation/admin-guide/mm/transhuge.rst of the kernel). Other systems don't know the option,
 * and where an administrator has switched them off, the JVM complains of it.
 */
final class HugePages {
  static final String OPTION = "-XX:+UseTransparentHugePages";

  /** One line, as in {@code always [madvise] never}. */
  static final String SETTING = "/sys/kernel/mm/transparent_hugepage/enabled";

  private HugePages() {}

  /** Whether this system has them. */
  static boolean areOffered() {
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
