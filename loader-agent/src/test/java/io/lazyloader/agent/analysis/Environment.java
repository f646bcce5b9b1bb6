package io.lazyloader.agent.analysis;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;

/** What a case may change for the whole JVM, so that the next one finds it as it was. */
final class Environment {
  private final Properties properties = new Properties();
  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();
  private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private final PrintStream out = System.out;

  private Environment() {
    properties.putAll(System.getProperties());
  }

  static Environment save() {
    return new Environment();
  }

  void restore() {
    System.setProperties(properties);
    System.setOut(out);
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
    Thread.currentThread().setContextClassLoader(loader);
  }
}
