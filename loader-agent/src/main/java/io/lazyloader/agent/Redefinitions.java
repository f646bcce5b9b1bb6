package io.lazyloader.agent;

import io.lazyloader.agent.rewrite.KeptMembers;
import io.lazyloader.runtime.DeferredClasses;
import io.lazyloader.runtime.LazyRegions;
import io.lazyloader.runtime.RegionNames;
import io.lazyloader.runtime.WarmUps;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the classes that were rewritten were given, for the day that they are redefined: by a
 * debugger that swaps code, or by another agent. Loaded with the first class that is rewritten;
 * keeps no class loader alive. Called on any thread.
 */
final class Redefinitions {
  private static final long PATIENCE_MILLIS = 1_000;

  /** So much is kept as it came, as hardly any class is ever redefined. */
  private static final int MAX_UNREAD_BYTES = 4 << 20;

  /** By loader and name: {@code KeptMembers}, or {@code Rewritten}. */
  private static final PerLoader<ConcurrentHashMap<String, Object>> kept = new PerLoader<>();

  private static final AtomicInteger unreadBytes = new AtomicInteger();

  private Redefinitions() {}

  /** Notes what a class is given that is being loaded, which is at least one member. */
  static void loaded(
      ClassLoader loader, String name, byte[] classFile, byte[] rewritten, Set<String> judged) {
    ConcurrentHashMap<String, Object> byName = kept.get(loader);
    if (byName == null) {
      byName = kept.putIfAbsent(loader, new ConcurrentHashMap<>());
    }
    int bytes = classFile.length + rewritten.length;
    byName.put(
        name,
        unreadBytes.addAndGet(bytes) <= MAX_UNREAD_BYTES
            ? new Rewritten(classFile, rewritten, judged)
            : KeptMembers.of(classFile, rewritten, judged));
  }

  /** What a class was given; null if it has the members that its class file had. */
  static @Nullable KeptMembers membersOf(ClassLoader loader, String name) {
    ConcurrentHashMap<String, Object> byName = kept.get(loader);
    Object known = byName == null ? null : byName.get(name);
    if (byName == null || known == null || known instanceof KeptMembers) {
      return (KeptMembers) known;
    }
    KeptMembers members = ((Rewritten) known).members();
    byName.replace(name, known, members);
    return members;
  }

  /** A class as it was and as it became. */
  private static final class Rewritten {
    private final byte[] classFile;
    private final byte[] rewritten;
    private final Set<String> judged;

    Rewritten(byte[] classFile, byte[] rewritten, Set<String> judged) {
      this.classFile = classFile;
      this.rewritten = rewritten;
      this.judged = judged;
    }

    KeptMembers members() {
      return KeptMembers.of(classFile, rewritten, judged);
    }
  }

  /**
   * Resolves what is pending by a verdict, before code changes that the verdict rests on. On a
   * thread of its own: the JVM shows no agent what is loaded by a thread that is inside one. That
   * thread may be held up, by a debugger for example; then what is pending runs later, as it is.
   */
  static void resolveJudged() {
    if (!hasJudged()) {
      return;
    }
    Thread resolver =
        new Thread("lazyloader-redefinition") {
          @Override
          public void run() {
            for (LazyRegions regions : DeferredClasses.live()) {
              for (int index = 0; index < regions.count(); index++) {
                if (isJudgedAndPending(regions, index)) {
                  resolve(regions, index);
                }
              }
            }
          }
        };
    resolver.setDaemon(true);
    resolver.start();
    try {
      resolver.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean hasJudged() {
    for (LazyRegions regions : DeferredClasses.live()) {
      for (int index = 0; index < regions.count(); index++) {
        if (isJudgedAndPending(regions, index)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isJudgedAndPending(LazyRegions regions, int index) {
    if (regions.state(index) != LazyRegions.PENDING) {
      return false;
    }
    ClassLoader loader = regions.declaringClass().getClassLoader();
    RegionNames names = regions.names();
    KeptMembers members =
        loader == null ? null : membersOf(loader, names.className().replace('.', '/'));
    return members != null && isAnyJudged(members, names.fields(index));
  }

  private static boolean isAnyJudged(KeptMembers members, String[] fields) {
    for (String field : fields) {
      if (members.isJudged(field)) {
        return true;
      }
    }
    return false;
  }

  private static void resolve(LazyRegions regions, int index) {
    try {
      regions.resolve(index);
    } catch (Throwable e) {
      // Its first reader is told, as ever.
      WarmUps.rethrowIfFatal(e);
    }
  }
}
