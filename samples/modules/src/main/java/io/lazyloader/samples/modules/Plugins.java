package io.lazyloader.samples.modules;

import io.lazyloader.LazyModule;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/** The plugins that are on the class path. To know them loads none. */
final class Plugins {
  private final Map<String, LazyModule> modules = new LinkedHashMap<>();

  private Plugins() {}

  /** Finds the plugins. One whose class is missing is an error here, not at its first use. */
  static Plugins find() throws IOException {
    Plugins plugins = new Plugins();
    ClassLoader loader = Plugins.class.getClassLoader();
    for (URL url : Collections.list(loader.getResources("plugins.properties"))) {
      Properties classes = new Properties();
      try (Reader text = new InputStreamReader(url.openStream(), StandardCharsets.UTF_8)) {
        classes.load(text);
      }
      for (String name : new TreeSet<>(classes.stringPropertyNames())) {
        plugins.modules.put(name, LazyModule.of(classes.getProperty(name)).required());
      }
    }
    return plugins;
  }

  /** The modules by the plugins' names. */
  Map<String, LazyModule> modules() {
    return Collections.unmodifiableMap(modules);
  }

  /** A plugin by its name. */
  LazyModule module(String name) {
    LazyModule module = modules.get(name);
    if (module == null) {
      throw new UsageException(
          "there is no plugin '" + name + "' (there are: " + String.join(", ", names()) + ")");
    }
    return module;
  }

  /** A plugin as what it does; it is loaded when it does so for the first time. */
  Converter converter(String name) {
    return module(name).as(Converter.class);
  }

  private Iterable<String> names() {
    return modules.keySet();
  }

  /** Loads all plugins on a thread of its own, so that the first use of each does not wait. */
  Thread warmUp() {
    Thread thread = new Thread(() -> modules.values().forEach(LazyModule::load), "warm-up");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
