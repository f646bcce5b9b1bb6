package io.lazyloader.agent;

import io.lazyloader.agent.cache.KnownClass;
import io.lazyloader.agent.cache.Rewritten;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this start notes of its classes, on the threads that load them, for those that come after
 * it.
 *
 * <p>As long as no field may be lazy, nobody needs to know what a class reads: it is put off, to be
 * described beside the program or after it. Before a field may be, all that was put off is
 * described: {@link #catchUp}.
 */
final class Notebook {
  private final Learnt learnt;
  private final Selection selection;
  private final Promises promises;

  /** Whether fields may be deferred that nobody asks for. */
  private final boolean judges;

  /** Guarded by this: whether no field may be lazy yet. */
  private boolean mayPutOff = true;

  /** Guarded by this: how many classes were passed over. */
  private int passedOver;

  /** Guarded by this: those that were not passed over, until they are let go. */
  private final Map<Long, Seen> seen = new LinkedHashMap<>();

  /** Guarded by this: how many were not passed over, those that are let go included. */
  private int others;

  /** Guarded by this: how many of them no earlier start has seen. */
  private int fresh;

  /** Guarded by this: how many of those are not let go. */
  private int unwritten;

  /** Guarded by this: what classes became that no earlier start has told of. */
  private Map<Long, Rewritten> rewritten = new HashMap<>();

  Notebook(Selection selection, Promises promises, boolean judges) {
    this.learnt = selection.learnt;
    this.selection = selection;
    this.promises = promises;
    this.judges = judges;
  }

  /** A class of this start. Keeps no loader alive. */
  static final class Seen {
    final long key;
    final String name;
    private final WeakReference<ClassLoader> loader;
    private final WeakReference<ProtectionDomain> domain;

    /** Guarded by the notebook: null where the class path has it. */
    private @Nullable SoftReference<byte[]> classFile;

    /** Guarded by the notebook: whether it is to be described yet. */
    private boolean isPutOff;

    /** Guarded by the notebook: null if it is put off, or if an earlier start has told of it. */
    private @Nullable KnownClass fresh;

    private Seen(Definition type, ProtectionDomain domain, boolean keepsClassFile) {
      this.key = type.key();
      this.name = type.name();
      this.loader = new WeakReference<>(type.loader());
      this.domain = new WeakReference<>(domain);
      this.classFile = keepsClassFile ? new SoftReference<>(type.classFile()) : null;
    }
  }

  /** Notes that a class was passed over. */
  synchronized void passedOver() {
    passedOver++;
  }

  /**
   * Notes a class to be described later, if it may be.
   *
   * @return whether that was done; if not, it is to be looked at now
   */
  boolean putsOff(Definition type) {
    ProtectionDomain domain = domain(type);
    if (domain == null) {
      return false;
    }
    Seen one = new Seen(type, domain, /* keepsClassFile= */ true);
    one.isPutOff = true;
    boolean isNew = !learnt.knows(type.key());
    synchronized (this) {
      if (!mayPutOff || seen.containsKey(type.key())) {
        return false;
      }
      add(one, isNew);
      return true;
    }
  }

  /** That of a class; null if it was generated: mostly, another one is made in each start. */
  private static @Nullable ProtectionDomain domain(Definition type) {
    ProtectionDomain domain = type.domain();
    return domain == null || domain.getCodeSource() == null ? null : domain;
  }

  private void add(Seen one, boolean isNew) {
    if (seen.put(one.key, one) == null) {
      others++;
      fresh += isNew ? 1 : 0;
      unwritten += isNew ? 1 : 0;
    }
  }

  /** Describes all that was put off, so that fields may be lazy from now on. */
  synchronized void catchUp() {
    if (mayPutOff) {
      mayPutOff = false;
      for (Seen one : seen.values()) {
        describe(one);
      }
    }
  }

  /** Describes a class if it was put off. */
  synchronized void describe(Seen one) {
    if (!one.isPutOff) {
      return;
    }
    one.isPutOff = false;
    ClassLoader loader = one.loader.get();
    if (loader == null) {
      // Nothing can be read by it any more.
      return;
    }
    Definition type = definition(one);
    if (type == null) {
      promises.close();
      return;
    }
    promises.loadedAsItIs(loader, type.name(), type.pool());
    if (!learnt.knows(one.key)) {
      one.fresh = described(type, /* isAskedFor= */ false, type.pool().mayReflect());
    }
    if (selection.isOfSystem(loader)) {
      one.classFile = null;
    }
  }

  /**
   * Notes a class that was looked at, and what a look showed.
   *
   * @param look asked for reflection, too
   */
  void saw(Definition type, Look look) {
    saw(type, look.isAny(), look.mayReflect());
  }

  /** Notes a class that was loaded while nobody looked. */
  void foundLoaded(Definition type) {
    saw(type, selection.names(type), type.pool().mayReflect());
  }

  private void saw(Definition type, boolean isAskedFor, boolean mayReflect) {
    ProtectionDomain domain = domain(type);
    if (domain == null) {
      return;
    }
    Seen one = new Seen(type, domain, !selection.isOfSystem(type.loader()));
    one.fresh = learnt.knows(type.key()) ? null : described(type, isAskedFor, mayReflect);
    synchronized (this) {
      add(one, one.fresh != null);
    }
  }

  private KnownClass described(Definition type, boolean isAskedFor, boolean mayReflect) {
    int kind = learnt.kind(type.loader());
    KnownClass known = Touched.by(type, kind, isAskedFor, mayReflect, selection);
    if (!judges || !selection.canBeJudged(type)) {
      known.judged(Map.of());
    }
    if (selection.names(type)) {
      known.marked();
    }
    return known;
  }

  /** A class that is known; null if it is gone, or not to be had any more. */
  @Nullable Definition definition(KnownClass known) {
    Seen one = seen(known.key());
    if (one != null) {
      return definition(one);
    }
    if (!known.isOfSystem()) {
      // Only its loader knows where it came from.
      return null;
    }
    return Definition.again(
        learnt,
        ClassLoader.getSystemClassLoader(),
        known.name(),
        selection.systemClasses().classFile(known.name()),
        null,
        known.key());
  }

  private synchronized @Nullable Seen seen(long key) {
    return seen.get(key);
  }

  private synchronized @Nullable Definition definition(Seen one) {
    ClassLoader definer = one.loader.get();
    if (definer == null) {
      return null;
    }
    byte[] kept = one.classFile == null ? null : one.classFile.get();
    byte[] bytes =
        kept == null && selection.isOfSystem(definer)
            ? selection.systemClasses().classFile(one.name)
            : kept;
    return Definition.again(learnt, definer, one.name, bytes, one.domain.get(), one.key);
  }

  /** What no earlier start has told of a class; null if one has, or if it is put off. */
  synchronized @Nullable KnownClass fresh(Seen one) {
    return one.fresh;
  }

  /** Keeps what a class became. */
  synchronized void remember(long question, Rewritten answer) {
    rewritten.put(question, answer);
  }

  /** Takes what became of classes since the last time. */
  synchronized Map<Long, Rewritten> takeRewritten() {
    Map<Long, Rewritten> taken = rewritten;
    rewritten = new HashMap<>();
    return taken;
  }

  /** The classes that were not passed over so far, in the order in which they came. */
  synchronized List<Seen> seen() {
    return new ArrayList<>(seen.values());
  }

  /** Lets go of the classes that are described: what they tell is written down. */
  synchronized void rest() {
    for (Seen one : seen()) {
      if (!one.isPutOff) {
        seen.remove(one.key);
      }
    }
    unwritten = seen.size();
  }

  /** How many classes there were so far. */
  synchronized int count() {
    return passedOver + others;
  }

  /** Whether there is anything that no earlier start has told of. */
  synchronized boolean isAnythingNew() {
    return unwritten > 0 || !rewritten.isEmpty();
  }

  /** Says what kind of start this was, without a full stop. */
  synchronized String summary() {
    return learnt.file() == null
        ? "first start: classes noted for the next: " + others
        : "of the classes, as earlier starts had learnt, "
            + passedOver
            + " passed over and "
            + others
            + " not"
            + (fresh == 0 ? "" : ", " + fresh + " of them new");
  }
}
