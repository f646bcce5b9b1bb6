package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.world.MethodInfo;
import org.jspecify.annotations.Nullable;

/** What the JVM knows about itself, the same at all times. */
final class JvmMethods implements Methods {
  static final Row[] ROWS = {
    Row.returns(
        null,
        "nothing",
        "jdk/internal/misc/VM.initialize",
        "jdk/internal/misc/CDS.initializeFromArchive",
        "jdk/internal/misc/CDS.defineArchivedModules",
        "java/lang/System.registerNatives",
        "java/lang/invoke/VarHandle.fullFence",
        "java/lang/invoke/VarHandle.acquireFence",
        "java/lang/invoke/VarHandle.releaseFence",
        "java/lang/invoke/VarHandle.loadLoadFence",
        "java/lang/invoke/VarHandle.storeStoreFence"),
    Row.returns(
        0,
        "no: nothing is made for class data sharing",
        "jdk/internal/misc/CDS.isDumpingClassList0",
        "jdk/internal/misc/CDS.isDumpingArchive0",
        "jdk/internal/misc/CDS.isSharingEnabled0",
        "jdk/internal/misc/CDS.getCDSConfigStatus"),
    Row.returns(0L, "0", "jdk/internal/misc/CDS.getRandomSeedForDumping"),
    Row.returns(
        1,
        "yes",
        "jdk/internal/misc/VM.isBooted",
        "jdk/internal/misc/VM.isModuleSystemInited",
        "java/util/concurrent/atomic/AtomicLong.VMSupportsCS8"),
    Row.computes("4: booted", "jdk/internal/misc/VM.initLevel"),
    Row.hides(
        "the line separator, which each system has its own of", "java/lang/System.lineSeparator"),
    Row.returns(
        "",
        "empty: a property that is read once, when the JVM starts",
        "jdk/internal/util/StaticProperty.javaLocaleUseOldISOCodes"),
    Row.returns(
        0, "no: a switch of the JDK's own tools", "java/lang/ThreadLocal.traceVirtualThreadLocals"),
    Row.returns(
        0,
        "0: only spreads hash codes, and nobody can tell who took which number",
        "java/lang/ThreadLocal.nextHashCode"),
    Row.hides(
        "the JDK's inner access to java.lang, which is not modelled",
        "jdk/internal/access/SharedSecrets.getJavaLangAccess",
        "jdk/internal/access/SharedSecrets.getJavaUtilCollectionAccess"),
  };

  @Override
  public @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    if (!method.name.equals("initLevel")) {
      return Intrinsics.NOT_MODELLED;
    }
    return method.parameters.length == 0 ? 4 : null;
  }
}
