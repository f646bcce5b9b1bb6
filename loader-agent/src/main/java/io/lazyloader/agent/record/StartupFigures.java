package io.lazyloader.agent.record;

import io.lazyloader.agent.about.About;
import io.lazyloader.agent.profile.Figure;
import io.lazyloader.agent.profile.Tally;
import io.lazyloader.metrics.MemoryFigures;
import io.lazyloader.metrics.StartupSnapshot;
import java.io.File;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the whole run at one moment: when start-up is over, or, if it never was, when
 * the profile is written.
 *
 * @param processStart the start of the process on the scale of {@link System#nanoTime}
 * @param origin what net times count from: the same, later by what it cost to start the recorder
 * @param ready when start-up was over on that scale, or {@link Long#MAX_VALUE}
 * @param totals as in a profile
 */
record StartupFigures(
    long processStart, long origin, long ready, SortedMap<String, Figure> totals) {
  /**
   * Measures now.
   *
   * @param recorder whose cost is taken out
   * @param premain when the agent started, on the scale of {@link System#nanoTime}
   * @param premainCost how long it took to start, in nanoseconds
   */
  static StartupFigures measure(Recorder recorder, long premain, long premainCost) {
    long own = recorder.ownNanosOfMain() + premainCost;
    StartupSnapshot snapshot = StartupSnapshot.take(true, false);
    Double premainMillis = snapshot.times().premainMillis();
    Double readyMillis = snapshot.times().readyMillis();
    long processStart = premain - nanos(premainMillis == null ? 0 : premainMillis);
    TreeMap<String, Figure> totals = new TreeMap<>();
    if (readyMillis != null) {
      totals.put("ready_ns", Figure.of(nanos(readyMillis) - own));
    }
    MemoryFigures memory = snapshot.memory();
    if (memory != null) {
      put(totals, "allocated_bytes", memory.allocatedBytes(), recorder.ownBytes());
      put(totals, "loaded_classes", memory.loadedClasses(), recorder.ownClasses());
    }
    long ready = readyMillis == null ? Long.MAX_VALUE : processStart + nanos(readyMillis);
    return new StartupFigures(processStart, processStart + premainCost, ready, totals);
  }

  private static void put(Map<String, Figure> totals, String key, @Nullable Long value, long own) {
    if (value != null) {
      totals.put(key, Figure.of(value - own));
    }
  }

  private static long nanos(double millis) {
    return (long) (millis * 1_000_000);
  }

  /**
   * What runs are told apart by, as far as it is known from the start. Read then: the program's
   * security manager may keep properties secret later.
   *
   * @param main the main class or jar, without the directory that it lies in and without arguments
   * @param java the JVM and what it runs on
   * @param classPath where its classes are, each entry from the root of the file system
   */
  record Facts(String main, String java, String classPath) {
    private static final String SEPARATOR = File.pathSeparator;

    static Facts read() {
      String main = main(About.property("sun.java.command"), About.property("java.class.path"));
      return new Facts(
          main.isEmpty() ? "unknown" : withoutDirectory(main, File.separatorChar),
          About.jvm()
              + ", "
              + About.system()
              + ", "
              + Runtime.getRuntime().availableProcessors()
              + " processors",
          absoluteClassPath());
    }

    /**
     * Returns a class name or the name of a file.
     *
     * @param separator the system's, beside the slash, which every system takes
     */
    static String withoutDirectory(String main, char separator) {
      return main.substring(Math.max(main.lastIndexOf('/'), main.lastIndexOf(separator)) + 1);
    }

    private static String absoluteClassPath() {
      String path = About.property("java.class.path");
      String modules = About.property("jdk.module.path");
      String all =
          path.isEmpty() || modules.isEmpty() ? path + modules : path + SEPARATOR + modules;
      StringBuilder absolute = new StringBuilder();
      for (String entry : all.split(Pattern.quote(SEPARATOR), -1)) {
        if (!entry.isEmpty()) {
          absolute.append(absolute.length() == 0 ? "" : SEPARATOR).append(absolute(entry));
        }
      }
      return absolute.toString();
    }

    private static String absolute(String entry) {
      File file = new File(entry);
      String directory = About.property("user.dir");
      return file.isAbsolute() || directory.isEmpty()
          ? entry
          : new File(directory, entry).getPath();
    }

    /**
     * Returns the first of a command's arguments.
     *
     * @param classPath which is the jar that {@code java -jar} was given, whose name may have
     *     spaces
     */
    static String main(String command, String classPath) {
      boolean isJar =
          !classPath.isEmpty()
              && (command.equals(classPath) || command.startsWith(classPath + ' '));
      return isJar ? classPath : command.split(" ", 2)[0];
    }

    SortedMap<String, Tally> with(@Nullable String readyBy, String endedBy) {
      TreeMap<String, Tally> facts = new TreeMap<>();
      facts.put("main", Tally.of(main, ""));
      facts.put("java", Tally.of(java, ""));
      if (readyBy != null) {
        facts.put("ready_by", Tally.of(readyBy, ""));
      }
      facts.put("ended_by", Tally.of(endedBy, ""));
      if (!classPath.isEmpty()) {
        facts.put("class_path", Tally.of(classPath, ""));
      }
      return facts;
    }
  }
}
