package io.lazyloader;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The class files that class loaders show, read without loading a class. For one thread. */
final class ClassSketches {
  private final @Nullable ClassLoader[] loaders;
  private final Map<String, @Nullable ClassSketch> known = new HashMap<>();

  /** Looks with each loader in turn; null is the bootstrap class loader. */
  ClassSketches(@Nullable ClassLoader... loaders) {
    this.loaders = loaders;
  }

  /**
   * Reads a class.
   *
   * @param name its binary or internal name
   * @return null if no loader shows its class file
   */
  @Nullable ClassSketch find(String name) {
    String path = name.replace('.', '/') + ".class";
    if (!known.containsKey(path)) {
      known.put(path, read(path));
    }
    return known.get(path);
  }

  private @Nullable ClassSketch read(String path) {
    for (ClassLoader loader : loaders) {
      try (InputStream file =
          loader == null
              ? Object.class.getResourceAsStream('/' + path)
              : loader.getResourceAsStream(path)) {
        if (file != null) {
          return ClassSketch.read(file.readAllBytes());
        }
      } catch (IOException e) {
        // Not to be had from here. Loading the class will tell what is wrong with it.
      }
    }
    return null;
  }
}
