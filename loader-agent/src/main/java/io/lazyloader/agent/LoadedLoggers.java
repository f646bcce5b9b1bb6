package io.lazyloader.agent;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Finds every SLF4J that the program has loaded: in a fat jar, a web application or a bundle our
 * own loader would find none. Used only if metrics go there.
 */
final class LoadedLoggers implements Supplier<List<Class<?>>> {
  private static final String FACTORY = "org.slf4j.LoggerFactory";

  private final Instrumentation instrumentation;

  LoadedLoggers(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public List<Class<?>> get() {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (loaded.getName().equals(FACTORY)) {
        found.add(loaded);
      }
    }
    return found;
  }
}
