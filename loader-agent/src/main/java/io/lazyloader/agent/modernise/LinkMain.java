package io.lazyloader.agent.modernise;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Links classes without initialising them, in a JVM of its own that {@link VerifierCheck} starts.
 * Needs nothing but the JDK and itself.
 *
 * <p>HotSpot links a class, which includes verifying it, before it lists its declared members
 * ({@code get_class_declared_methods_helper} and {@code JVM_GetClassDeclaredFields} in {@code
 * jvm.cpp}). That lists types too, so it may fail after the class was linked, for a type that is
 * not there. One list that succeeds is proof.
 */
final class LinkMain {
  /** What is written for a class that was linked. */
  static final String LINKED = "linked";

  private LinkMain() {}

  /**
   * Links classes.
   *
   * @param arguments a file with the names of classes, one a line; a file to be written, for each
   *     of them a line with the name, a tab, and {@link #LINKED} or why not; both UTF-8
   * @throws IOException if one of them can't be read or written
   */
  public static void main(String[] arguments) throws IOException {
    try (PrintStream results =
        new PrintStream(
            Files.newOutputStream(Path.of(arguments[1])), true, StandardCharsets.UTF_8)) {
      for (String name : Files.readAllLines(Path.of(arguments[0]))) {
        results.print(name + '\t' + link(name) + '\n');
      }
    }
  }

  private static String link(String name) {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    try {
      Class<?> type = Class.forName(name, false, loader);
      if (type.getClassLoader() != loader) {
        return "the JDK has a class of that name";
      }
      listMembers(type);
      return LINKED;
    } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
      return e.toString().replace('\n', ' ').replace('\r', ' ');
    }
  }

  private static Object[] listMembers(Class<?> type) {
    try {
      return type.getDeclaredFields();
    } catch (NoClassDefFoundError e) {
      // It may have been linked all the same.
    }
    try {
      return type.getDeclaredConstructors();
    } catch (NoClassDefFoundError e) {
      // As before.
    }
    return type.getDeclaredMethods();
  }
}
