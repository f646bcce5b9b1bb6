package io.lazyloader;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the providers of a service by name, as {@link java.util.ServiceLoader} finds classes. */
final class Providers {
  private static final String DIRECTORY = "META-INF/services/";

  private Providers() {}

  /**
   * A provider.
   *
   * @param name the binary name of its class
   * @param loader finds the class
   */
  record Provider(String name, @Nullable ClassLoader loader) {}

  static List<Provider> of(Class<?> service, @Nullable ClassLoader loader) {
    Map<String, Provider> providers = new LinkedHashMap<>();
    addNamedModules(service, loader, providers);
    if (loader == null) {
      return new ArrayList<>(providers.values());
    }
    try {
      Enumeration<URL> files = loader.getResources(DIRECTORY + service.getName());
      while (files.hasMoreElements()) {
        addFile(files.nextElement(), loader, providers);
      }
    } catch (IOException e) {
      throw new LazyModuleException(
          "providers of " + service.getName() + " can't be listed: " + e.getMessage(), e);
    }
    return new ArrayList<>(providers.values());
  }

  /** Adds what the boot layer's modules provide, if the loader or one above it defined them. */
  private static void addNamedModules(
      Class<?> service, @Nullable ClassLoader loader, Map<String, Provider> providers) {
    for (Module module : ModuleLayer.boot().modules()) {
      ModuleDescriptor descriptor = module.getDescriptor();
      for (ModuleDescriptor.Provides provides : descriptor.provides()) {
        if (provides.service().equals(service.getName()) && sees(loader, module.getClassLoader())) {
          for (String name : provides.providers()) {
            providers.putIfAbsent(name, new Provider(name, module.getClassLoader()));
          }
        }
      }
    }
  }

  private static boolean sees(@Nullable ClassLoader loader, @Nullable ClassLoader defining) {
    ClassLoader above = loader;
    while (above != null && above != defining) {
      above = above.getParent();
    }
    return above == defining;
  }

  private static void addFile(URL file, ClassLoader loader, Map<String, Provider> providers)
      throws IOException {
    URLConnection connection = file.openConnection();
    // A cached jar would stay open, and keep its class loader's file locked.
    connection.setUseCaches(false);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      int line = 0;
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        int comment = text.indexOf('#');
        String name = (comment < 0 ? text : text.substring(0, comment)).strip();
        if (name.isEmpty()) {
          continue;
        }
        if (!isClassName(name)) {
          throw new LazyModuleException(
              file + " line " + line + ": '" + name + "' is not the name of a class", null);
        }
        providers.putIfAbsent(name, new Provider(name, loader));
      }
    }
  }

  private static boolean isClassName(String name) {
    for (String part : name.split("\\.", -1)) {
      if (part.isEmpty()
          || !Character.isJavaIdentifierStart(part.codePointAt(0))
          || !part.codePoints().allMatch(Character::isJavaIdentifierPart)) {
        return false;
      }
    }
    return true;
  }
}
