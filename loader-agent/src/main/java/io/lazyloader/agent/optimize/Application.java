package io.lazyloader.agent.optimize;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program as its java command line describes it, taken apart.
 *
 * @param name what its launcher is called
 * @param options of the JVM, but for class path, module path and archives, in their order
 * @param classPath directories and jars that are there, in search order
 * @param modulePath directories and jars, in search order; directories are modules or hold some
 * @param main what names the program behind the options: a main class, or {@code -m} and a module
 * @param arguments what the program gets in training
 * @param bootJar whether the class path is one Spring Boot jar, whose classes and jars are inside
 * @param notes sentences on what was understood in a way that might surprise
 */
record Application(
    String name,
    List<String> options,
    List<Path> classPath,
    List<Path> modulePath,
    List<String> main,
    List<String> arguments,
    boolean bootJar,
    List<String> notes) {
  Application {
    options = List.copyOf(options);
    classPath = List.copyOf(classPath);
    modulePath = List.copyOf(modulePath);
    main = List.copyOf(main);
    arguments = List.copyOf(arguments);
    notes = List.copyOf(notes);
  }

  /** The words for {@code java} that run it, from other places and with more options. */
  List<String> words(
      List<String> more, List<Path> classes, List<Path> modules, List<String> given) {
    List<String> words = new ArrayList<>(options);
    words.addAll(more);
    words.addAll(paths(classes, modules));
    words.addAll(main);
    words.addAll(given);
    return words;
  }

  /** The options that say where classes and modules are. */
  static List<String> paths(List<Path> classes, List<Path> modules) {
    List<String> words = new ArrayList<>();
    if (!classes.isEmpty()) {
      words.add("-cp");
      words.add(joined(classes));
    }
    if (!modules.isEmpty()) {
      words.add("-p");
      words.add(joined(modules));
    }
    return words;
  }

  /** Paths as an option takes them. */
  static String joined(List<Path> paths) {
    return String.join(File.pathSeparator, paths.stream().map(Path::toString).toList());
  }
}
