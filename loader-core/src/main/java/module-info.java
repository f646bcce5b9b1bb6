/** Lazy static initialisers for Java: annotations, run-time library and start-up metrics. */
module io.lazyloader {
  requires static org.jspecify;
  requires static org.slf4j;
  requires static java.management;
  requires static jdk.jfr;
  requires static jdk.management;
  requires static jdk.unsupported;
  requires static org.crac;
  requires static micrometer.core;
  requires static org.junit.jupiter.api;

  exports io.lazyloader;
  exports io.lazyloader.junit;
  exports io.lazyloader.metrics;
  exports io.lazyloader.runtime;
}
