package io.lazyloader.agent;

import io.lazyloader.agent.rewrite.BridgedCalls;
import io.lazyloader.runtime.LazyRegions;
import io.lazyloader.runtime.Notes;
import io.lazyloader.runtime.Startup;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Takes the transformer's place where nothing is deferred but the end of start-up is told by the
 * classes that are loaded. Leaves all of them as they are, but for Spring Boot's event.
 */
final class ReadyTransformer implements ClassFileTransformer {
  private final Bridge bridge;

  private ReadyTransformer(Instrumentation instrumentation) {
    this.bridge = new Bridge(instrumentation);
  }

  /** Has the sign seen that start-up is over, where it is a class. */
  static void begin(Instrumentation instrumentation) {
    instrumentation.addTransformer(new ReadyTransformer(instrumentation));
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader == null || !Ownership.isOfProgram(loader, name == null ? "" : name)) {
      return null;
    }
    long began = System.nanoTime();
    Startup.mainClassLoads();
    byte[] marked = null;
    try {
      if (SpringReady.EVENT.equals(name)) {
        marked = ofSpring(loader, classFile);
      }
    } catch (RuntimeException | LinkageError e) {
      Notes.add("Spring Boot's event is not seen: " + e);
    }
    Startup.transformed(System.nanoTime() - began, marked != null);
    return marked;
  }

  private byte @Nullable [] ofSpring(ClassLoader loader, byte[] classFile) {
    byte[] marked = SpringReady.markIn(classFile);
    if (loader == LazyRegions.class.getClassLoader()) {
      return marked;
    }
    return bridge.isThere() ? BridgedCalls.in(marked) : null;
  }
}
