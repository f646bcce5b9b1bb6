package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.Verdict.Kind;

/** What asks the environment, which may answer otherwise at another moment. */
final class EnvironmentMethods {
  static final Row[] ROWS = {
    Row.obstacle(
        Kind.UNSAFE,
        "it asks for the time",
        "java/lang/System.nanoTime",
        "java/lang/System.currentTimeMillis",
        "jdk/internal/misc/VM.getNanoTimeAdjustment",
        "java/time/Clock.currentInstant",
        "java/time/Instant.now"),
    Row.namedObstacle(
        Kind.UNKNOWN,
        "it asks for the system property",
        "java/lang/System.getProperty",
        "java/lang/System.getProperties",
        "jdk/internal/misc/VM.getSavedProperty",
        "jdk/internal/misc/VM.getSavedProperties",
        "jdk/internal/util/StaticProperty.getProperty",
        "sun/security/action/GetPropertyAction.privilegedGetProperty",
        "sun/security/action/GetPropertyAction.run"),
    Row.namedObstacle(
        Kind.UNKNOWN,
        "it asks for the environment variable",
        "java/lang/System.getenv",
        "java/lang/ProcessEnvironment.getenv"),
    Row.obstacle(
        Kind.UNKNOWN,
        "it asks for the default locale",
        "java/util/Locale.getDefault",
        "java/util/Locale.initDefault"),
    Row.obstacle(
        Kind.UNKNOWN,
        "it asks for the default time zone",
        "java/util/TimeZone.getDefault",
        "java/util/TimeZone.getDefaultRef",
        "java/time/ZoneId.systemDefault"),
    Row.obstacle(
        Kind.UNSAFE,
        "it asks for the current thread",
        "java/lang/Thread.currentThread",
        "java/lang/Thread.currentCarrierThread"),
    Row.obstacle(
        Kind.UNKNOWN,
        "it asks for the number of processors",
        "java/lang/Runtime.availableProcessors"),
    Row.obstacle(
        Kind.UNSAFE,
        "it asks for the state of the memory",
        "java/lang/Runtime.maxMemory",
        "java/lang/Runtime.totalMemory",
        "java/lang/Runtime.freeMemory"),
    Row.obstacle(
        Kind.UNSAFE,
        "it asks for random numbers",
        "java/util/Random.seedUniquifier",
        "java/util/UUID.randomUUID",
        "java/util/concurrent/ThreadLocalRandom.current"),
    Row.obstacle(
        Kind.UNKNOWN,
        "it loads classes by name",
        "java/lang/ClassLoader.loadClass",
        "java/lang/ClassLoader.defineClass",
        "java/util/ServiceLoader.load",
        "java/util/ServiceLoader.loadInstalled"),
    Row.obstacle(
        Kind.UNKNOWN,
        "it reads a resource",
        "java/lang/ClassLoader.getResource",
        "java/lang/ClassLoader.getResourceAsStream",
        "java/lang/ClassLoader.getSystemResource",
        "java/lang/ClassLoader.getSystemResourceAsStream",
        "java/lang/Module.getResourceAsStream"),
    Row.obstacle(
        Kind.UNKNOWN, "it asks for a class loader", "java/lang/ClassLoader.getSystemClassLoader"),
    Row.obstacle(
        Kind.UNKNOWN,
        "it uses reflection",
        "java/lang/reflect/Method.invoke",
        "java/lang/reflect/Constructor.newInstance",
        "java/lang/reflect/Field.get",
        "java/lang/reflect/Field.set",
        "java/lang/reflect/AccessibleObject.setAccessible",
        "java/lang/reflect/Proxy.newProxyInstance"),
  };

  private EnvironmentMethods() {}
}
