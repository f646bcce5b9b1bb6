package io.lazyloader.metrics;

import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes to the application's own log. Loaded only when that is where metrics go. */
final class Slf4jLog {
  private static final String LOGGER = "io.lazyloader.startup";

  private Slf4jLog() {}

  /**
   * Logs a report, with the figures as key-value pairs.
   *
   * @return false if the application has no SLF4J provider, or one that drops everything
   */
  static boolean write(String text, StartupSnapshot snapshot) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory.getClass().getName().startsWith("org.slf4j.helpers.")) {
      return false;
    }
    Logger logger = LoggerFactory.getLogger(LOGGER);
    if (!logger.isInfoEnabled()) {
      return true;
    }
    LoggingEventBuilder event =
        logger
            .atInfo()
            .addKeyValue("schema", "lazyloader-startup")
            .addKeyValue("version", JsonReport.VERSION)
            .addKeyValue("mode", snapshot.mode())
            .addKeyValue("ready_by", snapshot.readyBy())
            .addKeyValue("ready_ms", snapshot.times().readyMillis())
            .addKeyValue("deferred_fields", snapshot.deferredFields())
            .addKeyValue("resolved_fields", snapshot.resolvedFields())
            .addKeyValue("failed_fields", snapshot.failedFields())
            .addKeyValue("pending_fields", snapshot.pending().size())
            .addKeyValue("useless_regions", snapshot.useless().size())
            .addKeyValue("resolving_ms", snapshot.resolvingMillis())
            .addKeyValue("own_premain_ms", snapshot.ownCost().premainMillis())
            .addKeyValue("own_transform_ms", snapshot.ownCost().transformMillis());
    MemoryFigures memory = snapshot.memory();
    if (memory != null) {
      event =
          event
              .addKeyValue("allocated_bytes", memory.allocatedBytes())
              .addKeyValue(
                  memory.heapIsLive() ? "live_heap_bytes" : "used_heap_bytes", memory.heapBytes())
              .addKeyValue("metaspace_bytes", memory.metaspaceBytes())
              .addKeyValue("loaded_classes", memory.loadedClasses())
              .addKeyValue("pss_bytes", memory.pssBytes());
    }
    event.log(text);
    return true;
  }
}
