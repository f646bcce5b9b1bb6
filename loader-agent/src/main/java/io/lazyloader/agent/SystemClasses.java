package io.lazyloader.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The class files that the JDK's own system class loader finds, and its parents before it. Found
 * without a question to any loader, see {@link ClassFiles}.
 *
 * <p>The JDK's loaders first ask which module has the package, and then, from the bootstrap loader
 * down, who else has the class. What other agents have put before the class path shows only when it
 * is loaded: {@link #sawUnnamed}.
 */
final class SystemClasses {
  private final ClassFiles classPath;

  /** Whether the system class loader is the JDK's, not one that the program brings. */
  private final boolean isJdks;

  /** By package; null until somebody asks. */
  private volatile @Nullable Map<String, Module> modules;

  private volatile boolean hasMoreBefore;

  SystemClasses(ClassFiles classPath) {
    this.classPath = classPath;
    // Loaded by the bootstrap loader, so it is none of the program's.
    this.isJdks = ClassLoader.getSystemClassLoader().getClass().getClassLoader() == null;
  }

  /** Whether a loader is the one whose classes these are. */
  boolean isFor(ClassLoader loader) {
    return isJdks && loader == ClassLoader.getSystemClassLoader();
  }

  /** Notes that the bootstrap loader defines classes that are in no module of the platform. */
  void sawUnnamed() {
    hasMoreBefore = true;
  }

  /** Reads the class file of a name; null if there is none, or it can't be told which. */
  byte @Nullable [] classFile(String internalName) {
    Module module = module(internalName);
    if (module != null) {
      return read(module, internalName);
    }
    return isJdks && !isBefore(internalName) ? classPath.read(internalName + ".class") : null;
  }

  /**
   * Reads the class file of a class that is loaded, faster than who has to look for it.
   *
   * @param place the jar or directory that it says it is from; null if it says none
   */
  byte @Nullable [] classFile(Class<?> loaded, @Nullable File place) {
    String name = loaded.getName().replace('.', '/');
    Module module = loaded.getModule();
    if (module.isNamed()) {
      return read(module, name);
    }
    byte[] found = place == null ? null : classPath.readFrom(place, name + ".class");
    // Places have other paths where those of the class path are relative, or links.
    return found == null ? classPath.read(name + ".class") : found;
  }

  /**
   * Whether there is such a class file: not for classes of other agents' jars, and generated ones.
   */
  boolean has(String internalName) {
    return module(internalName) != null || classPath.has(internalName + ".class");
  }

  /**
   * Whether a class is the platform's: such a class is never rewritten, wherever else there is one
   * of its name.
   */
  boolean isOfPlatform(String internalName) {
    Module module = module(internalName);
    return module != null && module.getClassLoader() != ClassLoader.getSystemClassLoader();
  }

  /** Reads the class file of a class of the platform; null if it has none of that name. */
  byte @Nullable [] platformClassFile(String internalName) {
    Module module = module(internalName);
    return module == null ? null : read(module, internalName);
  }

  /** Reads the class file of a class of a module; null if it can't be had. */
  static byte @Nullable [] read(Module module, String internalName) {
    try (InputStream content = module.getResourceAsStream(internalName + ".class")) {
      return content == null ? null : content.readAllBytes();
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /** Whether the bootstrap loader has a class of a name that no module has. */
  private boolean isBefore(String internalName) {
    if (!hasMoreBefore) {
      return false;
    }
    try {
      Class.forName(internalName.replace('/', '.'), false, null);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private @Nullable Module module(String internalName) {
    Map<String, Module> known = modules;
    if (known == null) {
      known = new HashMap<>();
      for (Module module : ModuleLayer.boot().modules()) {
        for (String name : module.getPackages()) {
          known.put(name.replace('.', '/'), module);
        }
      }
      modules = known;
    }
    int end = internalName.lastIndexOf('/');
    return end < 0 ? null : known.get(internalName.substring(0, end));
  }
}
