package io.lazyloader;

import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * What a module loads, and how: the class, who finds it, whose access is used, and what it must be.
 *
 * @param name the class's binary name
 * @param loader finds it; null is the bootstrap class loader
 * @param lookup has access to its members
 * @param site where the module was declared
 * @param minimum the lowest version that will do, or null
 */
record ModuleSource(
    String name,
    @Nullable ClassLoader loader,
    MethodHandles.Lookup lookup,
    DeclarationSite site,
    @Nullable String minimum) {

  /** Demands a version; see {@link LazyModule#atLeast}. */
  ModuleSource atLeast(String version) {
    Versions.parse(version);
    return new ModuleSource(name, loader, lookup, site, version);
  }

  /** Checks that the class exists; see {@link LazyModule#required}. */
  void require() {
    if (minimum != null || new ClassSketches(loader).find(name) == null) {
      find();
    }
  }

  /** Loads and initialises the class. */
  LoadedModule load() {
    Class<?> type = find();
    try {
      Class.forName(name, true, loader);
      return new LoadedModule(type, lookup);
    } catch (ClassNotFoundException e) {
      throw notFound(e);
    } catch (Error e) {
      throw noted(e);
    }
  }

  /** Loads the class but does not initialise it. */
  private Class<?> find() {
    Class<?> type;
    try {
      type = Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw notFound(e);
    } catch (LinkageError e) {
      throw noted(e);
    }
    if (minimum != null) {
      String problem = ModuleVersion.problem(type, minimum);
      if (problem != null) {
        throw error(problem, null);
      }
    }
    return type;
  }

  private LazyModuleException notFound(ClassNotFoundException cause) {
    String where =
        loader == null
            ? "the bootstrap class loader"
            : "class loader " + (loader.getName() == null ? loader : "'" + loader.getName() + "'");
    return error(
        "there is no such class in "
            + where
            + ". "
            + (isThere(capitalised())
                ? "Did you mean " + capitalised() + "?"
                : "Check the name and what is on the class path"),
        cause);
  }

  /** The name as it should be written, if its author forgot that classes begin with a capital. */
  private String capitalised() {
    int start = name.lastIndexOf('.') + 1;
    return start == name.length()
        ? name
        : name.substring(0, start)
            + Character.toUpperCase(name.charAt(start))
            + name.substring(start + 1);
  }

  /** Whether a class file has that name; nothing is loaded. */
  private boolean isThere(String className) {
    return loader != null
        && !className.equals(name)
        && loader.getResource(className.replace('.', '/') + ".class") != null;
  }

  private <E extends Error> E noted(E thrown) {
    DeclarationNote.add(thrown, "while loading module " + name + ", declared at " + site);
    return thrown;
  }

  /** Makes an error of the module. */
  LazyModuleException error(String problem, @Nullable Throwable cause) {
    return new LazyModuleException(
        "module " + name + ", declared at " + site + ": " + problem, cause);
  }
}
