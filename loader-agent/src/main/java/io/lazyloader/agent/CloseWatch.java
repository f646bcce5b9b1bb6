package io.lazyloader.agent;

import io.lazyloader.agent.rewrite.ReflectiveCalls;
import io.lazyloader.agent.rewrite.TellingClose;
import io.lazyloader.runtime.Notes;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.net.URLClassLoader;

/**
 * Has {@code URLClassLoader.close} tell what it closes, from the first class on that defers fields
 * and whose loader can be closed. The class is redefined, not retransformed: what another agent
 * makes of it later begins with our version.
 */
final class CloseWatch implements Runnable {
  private final Instrumentation instrumentation;
  private final Bridge bridge;

  CloseWatch(Instrumentation instrumentation, Bridge bridge) {
    this.instrumentation = instrumentation;
    this.bridge = bridge;
  }

  /** Called in the {@code <clinit>} of that first class. */
  @Override
  public void run() {
    Class<?> type = URLClassLoader.class;
    byte[] classFile = SystemClasses.read(type.getModule(), ReflectiveCalls.URL_CLASS_LOADER);
    try {
      if (classFile == null || !bridge.isThere()) {
        throw new IllegalStateException("its class file can't be had");
      }
      instrumentation.redefineClasses(new ClassDefinition(type, TellingClose.in(classFile)));
    } catch (ClassNotFoundException
        | UnmodifiableClassException
        | RuntimeException
        | LinkageError e) {
      Notes.add("that a URLClassLoader is closed will not be seen: " + e);
    }
  }
}
