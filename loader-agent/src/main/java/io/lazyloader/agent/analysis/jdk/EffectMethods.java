package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.Verdict.Kind;

/** What others can see. */
final class EffectMethods {
  static final Row[] ROWS = {
    Row.namedObstacle(
        Kind.UNSAFE,
        "it sets the system property",
        "java/lang/System.setProperty",
        "java/lang/System.setProperties",
        "java/lang/System.clearProperty"),
    Row.obstacle(
        Kind.UNSAFE,
        "it registers a shutdown hook",
        "java/lang/Runtime.addShutdownHook",
        "java/lang/Runtime.removeShutdownHook"),
    Row.obstacle(
        Kind.UNSAFE,
        "it starts a process",
        "java/lang/Runtime.exec",
        "java/lang/ProcessBuilder.start"),
    Row.obstacle(
        Kind.UNSAFE,
        "it loads a native library",
        "java/lang/System.load",
        "java/lang/System.loadLibrary",
        "java/lang/Runtime.load",
        "java/lang/Runtime.loadLibrary",
        "jdk/internal/loader/BootLoader.loadLibrary"),
    Row.obstacle(
        Kind.UNSAFE,
        "it ends the program",
        "java/lang/System.exit",
        "java/lang/Runtime.exit",
        "java/lang/Runtime.halt"),
    Row.obstacle(
        Kind.UNSAFE, "it starts a thread", "java/lang/Thread.start", "java/lang/Thread.start0"),
    Row.obstacle(
        Kind.UNSAFE,
        "it waits",
        "java/lang/Thread.sleep",
        "java/lang/Thread.yield",
        "java/lang/Thread.join"),
    Row.obstacle(
        Kind.UNSAFE,
        "it uses a cleaner",
        "java/lang/ref/Cleaner.create",
        "java/lang/ref/Cleaner.register"),
    Row.obstacle(
        Kind.UNSAFE,
        "it registers something for the whole JVM",
        "java/sql/DriverManager.registerDriver",
        "java/security/Security.addProvider",
        "java/security/Security.insertProviderAt",
        "java/net/URL.setURLStreamHandlerFactory"),
    Row.obstacle(
        Kind.UNSAFE,
        "it uses the JVM's MBean server",
        "java/lang/management/ManagementFactory.getPlatformMBeanServer"),
  };

  private EffectMethods() {}
}
