package io.lazyloader.agent;

import io.lazyloader.runtime.LazyRegions;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the agent knows about a class loader. Found out with the first class that it defines; holds
 * no reference to it.
 */
final class LoaderView {
  private static final String MARK_RESOURCE = "io/lazyloader/Lazy.class";

  private static final Map<ClassLoader, LoaderView> views = new WeakHashMap<>();

  /** Whether its resources can be read without running code of the application. */
  private final boolean readable;

  /** Whether code that it defines finds the very run-time library that the agent uses. */
  final boolean seesRuntime;

  /**
   * Whether classes marked {@code @Lazy} are to be expected here, so that it pays to look at a
   * class before it is loaded: the annotation itself is on the class path, or a directory is, as in
   * development.
   */
  final boolean expectsMarks;

  private LoaderView(ClassLoader loader, boolean inherited) {
    readable = loader.getClass().getClassLoader() == null || loader instanceof URLClassLoader;
    seesRuntime = findsRuntime(loader);
    expectsMarks =
        inherited
            || (readable && hasOwnCopyOfMark(loader))
            || (loader == ClassLoader.getSystemClassLoader() && hasDirectoryOnClassPath());
  }

  /** Returns what was found out before, or null. */
  static @Nullable LoaderView known(ClassLoader loader) {
    synchronized (views) {
      return views.get(loader);
    }
  }

  static LoaderView of(ClassLoader loader) {
    LoaderView known = known(loader);
    if (known != null) {
      return known;
    }
    // Not under the lock: this calls the loader.
    ClassLoader system = ClassLoader.getSystemClassLoader();
    LoaderView view = new LoaderView(loader, loader != system && of(system).expectsMarks);
    synchronized (views) {
      views.put(loader, view);
    }
    return view;
  }

  /** Reads a class file as the loader would find it, or returns null if that can't be done. */
  byte @Nullable [] classFile(ClassLoader loader, String internalName) {
    if (!readable) {
      return null;
    }
    try (InputStream input = loader.getResourceAsStream(internalName + ".class")) {
      if (input == null) {
        return null;
      }
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
        content.write(buffer, 0, read);
      }
      return content.toByteArray();
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /** Whether plans that jars carry can be looked for. */
  boolean isReadable() {
    return readable;
  }

  private static boolean findsRuntime(ClassLoader loader) {
    if (loader == ClassLoader.getSystemClassLoader()) {
      return true;
    }
    try {
      return Class.forName(LazyRegions.class.getName(), false, loader) == LazyRegions.class;
    } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
      return false;
    }
  }

  private static boolean hasOwnCopyOfMark(ClassLoader loader) {
    URL mark = loader.getResource(MARK_RESOURCE);
    return mark != null && mark.getPath().indexOf(AgentJar.path()) < 0;
  }

  private static boolean hasDirectoryOnClassPath() {
    String classPath = System.getProperty("java.class.path", "");
    int from = 0;
    while (from <= classPath.length()) {
      int to = classPath.indexOf(File.pathSeparatorChar, from);
      if (to < 0) {
        to = classPath.length();
      }
      String entry = classPath.substring(from, to);
      if (!entry.endsWith(".jar") && new File(entry).isDirectory()) {
        return true;
      }
      from = to + 1;
    }
    return false;
  }
}
