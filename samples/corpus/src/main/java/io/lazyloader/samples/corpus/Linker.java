package io.lazyloader.samples.corpus;

import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Links the classes of an artifact, as they were and as rewritten, without initialising any; for a
 * JVM of its own.
 *
 * <p>HotSpot links a class, and so verifies it, before it lists its fields; {@code LinkerTest}
 * holds that. The Java API has no other way to link that does not run code of the class.
 */
final class Linker {
  /** The outcome of a class that could be linked. */
  static final String LINKED = "linked";

  private Linker() {}

  /**
   * Writes, for each variant, what became of each class that differs from the original or is one:
   * the variant's number, 0 being the original, the class's internal name and its outcome.
   *
   * @param arguments the file to write, a class path to fall back on, the file of the original
   *     classes, then for each variant the file of those that were rewritten
   */
  public static void main(String[] arguments) throws IOException {
    Map<String, byte[]> original = ClassFiles.read(Path.of(arguments[2]));
    try (BufferedWriter output = Files.newBufferedWriter(Path.of(arguments[0]))) {
      for (int variant = 0; variant < arguments.length - 2; variant++) {
        Map<String, byte[]> classes = new HashMap<>(original);
        classes.putAll(ClassFiles.read(Path.of(arguments[2 + variant])));
        for (Map.Entry<String, String> entry : link(classes, arguments[1]).entrySet()) {
          output.write(variant + "\t" + entry.getKey() + "\t" + entry.getValue() + "\n");
        }
      }
    }
  }

  /** Links classes; returns outcomes by internal name. */
  static Map<String, String> link(Map<String, byte[]> classes, String fallback) throws IOException {
    Map<String, String> outcomes = new LinkedHashMap<>();
    try (URLClassLoader others =
        new URLClassLoader(urls(fallback), Linker.class.getClassLoader())) {
      ClassLoader loader = new OwnFirst(classes, others);
      for (String name : classes.keySet()) {
        outcomes.put(name, outcome(loader, name.replace('/', '.')));
      }
    }
    return outcomes;
  }

  private static String outcome(ClassLoader loader, String name) {
    try {
      // Which fields there are does not matter.
      Field[] unused = Class.forName(name, false, loader).getDeclaredFields();
      return LINKED;
    } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
      String message = String.valueOf(e.getMessage());
      return e.getClass().getSimpleName() + ": " + message.lines().findFirst().orElse("");
    }
  }

  private static URL[] urls(String classPath) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String file : classPath.split(File.pathSeparator, -1)) {
      if (!file.isEmpty()) {
        urls.add(Path.of(file).toUri().toURL());
      }
    }
    return urls.toArray(new URL[0]);
  }

  private static final class OwnFirst extends ClassLoader {
    private final Map<String, byte[]> classes;

    OwnFirst(Map<String, byte[]> classes, ClassLoader others) {
      super(others);
      this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      byte[] classFile = classes.get(name.replace('.', '/'));
      if (classFile == null) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? defineClass(name, classFile, 0, classFile.length) : loaded;
      }
    }
  }
}
