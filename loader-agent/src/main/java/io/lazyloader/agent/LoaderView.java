package io.lazyloader.agent;

import io.lazyloader.agent.plan.Plan;
import io.lazyloader.runtime.LazyRegions;
import io.lazyloader.runtime.Startup;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the agent knows about a class loader. Found out with the first class that it defines; holds
 * no reference to it.
 */
final class LoaderView {
  private static final String MARK = "io/lazyloader/Lazy.class";

  private static final Map<ClassLoader, LoaderView> views = new WeakHashMap<>();

  /** Whether its resources can be asked for: it is the JDK's own, or a {@code URLClassLoader}. */
  private final boolean readable;

  /** Whether code that it defines finds the very run-time library that the agent uses. */
  final boolean seesRuntime;

  /**
   * Whether classes marked {@code @Lazy} are to be expected here, so that it pays to look at a
   * class before it is loaded: the annotation itself is on the class path, or a directory is, as in
   * development.
   */
  final boolean expectsMarks;

  private LoaderView(boolean readable, boolean seesRuntime, boolean expectsMarks) {
    this.readable = readable;
    this.seesRuntime = seesRuntime;
    this.expectsMarks = expectsMarks;
  }

  /** Sets what is known about the system class loader; for the agent, before any class is seen. */
  static void ofSystem(boolean expectsMarks) {
    synchronized (views) {
      views.put(ClassLoader.getSystemClassLoader(), new LoaderView(true, true, expectsMarks));
    }
  }

  /** Returns what was found out before, or null. */
  static @Nullable LoaderView known(ClassLoader loader) {
    synchronized (views) {
      return views.get(loader);
    }
  }

  /**
   * Finds out about a class loader other than the system's. Calls it, so no lock is held.
   *
   * @param loader a class loader that defines its first class
   * @param fates is given the plans that the loader's jars carry
   */
  static LoaderView of(ClassLoader loader, Fates fates) {
    LoaderView system = known(ClassLoader.getSystemClassLoader());
    boolean expectsMarks = system != null && system.expectsMarks;
    URLClassLoader own = loader instanceof URLClassLoader urls ? urls : null;
    if (own != null) {
      try {
        expectsMarks |= own.findResource(MARK) != null;
        fates.readCarriedPlans(own.findResources(Plan.RESOURCE));
      } catch (IOException | RuntimeException e) {
        Startup.note("plans of " + loader + " can't be read: " + e);
      }
    }
    boolean readable = own != null || loader.getClass().getClassLoader() == null;
    boolean seesRuntime = finds(LazyRegions.class, loader);
    if (!seesRuntime && OtherCopy.isFoundBy(loader)) {
      Console.say(OtherCopy.sentence(loader));
    }
    LoaderView view = new LoaderView(readable, seesRuntime, expectsMarks);
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
      return input == null ? null : input.readAllBytes();
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /**
   * Whether the Java platform has a class of this name. The platform's class loaders are asked
   * before all others, so its class is the one that is loaded, and such classes are never
   * rewritten.
   */
  static boolean isOfPlatform(String internalName) {
    return ClassLoader.getPlatformClassLoader().getResource(internalName + ".class") != null;
  }

  /** Whether code that a loader defines finds a very class of ours. */
  static boolean finds(Class<?> ours, ClassLoader loader) {
    try {
      return Class.forName(ours.getName(), false, loader) == ours;
    } catch (ClassNotFoundException | RuntimeException | Error e) {
      return false;
    }
  }
}
