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
 */
final class Notebook {
  private final Learnt learnt;
  private final Selection selection;

  /** Whether fields may be deferred that nobody asks for. */
  private final boolean judges;

  /** Guarded by this: how many classes were passed over. */
  private int passedOver;

  /** Guarded by this: those that were looked at, until they are let go. */
  private final Map<Long, Seen> seen = new LinkedHashMap<>();

  /** Guarded by this: how many were looked at, those that are let go included. */
  private int lookedAt;

  /** Guarded by this: how many of them no earlier start has seen. */
  private int fresh;

  /** Guarded by this: how many of those are not let go. */
  private int unwritten;

  /** Guarded by this: what classes became that no earlier start has told of. */
  private Map<Long, Rewritten> rewritten = new HashMap<>();

  Notebook(Selection selection, boolean judges) {
    this.learnt = selection.learnt;
    this.selection = selection;
    this.judges = judges;
  }

  /** A class of this start that was looked at. Keeps no loader alive. */
  static final class Seen {
    final long key;
    final String name;
    private final WeakReference<ClassLoader> loader;
    private final WeakReference<ProtectionDomain> domain;

    /** Null where the class path has it. */
    private final @Nullable SoftReference<byte[]> classFile;

    /** Null if an earlier start has told of it. */
    final @Nullable KnownClass fresh;

    private Seen(
        Definition type, ProtectionDomain domain, @Nullable KnownClass fresh, boolean keeps) {
      this.key = type.key();
      this.name = type.name();
      this.loader = new WeakReference<>(type.loader());
      this.domain = new WeakReference<>(domain);
      this.classFile = keeps ? new SoftReference<>(type.classFile()) : null;
      this.fresh = fresh;
    }

    /** What was seen; null if it is gone, or not to be had any more. */
    @Nullable Definition definition(Learnt learnt, SystemClasses systemClasses) {
      ClassLoader definer = loader.get();
      if (definer == null) {
        return null;
      }
      byte[] bytes = classFile == null ? systemClasses.classFile(name) : classFile.get();
      return Definition.again(learnt, definer, name, bytes, domain.get(), key);
    }
  }

  /** Notes that a class was passed over. */
  synchronized void passedOver() {
    passedOver++;
  }

  /**
   * Notes a class that was looked at, and what a look showed.
   *
   * @param look asked for reflection, too
   */
  void saw(Definition type, Look look) {
    ProtectionDomain domain = type.domain();
    if (domain == null || domain.getCodeSource() == null) {
      // Generated: mostly another one in each start.
      return;
    }
    int kind = learnt.kind(type.loader());
    KnownClass known = null;
    if (!learnt.knows(type.key())) {
      known = Touched.by(type, kind, look, selection);
      if (!judges || !selection.canBeJudged(type)) {
        known.judged(Map.of());
      }
    }
    Seen one = new Seen(type, domain, known, !Learnt.isOfSystem(kind));
    synchronized (this) {
      if (seen.put(type.key(), one) == null) {
        lookedAt++;
        fresh += known == null ? 0 : 1;
        unwritten += known == null ? 0 : 1;
      }
    }
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

  /** The classes that were looked at so far, in the order in which they came. */
  synchronized List<Seen> seen() {
    return new ArrayList<>(seen.values());
  }

  /** Lets go of the classes: what they tell is written down. */
  synchronized void rest() {
    seen.clear();
    unwritten = 0;
  }

  /** How many classes there were so far. */
  synchronized int count() {
    return passedOver + lookedAt;
  }

  /** Whether there is anything that no earlier start has told of. */
  synchronized boolean isAnythingNew() {
    return unwritten > 0 || !rewritten.isEmpty();
  }

  /** Says what kind of start this was, without a full stop. */
  synchronized String summary() {
    return learnt.file() == null
        ? "first start: classes noted for the next: " + lookedAt
        : "of the classes, as earlier starts had learnt, "
            + passedOver
            + " passed over and "
            + lookedAt
            + " looked at"
            + (fresh == 0 ? "" : ", " + fresh + " of them new");
  }
}
