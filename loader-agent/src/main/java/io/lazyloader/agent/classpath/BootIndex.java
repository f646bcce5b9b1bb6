package io.lazyloader.agent.classpath;

import java.util.ArrayList;
import java.util.List;

/** What an executable jar of Spring Boot has where ("The Executable Jar Format" in its manual). */
public final class BootIndex {
  /** The directory of the program's own classes. */
  public static final String CLASSES = "BOOT-INF/classes/";

  /** The directory of the jars that it depends on. */
  public static final String LIBRARIES = "BOOT-INF/lib/";

  /** The file that lists these in the order in which they are searched. */
  public static final String NAME = "BOOT-INF/classpath.idx";

  /** The package of its launcher. */
  public static final String LAUNCHER = "org/springframework/boot/loader/";

  private BootIndex() {}

  /** The jars that an index lists, in its order; each line is {@code - "BOOT-INF/lib/some.jar"}. */
  public static List<String> libraries(String index) {
    List<String> libraries = new ArrayList<>();
    for (String line : index.lines().toList()) {
      int from = line.indexOf('"');
      int to = line.lastIndexOf('"');
      if (from >= 0 && to > from) {
        libraries.add(line.substring(from + 1, to));
      }
    }
    return libraries;
  }
}
