package io.lazyloader.agent;

import io.lazyloader.agent.record.Probes;
import io.lazyloader.agent.record.Recording;
import io.lazyloader.agent.record.Scope;
import io.lazyloader.agent.record.StandInProbes;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The classes that a training run records: the program's. Those of other class loaders, which may
 * not see the recorder, reach it by a class in {@code java.lang}, as {@link Bridge} explains.
 */
final class RecordedClasses implements Scope {
  private static final String PROBES = "io/lazyloader/agent/record/Probes";
  private static final String STAND_IN = "java/lang/$LazyloaderProbes";

  /** Whether the stand-in is there. */
  private final boolean isBridged;

  private RecordedClasses(boolean isBridged) {
    this.isBridged = isBridged;
  }

  /** Starts to record the program; on the main thread, before {@code main}. */
  static void record(Options options, Instrumentation instrumentation) {
    Recording.start(
        instrumentation,
        new RecordedClasses(bridge(instrumentation)),
        options.profile(),
        new Recording.Console() {
          @Override
          public void say(String sentence) {
            Console.say(sentence);
          }
        });
    // Sees the main class, and Spring's event.
    ReadyTransformer.begin(instrumentation);
    Reporting.watchForReady(options, Thread.currentThread());
  }

  private static boolean bridge(Instrumentation instrumentation) {
    try {
      StandInProbes.connect(Bridge.define(instrumentation, StandInProbes.classFile(STAND_IN)));
      return true;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      Console.say("classes of other class loaders can't be recorded: " + e);
      return false;
    }
  }

  @Override
  public boolean includes(@Nullable ClassLoader loader, String internalName) {
    return Ownership.isOfProgram(loader, internalName);
  }

  @Override
  public @Nullable String probes(ClassLoader loader) {
    if (loader == Probes.class.getClassLoader()) {
      return PROBES;
    }
    return isBridged ? STAND_IN : null;
  }
}
