package io.lazyloader.agent;

import io.lazyloader.runtime.Startup;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a JVM has one agent of ours: two would rewrite the same classes, each by what it
 * was told, and neither would know of what the other moved.
 *
 * <p>The first that starts claims the JVM. A second one is mostly the same class, as the JVM puts
 * each agent's jar at the end of the same class path. A copy that a class loader of its own loaded
 * is found among the loaded classes, by this class's name: that and the name of its field must stay
 * as they are in all versions.
 */
final class OneAgent {
  /** What the agent of this copy was told, once it has claimed the JVM. */
  private static @Nullable String running;

  /**
   * All copies lock the same object: there is one string of this text in a JVM (JLS 17 §3.10.5).
   */
  private static final Object LOCK = "io.lazyloader.agent.OneAgent";

  private OneAgent() {}

  /**
   * Claims the JVM for an agent that starts.
   *
   * @param options what it was told
   * @return null if there was none; else what the user should know: the one that was first goes on
   *     as it was told, and the caller must do nothing
   */
  static @Nullable String claim(Options options, Instrumentation instrumentation) {
    synchronized (LOCK) {
      String first = running;
      if (first == null) {
        first = runningInCopy(instrumentation);
      }
      if (first == null) {
        running = modeOf(options);
        return null;
      }
      return declined(options, first);
    }
  }

  /**
   * Gives the JVM back, for an agent that was attached and could not start: it may be corrected.
   */
  static void release() {
    synchronized (LOCK) {
      running = null;
    }
  }

  private static @Nullable String runningInCopy(Instrumentation instrumentation) {
    String name = OneAgent.class.getName();
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      // Most are the platform's: told by their loader, before anybody asks for their names.
      if (loaded.getClassLoader() != null
          && loaded != OneAgent.class
          && loaded.getName().equals(name)) {
        String found = runningIn(loaded);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable String runningIn(Class<?> copy) {
    try {
      Field field = copy.getDeclaredField("running");
      field.setAccessible(true);
      return (String) field.get(null);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      // It hides, but it is there.
      return "of another version";
    }
  }

  private static String modeOf(Options options) {
    return "mode=" + (options.records() ? "record" : options.mode());
  }

  private static String declined(Options options, String first) {
    String asked = modeOf(options);
    String there = "this JVM already has an agent of Lazyloader (" + first + ")";
    String where = "look for -javaagent in JAVA_TOOL_OPTIONS and JDK_JAVA_OPTIONS, too.";
    if (options.records() && !asked.equals(first)) {
      return "mode=record records nothing: " + there + ". Take that one away; " + where;
    }
    if (options.mode().equals(Startup.NONE) && !asked.equals(first)) {
      return "mode=none changes nothing: " + there + ". Give mode=none to that one; " + where;
    }
    return there + ", which goes on; this second one does nothing. Give it once; " + where;
  }
}
