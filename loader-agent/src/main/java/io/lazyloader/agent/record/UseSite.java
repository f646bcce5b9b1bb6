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
record UseSite(UsedClass target, @Nullable ReadField field, String method, String file, int line)
    implements CodePlace {
  @Override
  public String toString() {
    return CodePlace.shown(method, file, line);
  }
}
