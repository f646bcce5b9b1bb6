package io.lazyloader.agent.classpath;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of a class path. May be used by several threads until it is closed. */
interface PathEntry {
  /** The entry as the user would name it. */
  String name();

  /** Whether there is a class file for an internal name. */
  boolean has(String internalName);

  /** Reads a class file by its internal name; null if the entry does not have it. */
  byte @Nullable [] read(String internalName) throws IOException;

  /**
   * Lists the internal names of all class files, sorted, those of packages and modules left out.
   *
   * @param unreadable told of each part that can't be listed
   */
  List<String> classNames(Unreadable unreadable);

  /** Closes what is open. */
  void close() throws IOException;

  /** Hears of what can't be read. */
  interface Unreadable {
    void add(String what, IOException why);
  }

  /** Whether a file with this name may hold a class with fields. */
  static boolean isClass(String fileName) {
    return fileName.endsWith(".class")
        && !fileName.endsWith("module-info.class")
        && !fileName.endsWith("package-info.class");
  }

  /** Takes {@code .class} off. */
  static String withoutSuffix(String fileName) {
    return fileName.substring(0, fileName.length() - ".class".length());
  }
}
