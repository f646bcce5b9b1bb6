package io.lazyloader.agent.record;

import org.jspecify.annotations.Nullable;

/**
 * An instruction that uses a class.
 *
 * @param target the class that it names
 * @param field the static field that it reads, or null if it does something else
 * @param method the method that it stands in, as {@code com.acme.Main.run}
 * @param file the source file, or empty
 * @param line the line there, or 0
 */
record Site(UsedClass target, @Nullable ReadField field, String method, String file, int line) {
  /** As a stack trace shows it. */
  @Override
  public String toString() {
    return place(method, file, line);
  }

  static String place(String method, String file, int line) {
    return method
        + '('
        + (file.isEmpty() ? "Unknown Source" : file)
        + (line > 0 ? ":" + line : "")
        + ')';
  }
}
