package io.lazyloader.agent;

import io.lazyloader.agent.cache.KnownClass;
import io.lazyloader.agent.cache.Profit;
import java.io.File;
import java.lang.ref.WeakReference;
import java.security.ProtectionDomain;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A start in which no class is looked at, as nothing is known yet that would pay for it: an agent
 * that transforms nothing costs the JVM nothing per class. What was loaded is found out when the
 * program is quiet or has ended, and read from where it came from.
 */
final class DormantStart implements Start {
  private final Setting setting;
  private final Learnt learnt;
  private final File file;

  /** Guarded by this, as are all that follow but one; null until somebody asks. */
  private @Nullable LongSet known;

  /** How many classes earlier starts have told of, once somebody has asked. */
  private int told;

  /** Classes that no earlier start has told of. Keeps no loader alive. */
  private final Queue<WeakReference<Class<?>>> fresh = new ArrayDeque<>();

  /** One of those, found again. */
  private @Nullable Definition ahead;

  private @Nullable Study study;

  /** Whether this start has learnt what earlier ones had left to do; guarded by nothing. */
  private volatile boolean isLearnt;

  /** How many classes there were that no earlier start has told of, and that can't be read. */
  private int unreadable;

  /** What learning takes, made when it begins. */
  private record Study(Selection selection, Promises promises, Notebook notebook) {}

  private DormantStart(Setting setting, File file) {
    this.setting = setting;
    this.learnt = setting.learnt();
    this.file = file;
  }

  /** Leaves all classes alone, and has it found out later which there were. */
  static void begin(Setting setting) {
    File file = setting.learning().file();
    if (file != null) {
      setting.learnt().open();
      Learner.begin(setting, file, new DormantStart(setting, file));
    }
    if (setting.options().needsReadyTransformer()) {
      ReadyTransformer.begin(setting.instrumentation());
    }
  }

  @Override
  public boolean isWatched() {
    return false;
  }

  @Override
  public int count() {
    int count = 0;
    for (Class<?> loaded : setting.instrumentation().getAllLoadedClasses()) {
      count += Ownership.isOfPlatform(loaded.getClassLoader()) ? 0 : 1;
    }
    return count;
  }

  private static String internalName(Class<?> loaded) {
    return loaded.getName().replace('.', '/');
  }

  @Override
  public boolean isTime(boolean isQuiet, long millis) {
    return isQuiet || (isFirst() ? !isPutOff(millis) : isCutShort() || isUnfinished());
  }

  /** What was loaded is found out as well by the next start, beside the program. */
  @Override
  public boolean isPutOff(long millis) {
    return isFirst() && millis < WatchedStart.FIRST_START_MILLIS;
  }

  private boolean isFirst() {
    return learnt.file() == null && !isLearnt;
  }

  @Override
  public boolean isUnfinished() {
    return learnt.isUnfinished() && !isLearnt;
  }

  private boolean isCutShort() {
    return learnt.isCutShort() && !isLearnt;
  }

  @Override
  public synchronized boolean isAnythingNew() {
    return isFirst() || isCutShort() || ahead() != null || (isBlind() && !isLearnt);
  }

  /** Of classes that are generated and say that they are from a jar, some are new in each start. */
  @Override
  public synchronized boolean isBlind() {
    return unreadable > told / 10;
  }

  /** The next class that no earlier start has told of; null if there is none. */
  private @Nullable Definition ahead() {
    if (fresh.isEmpty()) {
      look();
    }
    while (ahead == null && !fresh.isEmpty()) {
      Class<?> loaded = fresh.remove().get();
      ahead = loaded == null ? null : definition(loaded);
    }
    return ahead;
  }

  /**
   * Looks for classes that no earlier start has told of, and for places that they are from. Where
   * the program ends, this is waited for, and not compiled yet: most are told by a hash.
   */
  private void look() {
    LongSet known = known();
    IdentityHashMap<ProtectionDomain, Boolean> places = new IdentityHashMap<>();
    ClassLoader last = null;
    int kind = 0;
    for (Class<?> loaded : setting.instrumentation().getAllLoadedClasses()) {
      ClassLoader loader = loaded.getClassLoader();
      if (loader == null && !loaded.getModule().isNamed()) {
        setting.systemClasses().sawUnnamed();
      }
      if (loader == null || Ownership.isOfPlatform(loader)) {
        continue;
      }
      boolean isReadable = setting.systemClasses().isFor(loader);
      if (!isReadable) {
        ProtectionDomain domain = loaded.getProtectionDomain();
        if (domain == null || domain.getCodeSource() == null) {
          // It was generated: the JDK has a loader for each accessor.
          continue;
        }
        isReadable = isFile(loader, domain, places);
      }
      if (loader != last) {
        kind = learnt.kind(loader);
        last = loader;
      }
      int name = KnownClass.nameHash(loaded.getName(), kind);
      if (!known.contains(name)) {
        known.add(name);
        if (!loaded.isArray()
            && !loaded.isHidden()
            && Ownership.isOfProgram(loader, internalName(loaded))) {
          if (isReadable) {
            fresh.add(new WeakReference<>(loaded));
          } else {
            unreadable++;
          }
        }
      }
    }
  }

  /** Whether classes are from a file or directory, whose plan and marks are then looked for. */
  private boolean isFile(
      ClassLoader loader,
      ProtectionDomain domain,
      IdentityHashMap<ProtectionDomain, Boolean> places) {
    Boolean isKnown = places.get(domain);
    if (isKnown == null) {
      isKnown = CodeSources.place(domain) != null;
      places.put(domain, isKnown);
      if (isKnown) {
        study().selection.visit(loader, domain);
      }
    }
    return isKnown;
  }

  private LongSet known() {
    LongSet all = known;
    if (all == null) {
      all = new LongSet();
      int[] names = learnt.names();
      for (int name : names) {
        all.add(name);
      }
      told = names.length;
      known = all;
    }
    return all;
  }

  @Override
  public synchronized @Nullable Definition next() {
    Definition next = ahead();
    ahead = null;
    return next;
  }

  /** What a class was defined by, as far as its place tells; null if that can't be had. */
  private @Nullable Definition definition(Class<?> loaded) {
    ClassLoader loader = loaded.getClassLoader();
    ProtectionDomain domain = loaded.getProtectionDomain();
    if (loader == null) {
      return null;
    }
    String name = internalName(loaded);
    byte[] classFile =
        setting.systemClasses().isFor(loader)
            ? setting.systemClasses().classFile(loaded, CodeSources.place(domain))
            : CodeSources.read(domain, name + ".class");
    if (classFile == null) {
      return null;
    }
    return Definition.again(learnt, loader, name, classFile, domain, learnt.key(loader, classFile));
  }

  private Study study() {
    Study begun = study;
    if (begun == null) {
      Selection selection = new Selection(setting, /* expectsMarks= */ false, null, null);
      Promises promises = new Promises(selection);
      promises.open();
      begun = new Study(selection, promises, new Notebook(selection, promises, true));
      study = begun;
    }
    return begun;
  }

  @Override
  public synchronized Lessons lessons() {
    Study begun = study();
    return new Lessons(
        this,
        begun.notebook,
        setting.learning(),
        file,
        begun.selection,
        begun.promises,
        /* hasNotedReads= */ true);
  }

  @Override
  public synchronized void rest() {
    isLearnt = true;
    if (study != null) {
      study.notebook.rest();
    }
  }

  @Override
  public String summary() {
    if (learnt.file() == null) {
      return "first start: no class is looked at, and what was loaded is noted for the next ones";
    }
    if (learnt.isCutShort() || learnt.isUnfinished()) {
      return "no class is looked at: it is not known yet what may wait (lazyloader warm finds out)";
    }
    Profit profit = learnt.profit();
    return "no class is looked at: that would take some "
        + millis(profit.watching())
        + ", and to defer what may wait would save "
        + millis(profit.saved());
  }

  private static String millis(int micros) {
    return (micros + 500) / 1_000 + " ms";
  }
}
