package io.lazyloader.agent;

import io.lazyloader.agent.rewrite.ClassRewriter;
import io.lazyloader.agent.rewrite.DeferredFields;
import io.lazyloader.agent.rewrite.KeptMembers;
import io.lazyloader.agent.rewrite.Request;
import io.lazyloader.metrics.BeanWatch;
import io.lazyloader.runtime.LazyRegions;
import io.lazyloader.runtime.Startup;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites classes as the JVM loads them: those that declare deferred fields and those that read
 * them, or may do so by reflection. Called on any thread, by many at once. Whatever goes wrong, the
 * class is loaded as it was.
 */
final class LazyTransformer implements ClassFileTransformer {
  private static final @Nullable ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  /** The JDK's class of MBean servers: who loads it is about to start one. */
  private static final String MBEAN_SERVER = "com/sun/jmx/mbeanserver/JmxMBeanServer";

  private final Instrumentation instrumentation;
  private final Fates fates;
  private final Selection selection;
  private final Findings findings;
  private final @Nullable Dump dump;
  private final boolean asksSpring;

  LazyTransformer(
      Instrumentation instrumentation,
      Fates fates,
      Selection selection,
      Findings findings,
      @Nullable Dump dump,
      boolean asksSpring) {
    this.instrumentation = instrumentation;
    this.fates = fates;
    this.selection = selection;
    this.findings = findings;
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
      if (loader == null && MBEAN_SERVER.equals(name)) {
        BeanWatch.begin();
      }
      return null;
    }
    long began = System.nanoTime();
    byte[] rewritten = null;
    try {
      // After premain, the launcher loads the main class before any other of the application.
      Startup.mainClassLoads();
      rewritten = look(loader, name, redefined != null, classFile);
      if (asksSpring && name.equals(SpringReady.EVENT) && view(loader).seesRuntime) {
        rewritten = SpringReady.markIn(rewritten == null ? classFile : rewritten);
      }
      if (rewritten != null && module != null) {
        letReadRuntime(module);
      }
      if (rewritten != null && dump != null) {
        dump.write(name, classFile, rewritten);
      }
    } catch (Throwable e) {
      // Not only exceptions: a linkage error or a full stack here must not reach the program.
      findings.failed(name, e);
      noteAsItIs(name, ConstantPool.of(classFile));
    } finally {
      Startup.transformed(System.nanoTime() - began, rewritten != null);
    }
    return rewritten;
  }

  /** Whether classes of a name and a loader are looked at: not the platform's, and not ours. */
  static boolean isOfProgram(@Nullable ClassLoader loader, String name) {
    return loader != null && loader != PLATFORM && !isOurs(name);
  }

  /** Notes a class that is loaded already, though it would have been lazy. */
  private void loadedBefore(String name, ConstantPool pool) {
    String className = name.replace('/', '.');
    boolean isNamed =
        selection.judges == null || pool.isMarked() || selection.plan.classes().contains(className);
    if (isNamed) {
      findings.loadedBefore(className);
    } else {
      findings.cameTooEarly();
    }
  }

  /** Notes that a class declares and reads its fields as its class file says. */
  private void noteAsItIs(String name, @Nullable ConstantPool pool) {
    fates.loadedAsItIs(name);
    if (pool != null) {
      fates.readsFieldsDirectly(pool);
    }
  }

  /** Notes what a class reads that was loaded before there was a transformer. */
  void wasLoaded(Class<?> loaded) {
    ClassLoader loader = loaded.getClassLoader();
    if (loader == null) {
      return;
    }
    String name = loaded.getName().replace('.', '/');
    byte[] classFile = view(loader).classFile(loader, name);
    if (classFile == null) {
      return;
    }
    ConstantPool pool = ConstantPool.of(classFile);
    noteAsItIs(name, pool);
    boolean isMarked = pool != null && pool.isMarked();
    // Planned ones were named already.
    if (isMarked && !selection.plan.classes().contains(loaded.getName())) {
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

  private byte @Nullable [] look(
      ClassLoader loader, String name, boolean redefined, byte[] classFile) {
    ConstantPool pool = ConstantPool.of(classFile);
    if (pool == null) {
      return null;
    }
    LoaderView view = view(loader);
    boolean selects = fates.selects(loader, view, name, pool);
    if (fates.isTooEarly(name, pool)) {
      if (selects) {
        loadedBefore(name, pool);
      }
      return null;
    }
    boolean reflects = fates.reflectsOnDeferred(view, pool);
    if (redefined) {
      KeptMembers kept = Redefinitions.membersOf(loader, name);
      if (selection.judges != null && (kept == null || !kept.isOriginal(classFile))) {
        Redefinitions.resolveJudged();
      }
      if (kept != null) {
        return kept.in(classFile, elsewhere(loader, view, name, pool), reflects);
      }
      // It has the members that its class file had, and its frames may be running.
      if (selects) {
        loadedBefore(name, pool);
      }
      fates.readsFieldsDirectly(pool);
      // A new version may yet read what has become lazy since.
      return fates.readsDeferred(loader, view, name, pool) || reflects
          ? rewriter(classFile, Set.of(), reflects, true)
              .rewrite(elsewhere(loader, view, name, pool))
          : null;
    }
    ClassFate known = fates.settled(name);
    boolean selected = selects || (known != null && !known.accessors.isEmpty());
    boolean reads = fates.readsDeferred(loader, view, name, pool);
    if (!selected) {
      fates.loadedAsItIs(name);
      if (view.expectsMarks) {
        fates.settlePlain(name, pool);
      }
      if (!reads && !reflects) {
        return null;
      }
    }
    return rewrite(loader, view, name, pool, classFile, selected, reflects);
  }

  private byte @Nullable [] rewrite(
      ClassLoader loader,
      LoaderView view,
      String name,
      ConstantPool pool,
      byte[] classFile,
      boolean selected,
      boolean reflects) {
    DeferredFields elsewhere = elsewhere(loader, view, name, pool);
    byte[] rewritten;
    Set<String> judged = Set.of();
    try {
      ClassRewriter rewriter;
      if (selected) {
        rewriter = settled(fates.rewriter(loader, view, name, pool, classFile), name, pool);
        findings.decided(rewriter.decision(), selection.plan);
        judged = rewriter.decision().judged();
      } else {
        rewriter = rewriter(classFile, Set.of(), reflects, false);
      }
      rewritten = rewriter.rewrite(elsewhere);
    } catch (RuntimeException | Error e) {
      ClassFate fate = fates.settle(name, pool, Map.of());
      if (fate.accessors.isEmpty() && !fates.readsDeferred(loader, view, name, pool)) {
        throw e;
      }
      // Others call its accessors, or it calls theirs: without all else, but not without those.
      findings.failed(name, e);
      rewritten = rewriter(classFile, fate.accessorsIn(pool), false, false).rewrite(elsewhere);
    }
    if (rewritten != null) {
      Redefinitions.loaded(loader, name, classFile, rewritten, judged);
    }
    return rewritten;
  }

  private DeferredFields elsewhere(
      ClassLoader loader, LoaderView view, String name, ConstantPool pool) {
    return new DeferredFields() {
      @Override
      public boolean isDeferred(String owner, String field, String descriptor) {
        return deferring(owner, field, descriptor) != null;
      }

      @Override
      public @Nullable String declaringInterface(String owner, String field, String descriptor) {
        ClassFate fate = deferring(owner, field, descriptor);
        return fate != null && fate.isInterface ? fate.name : null;
      }

      private @Nullable ClassFate deferring(String owner, String field, String descriptor) {
        String above = owner.equals(name) ? null : owner;
        long hash = ConstantPool.hash(field, descriptor);
        return fates.deferring(loader, view, pool, above, field, hash);
      }
    };
  }

  /** Makes a rewriter that defers nothing: reads go through accessors, and some are promised. */
  private static ClassRewriter rewriter(
      byte[] classFile, Set<String> promised, boolean resolvesReflection, boolean isLoaded) {
    Request request = new Request();
    request.isLoaded = isLoaded;
    request.resolvesReflection = resolvesReflection;
    request.promised = promised;
    request.filter = Selection.nothing();
    return new ClassRewriter(classFile, request);
  }

  /** Settles the class's fate and, if that allows less than was asked, decides once more. */
  private ClassRewriter settled(ClassRewriter rewriter, String name, ConstantPool pool) {
    Map<String, String> wanted = rewriter.decision().readElsewhere();
    Set<String> accessors = fates.settle(name, pool, wanted).accessorsIn(pool);
    return accessors.equals(wanted.keySet()) ? rewriter : rewriter.promising(accessors);
  }

  private LoaderView view(ClassLoader loader) {
    LoaderView known = LoaderView.known(loader);
    return known == null ? LoaderView.of(loader, fates) : known;
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
