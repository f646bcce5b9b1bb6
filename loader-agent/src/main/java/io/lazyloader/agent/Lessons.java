package io.lazyloader.agent;

import io.lazyloader.agent.cache.CacheContent;
import io.lazyloader.agent.cache.CacheDirectory;
import io.lazyloader.agent.cache.CacheFile;
import io.lazyloader.agent.cache.KnownClass;
import io.lazyloader.agent.cache.KnownClass.Deferrable;
import io.lazyloader.agent.cache.KnownJar;
import io.lazyloader.agent.cache.Rewritten;
import io.lazyloader.agent.rewrite.ClassRewriter;
import io.lazyloader.agent.rewrite.Decision;
import io.lazyloader.agent.rewrite.Judge;
import io.lazyloader.agent.rewrite.Region;
import io.lazyloader.runtime.DeferredClasses;
import io.lazyloader.runtime.LazyRegions;
import io.lazyloader.runtime.RegionNames;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes of one start what the next one needs, in three steps, each of which may be broken off and
 * gone on with by another start: classes are judged; it is rehearsed what they and their readers
 * become ({@link Rehearsal}); what was found is published. Till then, nothing of it is deferred.
 *
 * <p>Long steps hold no lock, so that the end of the program can keep what there is. Under this
 * one, that of {@link Notebook} may be taken, and never the other way round.
 */
final class Lessons {
  private final Start start;
  private final Notebook notebook;
  private final Learnt learnt;
  private final Selection selection;
  private final Promises promises;
  private final Learning learning;
  private final File file;

  /** Made with the first class that is judged; only on the thread that learns. */
  private @Nullable JudgeFactory judges;

  /** Guarded by this. */
  private final CacheContent content;

  /** Guarded by this: what classes of this start asked, those that were generated among them. */
  private final Set<Long> asked = new HashSet<>();

  /** Guarded by this: whether the file is to be written. */
  private boolean isChanged;

  /** Guarded by this: whether it is noted which fields the start-up has read. */
  private boolean hasNotedReads;

  /** How many fields this start has found; written under this lock. */
  private volatile int found;

  /**
   * Goes on from what is written by now.
   *
   * @param hasNotedReads whether it is noted which fields the start-up has read
   */
  Lessons(
      Start start,
      Notebook notebook,
      Learning learning,
      File file,
      Selection selection,
      Promises promises,
      boolean hasNotedReads) {
    this.start = start;
    this.notebook = notebook;
    this.learning = learning;
    this.file = file;
    this.learnt = selection.learnt;
    this.selection = selection;
    this.promises = promises;
    this.hasNotedReads = hasNotedReads;
    CacheFile latest = hasNotedReads ? learning.latest() : null;
    CacheFile known = latest == null ? learnt.file() : latest;
    this.isChanged = known == null;
    this.content = known(known);
  }

  private CacheContent known(@Nullable CacheFile file) {
    try {
      return CacheContent.of(file, learning.jars().values());
    } catch (IOException e) {
      learnt.damaged();
      return new CacheContent(learning.jars().values());
    }
  }

  /** How many fields this start has found that may wait. */
  int found() {
    return found;
  }

  /**
   * Learns from what was seen so far.
   *
   * @param isQuiet whether the program seems to have started
   * @param judges whether there is time to judge, for which hundreds of classes are loaded
   */
  void learn(Pace pace, boolean isQuiet, boolean judges) {
    boolean isAllDescribed = describe(pace);
    take();
    if (isQuiet) {
      noteReads();
    }
    if (isAllDescribed && judges && judgeAll(pace) && isToPublish() && rehearse(pace)) {
      publish();
    }
    if (isQuiet) {
      take();
      write();
    }
  }

  /**
   * Keeps what there is, when the program has ended. Of what was put off, only so much is described
   * that nobody notices; the next start goes on.
   *
   * @param nanos how long that may take
   */
  void keep(long nanos) {
    describe(Pace.within(nanos));
    take();
    noteReads();
    write();
  }

  /** Begins with what was put off; returns whether all was described. */
  private boolean describe(Pace pace) {
    boolean isAll = describeAll(pace);
    boolean isBlind = start.isBlind();
    synchronized (this) {
      content.cutShort(!isAll);
      content.blind(isBlind);
      isChanged |= isBlind;
    }
    return isAll;
  }

  private boolean describeAll(Pace pace) {
    pace.begin();
    while (describeNext()) {
      if (!pace.goesOn()) {
        return false;
      }
    }
    for (Notebook.Seen seen : notebook.seen()) {
      notebook.describe(seen);
      if (!pace.goesOn()) {
        return false;
      }
    }
    return true;
  }

  /** Describes a class that was loaded while nobody looked; returns whether there was one. */
  private boolean describeNext() {
    // Who keeps what there is, when the program has ended, waits for the one that is at hand.
    synchronized (start) {
      Definition type = start.next();
      if (type != null) {
        notebook.foundLoaded(type);
      }
      return type != null;
    }
  }

  private synchronized void take() {
    for (Notebook.Seen seen : notebook.seen()) {
      KnownClass fresh = notebook.fresh(seen);
      if (fresh != null && content.type(seen.key) == null) {
        content.add(fresh);
        isChanged = true;
      }
    }
    for (Map.Entry<Long, Rewritten> answer : notebook.takeRewritten().entrySet()) {
      content.add(answer.getKey(), answer.getValue());
      asked.add(answer.getKey());
      isChanged = true;
    }
  }

  /** Returns whether all was judged that can be had. */
  private boolean judgeAll(Pace pace) {
    for (KnownClass known : unjudged()) {
      Definition type = notebook.definition(known);
      // Who else might have its class file is not known before another start loads it.
      boolean isJudged = type != null || known.isOfSystem();
      Map<String, Deferrable> deferrable = type == null ? Map.of() : deferrable(type);
      synchronized (this) {
        if (isJudged) {
          known.judged(deferrable);
          found = found + deferrable.size();
          isChanged = true;
        }
      }
      if (!pace.goesOn()) {
        return false;
      }
    }
    return true;
  }

  private synchronized List<KnownClass> unjudged() {
    return content.unjudged();
  }

  private Map<String, Deferrable> deferrable(Definition type) {
    JudgeFactory factory = judges;
    if (factory == null) {
      factory = learning.judgesForLater(selection.systemClasses());
      judges = factory;
    }
    Judge judge = factory.judge(type, selection.isOfSystem(type.loader()));
    if (judge == null) {
      return Map.of();
    }
    Worth worth = new Worth(judge);
    Decision decision;
    try {
      decision =
          new ClassRewriter(
                  type.classFile(), selection.request(type).judge(judge).finalFilter(worth))
              .decision();
    } catch (RuntimeException e) {
      // A class file that no compiler makes stays as it is.
      return Map.of();
    }
    Map<String, Deferrable> deferrable = new HashMap<>();
    for (Region region : decision.regions()) {
      long instructions = worth.of(region);
      if (instructions >= Worth.ENOUGH) {
        for (String field : region.fields()) {
          String descriptor = decision.readElsewhere().get(field);
          long hash = descriptor == null ? 0 : ConstantPool.hash(field, descriptor);
          deferrable.put(field, new Deferrable(hash, instructions / region.fields().size()));
        }
      }
    }
    return deferrable;
  }

  private synchronized boolean isToPublish() {
    return content.hasChanges() && (start.isWatched() || content.profit().pays());
  }

  /** Works out what classes become if what was found is deferred; returns whether that is done. */
  private boolean rehearse(Pace pace) {
    Rehearsal rehearsal = rehearsal();
    while (rehearsal.isNext()) {
      rehearsal.next();
      synchronized (this) {
        for (Map.Entry<Long, Rewritten> answer : rehearsal.take().entrySet()) {
          content.add(answer.getKey(), answer.getValue());
          isChanged = true;
        }
      }
      if (!pace.goesOn()) {
        return false;
      }
    }
    synchronized (this) {
      for (long field : rehearsal.lazy()) {
        content.addLazy(field);
      }
      asked.addAll(rehearsal.questions());
      content.retainRewritten(asked);
    }
    return true;
  }

  private synchronized Rehearsal rehearsal() {
    try {
      CacheFile next = CacheFile.of(content.toBytes(learning.state(), /* publishes= */ true));
      return new Rehearsal(selection, notebook, content.classes(), next);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized void publish() {
    content.publish();
    isChanged = true;
  }

  /**
   * Notes which deferred fields were read by now. Those that are read in each start are paid for in
   * each, and twice: they are left alone from then on.
   */
  private synchronized void noteReads() {
    if (hasNotedReads) {
      return;
    }
    hasNotedReads = true;
    Map<String, KnownClass> byName = new HashMap<>();
    for (Notebook.Seen seen : notebook.seen()) {
      KnownClass known = content.type(seen.key);
      if (known != null && !known.deferred().isEmpty()) {
        byName.put(known.name(), known);
      }
    }
    for (LazyRegions regions : DeferredClasses.live()) {
      RegionNames names = regions.names();
      KnownClass known = byName.remove(names.className().replace('.', '/'));
      for (int index = 0; known != null && index < regions.count(); index++) {
        boolean isRead = regions.state(index) != LazyRegions.PENDING;
        for (String field : names.fields(index)) {
          isChanged |= known.started(field, isRead);
        }
      }
    }
    // Those that were loaded, and not initialised.
    for (KnownClass idle : byName.values()) {
      for (String field : idle.deferred().keySet()) {
        isChanged |= idle.started(field, false);
      }
    }
  }

  private synchronized void write() {
    if (!isChanged || !learnt.isOfUse()) {
      return;
    }
    for (long field : promises.lazy()) {
      content.addLazy(field);
    }
    isChanged = false;
    write(content, learning, file, learnt);
  }

  /**
   * Has the next start know from its beginning of what turned up in this one. Whatever else was
   * learnt, was learnt without it: the state of the program is another one then.
   */
  static void beginAnew(Learning learning, File file, Learnt learnt) {
    List<KnownJar> places = new ArrayList<>(learning.jars().values());
    places.addAll(learnt.unforeseen());
    write(new CacheContent(places), learning, file, learnt);
  }

  /** Leaves all to the next start but what was found in jars, unless another one has begun. */
  static void putOff(Learning learning, File file, Learnt learnt) {
    if (learning.latest() == null) {
      CacheContent content = new CacheContent(learning.jars().values());
      content.cutShort(true);
      write(content, learning, file, learnt);
    }
  }

  private static void write(CacheContent content, Learning learning, File file, Learnt learnt) {
    try {
      new CacheDirectory(file.getAbsoluteFile().getParentFile())
          .write(file, content.toBytes(learning.state(), /* publishes= */ false));
    } catch (IOException | RuntimeException e) {
      // What an image brings mostly can't be written, and is as good as before.
      if (learnt.file() == null) {
        Console.say(
            "what was learnt for the next start could not be written to " + file + ": " + e + '.');
      }
    }
  }
}
