package io.lazyloader.agent.optimize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The JDK that the program is linked for: the one that runs the optimiser.
 *
 * @param home its directory
 * @param feature its feature release, as in 25
 * @param version as its file {@code release} has it, as in {@code 25.0.3}; an archive fits no other
 */
record TargetJdk(Path home, int feature, String version) {
  /** JEP 514: the first with an AOT cache that is made in one step, and JEP 515: with profiles. */
  private static final int FIRST_WITH_AOT_CACHE = 25;

  /** JDK-8279366: the first whose archives may be moved together with their jars. */
  private static final int FIRST_WITH_MOVABLE_ARCHIVES = 19;

  static TargetJdk current() {
    Path home = Path.of(System.getProperty("java.home"));
    return new TargetJdk(home, Runtime.version().feature(), version(home));
  }

  private static String version(Path home) {
    try {
      for (String line : Files.readAllLines(home.resolve("release"))) {
        if (line.startsWith("JAVA_VERSION=")) {
          return line.substring(line.indexOf('=') + 1).replace("\"", "");
        }
      }
    } catch (IOException e) {
      // Not every JDK has one.
    }
    return System.getProperty("java.version");
  }

  String java() {
    return home.resolve("bin").resolve("java").toString();
  }

  boolean hasAotCache() {
    return feature >= FIRST_WITH_AOT_CACHE;
  }

  /**
   * Before all other options: what the JVM has to say of its archive belongs on the standard error
   * stream, as standard output is the program's (JDK 25 says it there). That a stub of compiled
   * code can't be taken from the cache is no more than a stub that is generated, as without one.
   */
  List<String> logOptions() {
    String quiet = hasAotCache() ? ",aot=error,aot+codecache*=off" : "";
    return List.of("-Xlog:disable", warnings(quiet));
  }

  /** The same for a JVM that may be of any JDK: one that knows no such tags does not start. */
  List<String> anyLogOptions() {
    return List.of("-Xlog:disable", warnings(""));
  }

  private static String warnings(String more) {
    return "-Xlog:all=warning" + more + ":stderr:uptime,level,tags";
  }

  /** Whether an archive is used if it was moved together with its jars. */
  boolean hasMovableArchives() {
    return feature >= FIRST_WITH_MOVABLE_ARCHIVES;
  }

  /** What the archive is called. */
  String archiveName() {
    return hasAotCache() ? "app.aot" : "app.jsa";
  }

  /** The option that has the JVM use an archive. */
  String archiveOption(Path archive) {
    return (hasAotCache() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive;
  }
}
