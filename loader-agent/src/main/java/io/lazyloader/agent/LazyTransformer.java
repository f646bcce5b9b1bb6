package io.lazyloader.agent;

import io.lazyloader.agent.rewrite.BridgedCalls;
import io.lazyloader.agent.rewrite.ClassRewriter;
import io.lazyloader.agent.rewrite.DeferredFields;
import io.lazyloader.agent.rewrite.FieldReference;
import io.lazyloader.agent.rewrite.ReflectiveCalls;
import io.lazyloader.agent.rewrite.Request;
import io.lazyloader.metrics.BeanWatch;
import io.lazyloader.runtime.ForeignReads;
import io.lazyloader.runtime.LazyRegions;
import io.lazyloader.runtime.Startup;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites classes as the JVM loads them: those that declare deferred fields and those that read
 * them, or may do so by reflection. Called on any thread, by many at once. Whatever goes wrong, the
 * class is loaded as it was.
 */
final class LazyTransformer implements ClassFileTransformer {
  private static final long[] NONE = {};

  /** Of a class that reads all fields of others as they are. */
  private static final DeferredFields NOTHING =
      new DeferredFields() {
        @Override
        public boolean isDeferred(String owner, String name, String descriptor) {
          return false;
        }
      };

  private static final @Nullable ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  /** The JDK's class of MBean servers: who loads it is about to start one. */
  private static final String MBEAN_SERVER = "com/sun/jmx/mbeanserver/JmxMBeanServer";

  private final Instrumentation instrumentation;
  private final FieldReads fieldReads;
  private final Selection selection;
  private final SystemClasses systemClasses;
  private final Findings findings;
  private final Bridge bridge;
  private final UnseenReaders unseen;
  private final @Nullable Dump dump;
  private final boolean asksSpring;

  LazyTransformer(
      Instrumentation instrumentation,
      FieldReads fieldReads,
      Selection selection,
      SystemClasses systemClasses,
      Findings findings,
      @Nullable Dump dump,
      boolean asksSpring) {
    this.instrumentation = instrumentation;
    this.fieldReads = fieldReads;
    this.selection = selection;
    this.systemClasses = systemClasses;
    this.findings = findings;
    this.bridge = new Bridge(instrumentation);
    this.unseen = new UnseenReaders(fieldReads, findings);
    this.dump = dump;
    this.asksSpring = asksSpring;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String givenName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    // Who defines a class need not say how it is called.
    String name = givenName == null ? ConstantPool.className(classFile) : givenName;
    if (loader == null || name == null || !isOfProgram(loader, name)) {
      if (name != null && (loader == null || loader == PLATFORM)) {
        platformLoads(module, name);
      }
      return null;
    }
    try {
      return transform(module, loader, name, redefined != null, domain, classFile);
    } catch (Throwable e) {
      // The stack or the heap is so full that not even that could be noted.
      unseen.arrived();
      return null;
    }
  }

  private byte @Nullable [] transform(
      @Nullable Module module,
      ClassLoader loader,
      String name,
      boolean isRedefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    long began = System.nanoTime();
    byte[] rewritten = null;
    ConstantPool pool = ConstantPool.of(classFile);
    try {
      // After premain, the launcher loads the main class before any other of the application.
      Startup.mainClassLoads();
      unseen.answer();
      if (pool != null) {
        rewritten =
            look(new Definition(loader, name, pool, classFile, domain, isRedefined), module);
      }
    } catch (Throwable e) {
      // Not only exceptions: a linkage error or a full stack here must not reach the program.
      rewritten = null;
      findings.failed(name, e);
      if (pool != null && loadedAsItIs(loader, name, pool)) {
        unseen.arrived();
        unseen.answer();
      }
    } finally {
      Startup.transformed(System.nanoTime() - began, rewritten != null);
    }
    return rewritten;
  }

  private void platformLoads(@Nullable Module module, String name) {
    if (name.equals(MBEAN_SERVER)) {
      BeanWatch.begin();
    } else if (ReflectiveCalls.isPlatformReader(name)) {
      ForeignReads.comesIntoSight(name);
    } else if (module != null && !module.isNamed()) {
      systemClasses.sawUnnamed();
    }
  }

  /** Whether classes of a name and a loader are looked at: not the platform's, and not ours. */
  static boolean isOfProgram(@Nullable ClassLoader loader, String name) {
    return loader != null && loader != PLATFORM && !isOurs(name);
  }

  /**
   * Notes that a class declares and reads its fields as its class file says; returns whether one
   * that it reads may be lazy.
   */
  private boolean loadedAsItIs(ClassLoader loader, String name, ConstantPool pool) {
    fieldReads.defined(loader, new LoadedClass(name, pool, NONE));
    return fieldReads.readsAsTheyAre(pool);
  }

  /** Notes what a class reads that was loaded before there was a transformer. */
  void wasLoaded(Class<?> loaded) {
    ClassLoader loader = loaded.getClassLoader();
    String name = loaded.getName().replace('.', '/');
    if (loader == null || !selection.isOfSystem(loader)) {
      return;
    }
    byte[] classFile = systemClasses.classFile(name);
    ConstantPool pool = classFile == null ? null : ConstantPool.of(classFile);
    if (pool == null) {
      return;
    }
    loadedAsItIs(loader, name, pool);
    // Planned ones were named already.
    if (pool.isMarked() && !selection.plan.classes().contains(loaded.getName())) {
      findings.loadedBefore(loaded.getName());
    }
  }

  /**
   * Lets the classes of a named module find the run-time library. The JVM does so if that is on the
   * class path; it may also be a module, which only some modules of the program require.
   */
  private void letReadRuntime(Module module) {
    Module runtime = LazyRegions.class.getModule();
    if (runtime.isNamed() && !module.canRead(runtime)) {
      instrumentation.redefineModule(
          module, Set.of(runtime), Map.of(), Map.of(), Set.of(), Map.of());
    }
  }

  private byte @Nullable [] look(Definition type, @Nullable Module module) throws Exception {
    byte[] rewritten = deferring(type);
    if (asksSpring && type.name().equals(SpringReady.EVENT)) {
      byte[] marked = SpringReady.markIn(rewritten == null ? type.classFile() : rewritten);
      rewritten = isReachable(type) ? reaching(type, marked) : rewritten;
    }
    if (rewritten == null) {
      return null;
    }
    if (module != null && isOwn(type.loader())) {
      letReadRuntime(module);
    }
    if (dump != null) {
      dump.write(type.name(), type.classFile(), rewritten);
    }
    return rewritten;
  }

  private byte @Nullable [] deferring(Definition type) throws Exception {
    ConstantPool pool = type.pool();
    selection.visit(type);
    boolean selected = selection.selects(type);
    if (fieldReads.isTooEarly(pool)) {
      fieldReads.defined(type.loader(), new LoadedClass(type.name(), pool, NONE));
      if (selected) {
        findings.loadedBefore(type.name().replace('/', '.'));
      }
      return null;
    }
    LoadedClass known = fieldReads.defined(type.loader(), type.name());
    boolean isLazy = known != null && !known.lazyNames().isEmpty();
    boolean reflects = selection.expectsLazyFields() && pool.usesReflection();
    boolean isFixed = type.isRedefined() && (known == null || !known.isRewritten);
    if (isFixed && selected) {
      // Loaded as it was: its members are fixed, and its frames may be running.
      findings.loadedBefore(type.name().replace('/', '.'));
    }
    FieldReads.Reads reads = fieldReads.decide(type, known);
    if (isFixed) {
      selected = false;
    }
    Set<String> hiding = type.isRedefined() ? Set.of() : fieldReads.hiding(type);
    boolean isAny = selected || isLazy || reads != null || reflects || !hiding.isEmpty();
    if (!isAny || !isReachable(type)) {
      if (known == null) {
        fieldReads.defined(type.loader(), new LoadedClass(type.name(), pool, NONE));
      }
      if (reads != null && fieldReads.readsAsTheyAre(pool)) {
        unseen.arrived();
        unseen.answer();
      }
      return null;
    }
    boolean isSelected = selected;
    DeferredFields others = reads == null ? NOTHING : reads;
    return FreshStack.call(
        new Callable<byte @Nullable []>() {
          @Override
          public byte @Nullable [] call() {
            byte[] rewritten = rewrite(type, known, isSelected, reflects, others, hiding);
            return rewritten == null ? null : reaching(type, rewritten);
          }
        });
  }

  /** Whether rewritten code of a loader's classes can reach the run-time library. */
  private boolean isReachable(Definition type) {
    return isOwn(type.loader()) || bridge.isThere();
  }

  private static byte[] reaching(Definition type, byte[] rewritten) {
    return isOwn(type.loader()) ? rewritten : BridgedCalls.in(rewritten);
  }

  /** Whether a loader is the agent's own: of no other is it known that it finds the library. */
  private static boolean isOwn(ClassLoader loader) {
    return loader == LazyRegions.class.getClassLoader();
  }

  private byte @Nullable [] rewrite(
      Definition type,
      @Nullable LoadedClass known,
      boolean selected,
      boolean reflects,
      DeferredFields reads,
      Set<String> hiding) {
    boolean isLazy = known != null && !known.lazyNames().isEmpty();
    Set<String> promised = known == null ? hiding : known.lazyNames();
    Map<String, String> accessors = Map.of();
    List<FieldReference> asked = List.of();
    byte[] rewritten;
    try {
      ClassRewriter rewriter;
      if (selected || isLazy) {
        Request request = selection.request(type);
        request.promised = known == null ? null : promised;
        request.asked = known == null ? List.of() : known.asked;
        rewriter = new ClassRewriter(type.classFile(), request);
        if (known == null) {
          Map<String, String> wanted = rewriter.decision().readElsewhere();
          accessors = fieldReads.allow(type, wanted);
          if (!accessors.equals(wanted) || !hiding.isEmpty()) {
            Set<String> both = new HashSet<>(hiding);
            both.addAll(accessors.keySet());
            Set<String> refused = new HashSet<>(wanted.keySet());
            refused.removeAll(accessors.keySet());
            request.filter = Selection.but(refused, request.filter);
            rewriter = rewriter.promising(both);
          }
        }
        findings.decided(rewriter.decision());
      } else {
        rewriter = reader(type, known, hiding, reflects);
      }
      rewritten = rewriter.rewrite(reads);
      asked = rewriter.asked();
    } catch (RuntimeException | Error e) {
      if (!isLazy && reads == NOTHING) {
        throw e;
      }
      // Others call its accessors, or it calls theirs: without all else, but not without those.
      findings.failed(type.name(), e);
      accessors = Map.of();
      ClassRewriter rewriter = reader(type, known, promised, false);
      rewritten = rewriter.rewrite(reads);
      asked = rewriter.asked();
    }
    if (known == null || !known.isRewritten) {
      fieldReads.defined(
          type.loader(),
          rewritten == null
              ? new LoadedClass(type.name(), type.pool(), NONE)
              : new LoadedClass(type.name(), type.pool(), accessors, asked));
    }
    return rewritten;
  }

  /** Makes a rewriter that defers nothing: reads go through accessors, and some are promised. */
  private static ClassRewriter reader(
      Definition type,
      @Nullable LoadedClass known,
      Set<String> promised,
      boolean resolvesReflection) {
    Request request = new Request();
    request.asked = known == null ? List.of() : known.asked;
    request.addsNoMember = type.isRedefined();
    request.resolvesReflection = resolvesReflection;
    request.promised = promised;
    request.filter = Selection.nothing();
    return new ClassRewriter(type.classFile(), request);
  }

  /** The agent's own classes; samples and tests live under the same root but are not ours. */
  private static boolean isOurs(String name) {
    return name.startsWith("io/lazyloader/")
        && (name.startsWith("io/lazyloader/agent/")
            || name.startsWith("io/lazyloader/runtime/")
            || name.startsWith("io/lazyloader/metrics/")
            || name.startsWith("io/lazyloader/shaded/")
            || name.indexOf('/', "io/lazyloader/".length()) < 0);
  }
}
