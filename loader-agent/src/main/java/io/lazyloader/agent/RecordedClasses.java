package io.lazyloader.agent;

import io.lazyloader.agent.record.Probes;
import io.lazyloader.agent.record.Recording;
import io.lazyloader.agent.record.Scope;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes that a training run records: the program's, as far as they can reach the recorder.
 */
final class RecordedClasses implements Scope {
  private final Map<ClassLoader, Boolean> reaching = new WeakHashMap<>();
  private final ThreadLocal<Boolean> isAsking = new ThreadLocal<>();

  /** Starts to record the program; on the main thread, before {@code main}. */
  static void record(Options options, Instrumentation instrumentation) {
    Recording.start(
        instrumentation,
        new RecordedClasses(),
        options.profile(),
        new Recording.Console() {
          @Override
          public void say(String sentence) {
            Console.say(sentence);
          }
        });
    // Sees the main class, and Spring's event.
    instrumentation.addTransformer(new Onlooker(instrumentation));
    Reporting.watchForReady(options, Thread.currentThread());
  }

  @Override
  public boolean includes(@Nullable ClassLoader loader, String internalName) {
    return LazyTransformer.isOfProgram(loader, internalName);
  }

  @Override
  public boolean reachesProbes(ClassLoader loader) {
    Boolean known;
    synchronized (reaching) {
      known = reaching.get(loader);
    }
    if (known == null) {
      if (Boolean.TRUE.equals(isAsking.get())) {
        // What a loader loads to find out is asked for, too: it must not be asked once more.
        return false;
      }
      isAsking.set(true);
      try {
        // Calls the loader, so no lock is held.
        known = finds(Probes.class, loader);
      } finally {
        isAsking.remove();
      }
      synchronized (reaching) {
        reaching.put(loader, known);
      }
    }
    return known;
  }

  private static boolean finds(Class<?> ours, ClassLoader loader) {
    try {
      return Class.forName(ours.getName(), false, loader) == ours;
    } catch (ClassNotFoundException | RuntimeException | Error e) {
      return false;
    }
  }
}
