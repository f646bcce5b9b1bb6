package io.lazyloader.agent.analysis.world;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The classes of the JDK that are initialised before any code of a program runs, whatever the
 * program does: to use them triggers nothing. The list is made from what JVMs log; see its first
 * lines.
 */
public final class BootClasses {
  /** The version up to (negative) or from (positive) which each is, or 0 for every version. */
  private static final Map<String, Integer> versions = read("boot-classes.txt");

  private BootClasses() {}

  /** Whether a class is one of them in some version of Java. */
  public static boolean contains(String internalName, int javaVersion) {
    Integer version = versions.get(internalName);
    if (version == null) {
      return false;
    }
    return version >= 0 ? javaVersion >= version : javaVersion <= -version;
  }

  /** The whole list, whatever the version. */
  static Set<String> all() {
    return versions.keySet();
  }

  private static Map<String, Integer> read(String resource) {
    Map<String, Integer> found = new HashMap<>();
    try (InputStream input = BootClasses.class.getResourceAsStream(resource)) {
      if (input == null) {
        throw new IllegalStateException("the agent jar lacks " + resource);
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int space = line.indexOf(' ');
        if (space < 0) {
          found.put(line, 0);
        } else if (!line.startsWith("#")) {
          int version = Integer.parseInt(line.substring(space + 1, line.length() - 1));
          found.put(line.substring(0, space), line.endsWith("-") ? -version : version);
        }
      }
      return found;
    } catch (IOException e) {
      throw new IllegalStateException("the agent jar is broken: " + e, e);
    }
  }
}
