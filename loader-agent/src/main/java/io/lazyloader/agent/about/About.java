package io.lazyloader.agent.about;

/**
 * Which Lazyloader this is, and which JVM and operating system it runs on: what whoever mends a
 * defect asks first. Safe on any thread; never fails.
 */
public final class About {
  private About() {}

  /** Returns the version that the build wrote into the jar, or says that there is no jar. */
  public static String version() {
    String version = About.class.getPackage().getImplementationVersion();
    return version == null ? "(not from a jar)" : version;
  }

  /** Returns the name and version of this JVM, as in {@code OpenJDK 64-Bit Server VM 17.0.15+6}. */
  public static String jvm() {
    return property("java.vm.name") + ' ' + property("java.vm.version");
  }

  /** Returns the operating system and the kind of processor, as in {@code Linux amd64}. */
  public static String system() {
    return property("os.name") + ' ' + property("os.arch");
  }

  /**
   * Returns what a message about a defect of ours asks for, and what is to be told: words that
   * begin in lower case, without a full stop.
   */
  public static String pleaseReport() {
    return "please report this (Lazyloader "
        + version()
        + ", "
        + jvm()
        + ", "
        + system()
        + ' '
        + property("os.version")
        + ')';
  }

  /**
   * Reads a system property.
   *
   * @return its value; empty if there is none, or if a security manager keeps it secret
   */
  public static String property(String key) {
    try {
      return System.getProperty(key, "");
    } catch (SecurityException e) {
      return "";
    }
  }
}
