package io.lazyloader.metrics;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the application's own log. By reflection on the SLF4J that the application uses: in a
 * fat jar, a web application or a bundle that is not where our own loader would find one.
 *
 * <p>Loaded only when that is where metrics go.
 */
final class Slf4jLog {
  /** The class whose loader finds the rest of SLF4J. */
  static final String FACTORY = "org.slf4j.LoggerFactory";

  private static final String LOGGER = "io.lazyloader.startup";

  private final Class<?> loggers;
  private @Nullable Object event;

  private Slf4jLog(Class<?> loggers) {
    this.loggers = loggers;
  }

  /**
   * Logs a report, with the figures as key-value pairs where SLF4J has those: from 2.0 on.
   *
   * @param factory the application's {@code LoggerFactory}
   * @return null, or why the log has not got it
   */
  static @Nullable String write(Class<?> factory, String text, StartupSnapshot snapshot) {
    try {
      Object made = factory.getMethod("getILoggerFactory").invoke(null);
      if (made.getClass().getName().startsWith("org.slf4j.helpers.")) {
        return "the SLF4J of " + factory.getClassLoader() + " has no provider";
      }
      Class<?> loggers = Class.forName("org.slf4j.Logger", false, factory.getClassLoader());
      Object logger = factory.getMethod("getLogger", String.class).invoke(null, LOGGER);
      if (Boolean.TRUE.equals(loggers.getMethod("isInfoEnabled").invoke(logger))) {
        new Slf4jLog(loggers).log(logger, text, snapshot);
      }
      return null;
    } catch (InvocationTargetException e) {
      return "SLF4J failed: " + e.getCause();
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return "SLF4J can't be used: " + e;
    }
  }

  private void log(Object logger, String text, StartupSnapshot snapshot)
      throws ReflectiveOperationException {
    Method begin;
    try {
      begin = loggers.getMethod("atInfo");
    } catch (NoSuchMethodException e) {
      loggers.getMethod("info", String.class).invoke(logger, text);
      return;
    }
    event = begin.invoke(logger);
    add("schema", "lazyloader-startup");
    add("version", MetricsJson.VERSION);
    add("mode", snapshot.mode());
    add("ready_by", snapshot.readyBy());
    add("ready_ms", snapshot.times().readyMillis());
    add("deferred_fields", snapshot.deferredFields());
    add("resolved_fields", snapshot.resolvedFields());
    add("failed_fields", snapshot.failedFields());
    add("pending_fields", snapshot.pendingFields());
    add("useless_regions", snapshot.uselessRegions());
    add("resolving_ms", snapshot.resolvingMillis());
    add("own_premain_ms", snapshot.ownCost().premainMillis());
    add("own_transform_ms", snapshot.ownCost().transformMillis());
    MemoryFigures memory = snapshot.memory();
    if (memory != null) {
      add("allocated_bytes", memory.allocatedBytes());
      add(memory.heapIsLive() ? "live_heap_bytes" : "used_heap_bytes", memory.heapBytes());
      add("metaspace_bytes", memory.metaspaceBytes());
      add("loaded_classes", memory.loadedClasses());
      add("pss_bytes", memory.pssBytes());
    }
    builders().getMethod("log", String.class).invoke(event, text);
  }

  private void add(String key, @Nullable Object value) throws ReflectiveOperationException {
    event =
        builders().getMethod("addKeyValue", String.class, Object.class).invoke(event, key, value);
  }

  private Class<?> builders() throws ClassNotFoundException {
    return Class.forName("org.slf4j.spi.LoggingEventBuilder", false, loggers.getClassLoader());
  }
}
