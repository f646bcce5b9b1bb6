package io.lazyloader.agent;

import io.lazyloader.agent.cache.Rewritten;
import io.lazyloader.agent.rewrite.ReflectiveCalls;
import io.lazyloader.metrics.BeanWatch;
import io.lazyloader.runtime.ForeignReads;
import io.lazyloader.runtime.LazyRegions;
import io.lazyloader.runtime.Startup;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites classes as the JVM loads them: those that declare deferred fields and those that read
 * them, or may do so by reflection. Called on any thread, by many at once. Whatever goes wrong, the
 * class is loaded as it was.
 */
final class LazyTransformer implements ClassFileTransformer {
  /** The JDK's class of MBean servers: who loads it is about to start one. */
  private static final String MBEAN_SERVER = "com/sun/jmx/mbeanserver/JmxMBeanServer";

  private final Instrumentation instrumentation;
  private final Promises promises;
  private final Selection selection;
  private final SystemClasses systemClasses;
  private final Findings findings;
  private final @Nullable Dump dump;
  private final boolean asksSpring;
  private final Learnt learnt;

  /** Keeps what this start finds out; null if nobody learns. */
  private final @Nullable Notebook notebook;

  /**
   * Whether a class was loaded as it is although it may read lazy fields. Written where nothing can
   * be allocated, and no call made.
   */
  private volatile boolean hasUnseenReaders;

  /** Guarded by this; null until a class is rewritten. */
  private @Nullable Rewriting rewriting;

  LazyTransformer(
      Instrumentation instrumentation,
      Promises promises,
      Selection selection,
      SystemClasses systemClasses,
      Findings findings,
      @Nullable Dump dump,
      boolean asksSpring,
      @Nullable Notebook notebook) {
    this.instrumentation = instrumentation;
    this.promises = promises;
    this.selection = selection;
    this.systemClasses = systemClasses;
    this.findings = findings;
    this.dump = dump;
    this.asksSpring = asksSpring;
    this.learnt = selection.learnt;
    this.notebook = notebook;
    // What each class is asked by is initialised before: it would have classes of the JDK loaded
    // that this is asked about while it asks.
    ReflectiveCalls.isPlatformReader("");
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
    if (loader == null || name == null || !Ownership.isOfProgram(loader, name)) {
      if (name != null && Ownership.isOfPlatform(loader)) {
        platformLoads(module, name);
      }
      return null;
    }
    try {
      return transform(module, loader, name, redefined != null, domain, classFile);
    } catch (Throwable e) {
      // The stack or the heap is so full that not even that could be noted.
      hasUnseenReaders = true;
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
    long key = notebook == null ? 0 : learnt.key(loader, classFile);
    Rewritten settled = key == 0 || isRedefined ? null : settled(loader, name, domain, key);
    if (settled != null) {
      byte[] known = settled.isNot() ? null : again(module, loader, name, classFile, settled);
      Startup.transformed(System.nanoTime() - began, known != null);
      return known;
    }
    byte[] rewritten = null;
    ConstantPool pool = ConstantPool.of(classFile);
    try {
      // After premain, the launcher loads the main class before any other of the application.
      Startup.mainClassLoads();
      answerUnseenReaders();
      if (pool != null) {
        rewritten =
            look(new Definition(loader, name, pool, classFile, domain, isRedefined, key), module);
      }
    } catch (Throwable e) {
      // Not only exceptions: a linkage error or a full stack here must not reach the program.
      rewritten = null;
      findings.failed(name, e);
      // A new version that is not rewritten is refused by the JVM: the old one stays.
      if (pool != null && !isRedefined && promises.loadedAsItIs(loader, name, pool)) {
        hasUnseenReaders = true;
        answerUnseenReaders();
      }
    } finally {
      Startup.transformed(System.nanoTime() - began, rewritten != null);
    }
    return rewritten;
  }

  /**
   * What a class becomes of which earlier starts have shown that nothing but its bytes matters;
   * most stay as they are. Null if it must be looked at.
   */
  private @Nullable Rewritten settled(
      ClassLoader loader, String name, @Nullable ProtectionDomain domain, long key) {
    Rewritten settled = learnt.settled(key);
    if (settled == null || (asksSpring && name.equals(SpringReady.EVENT))) {
      return null;
    }
    Startup.mainClassLoads();
    answerUnseenReaders();
    selection.visit(loader, domain);
    // There may be a plan that no start has known of.
    if (!learnt.isTrusted() || (!settled.isNot() && !rewriting().isReachable(loader))) {
      return null;
    }
    if (notebook != null) {
      notebook.passedOver();
    }
    return settled;
  }

  private byte @Nullable [] again(
      @Nullable Module module,
      ClassLoader loader,
      String name,
      byte[] classFile,
      Rewritten settled) {
    rewriting().again(loader, name, classFile, settled);
    return handedOut(module, loader, name, classFile, settled.classFile());
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
    promises.loadedAsItIs(loader, name, pool);
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

  /** Decides by a glance what a class may need, and rewrites it; null if it stays as it is. */
  private byte @Nullable [] rewritten(Definition type) {
    ConstantPool pool = type.pool();
    selection.visit(type.loader(), type.domain());
    if (promises.isTooEarly(pool)) {
      promises.defined(type.loader(), new LoadedClass(type.name(), pool));
      if (selection.selects(type)) {
        selection.cameTooEarly(type);
      }
      return null;
    }
    if (notebook != null) {
      if (canBeLazyByNow(pool)) {
        notebook.catchUp();
      } else if (!type.isRedefined() && notebook.putsOff(type)) {
        return null;
      }
    }
    if (type.isRedefined() && selection.judges()) {
      Rewriting.beforeCodeChanges(type);
    }
    LoadedClass known = promises.defined(type.loader(), type.name());
    boolean isFirst = known == null && !type.isRedefined();
    Notebook notes = isFirst ? notebook : null;
    Look look =
        Look.at(type, selection, promises, known, notes != null && !learnt.knows(type.key()));
    if (notes != null) {
      notes.saw(type, look);
    }
    if (look.isAny() && rewriting().isReachable(type.loader())) {
      long question = notes == null ? 0 : look.question(type, learnt);
      Rewritten answer = question == 0 ? null : learnt.rewritten(question);
      if (answer != null && promises.becomes(type, answer)) {
        rewriting().again(type.loader(), type.name(), type.classFile(), answer);
        return answer.isNot() ? null : answer.classFile();
      }
      return FreshStack.call(
          new Supplier<byte @Nullable []>() {
            @Override
            public byte @Nullable [] get() {
              return rewriting().of(type, known, look, question);
            }
          });
    }
    if (known == null) {
      promises.defined(type.loader(), new LoadedClass(type.name(), pool));
    }
    if (look.reads() != null && promises.readsAsTheyAre(pool)) {
      hasUnseenReaders = true;
      answerUnseenReaders();
    }
    return null;
  }

  /** Whether any field may be lazy, given that a class is about to be loaded. */
  private boolean canBeLazyByNow(ConstantPool pool) {
    return pool.isMarked() || selection.expectsLazyFields();
  }

  private void answerUnseenReaders() {
    if (hasUnseenReaders) {
      rewriting().unseen.answer();
    }
  }

  private synchronized Rewriting rewriting() {
    Rewriting known = rewriting;
    if (known == null) {
      known = new Rewriting(instrumentation, notebook, promises, selection, findings);
      rewriting = known;
    }
    return known;
  }

  private byte @Nullable [] look(Definition type, @Nullable Module module) throws Exception {
    byte[] rewritten = rewritten(type);
    if (asksSpring && type.name().equals(SpringReady.EVENT)) {
      byte[] marked =
          rewriting()
              .reaching(type, SpringReady.markIn(rewritten == null ? type.classFile() : rewritten));
      rewritten = marked == null ? rewritten : marked;
    }
    return rewritten == null
        ? null
        : handedOut(module, type.loader(), type.name(), type.classFile(), rewritten);
  }

  private byte[] handedOut(
      @Nullable Module module,
      ClassLoader loader,
      String name,
      byte[] classFile,
      byte[] rewritten) {
    if (module != null && LoaderKinds.isOwn(loader)) {
      letReadRuntime(module);
    }
    if (dump != null) {
      dump.write(name, classFile, rewritten);
    }
    return rewritten;
  }
}
