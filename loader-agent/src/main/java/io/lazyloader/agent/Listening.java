package io.lazyloader.agent;

import io.lazyloader.LazyListener;
import io.lazyloader.LazyLoader;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Registers the listeners that are found on the class path. Loaded only if there is one. */
final class Listening {
  private Listening() {}

  /** Makes and registers them, before there is a transformer. One that fails is named. */
  static void begin() {
    try {
      for (LazyListener listener :
          ServiceLoader.load(LazyListener.class, ClassLoader.getSystemClassLoader())) {
        LazyLoader.addListener(listener);
      }
    } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
      Console.say("a listener on the class path can't be made: " + e + ". Running without it.");
    }
  }
}
