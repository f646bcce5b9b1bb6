package io.lazyloader.agent;

import io.lazyloader.agent.cache.CacheDirectory;
import io.lazyloader.agent.cache.CacheFile;
import io.lazyloader.agent.cache.ContentHash;
import io.lazyloader.agent.cache.KnownClass;
import io.lazyloader.agent.cache.KnownJar;
import io.lazyloader.agent.cache.Profit;
import io.lazyloader.agent.cache.Rewritten;
import io.lazyloader.runtime.ForeignReads;
import io.lazyloader.runtime.Notes;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What earlier starts have learnt of the program's classes. A class is known by its bytes and the
 * kind of its loader, so what is said of it holds whoever changed or moved it. Asked while classes
 * are loaded, by many threads at once.
 *
 * <p>A class that stays as it is, is not looked at: it reads no field that any start has made lazy.
 * Where this start wants to make another field lazy, the classes that were passed over are asked
 * first, see {@link #isReadByPassed}.
 */
final class Learnt {
  // Kinds of loaders, as far as what becomes of a class depends on them.
  private static final int OF_SYSTEM = KnownClass.OF_SYSTEM;
  private static final int OWN = 2;
  private static final int CLOSABLE = 4;

  private final @Nullable CacheFile file;
  private final SystemClasses systemClasses;
  private final PerLoader<Integer> kinds = new PerLoader<>();

  private volatile boolean isTrusted;

  /** What this start has found and no start before knew of; replaced when there is more. */
  private volatile List<KnownJar> unforeseen = List.of();

  private volatile boolean isDamaged;

  /** All classes; null until somebody asks for one that was passed over. */
  private volatile @Nullable List<KnownClass> classes;

  /**
   * Knows what a file says.
   *
   * @param file null if this is the first start
   */
  Learnt(@Nullable CacheFile file, SystemClasses systemClasses) {
    this.file = file;
    this.systemClasses = systemClasses;
  }

  /**
   * Opens the cache of an application; whatever is wrong with it, it is as if there were none.
   *
   * @return in whatever state the application was; null if there is none that can be used
   */
  static @Nullable CacheFile open(File place) {
    if (!place.isFile()) {
      return null;
    }
    try {
      String danger = CacheDirectory.danger(place);
      if (danger != null) {
        Console.say("cache " + place + " is not used: " + danger + ". Going on without it.");
        return null;
      }
      return CacheFile.open(place);
    } catch (IOException | RuntimeException e) {
      Console.say("cache " + place + " is not used: " + e.getMessage() + ". Going on without it.");
    }
    return null;
  }

  /** The file that this start began with; null if there is none. */
  @Nullable CacheFile file() {
    return file;
  }

  /** Says that all is noted about classes that were loaded before: from here on, some need not. */
  void open() {
    isTrusted = true;
  }

  /** Says that a place has a plan or marks that no start before may have known of. */
  synchronized void distrust(KnownJar place) {
    isTrusted = false;
    List<KnownJar> all = new ArrayList<>(unforeseen);
    all.add(place);
    unforeseen = List.copyOf(all);
    Notes.add(
        place.path()
            + " has a plan or marks that no start before knew of: learning begins anew with the"
            + " next start.");
  }

  /** The places with plans or marks that no start before may have known of; none in most starts. */
  List<KnownJar> unforeseen() {
    return unforeseen;
  }

  /** Whether what is learnt in this start may be kept. */
  boolean isOfUse() {
    return unforeseen.isEmpty() && !isDamaged;
  }

  /** What a class file is known by when a loader defines it. */
  long key(ClassLoader loader, byte[] classFile) {
    return ContentHash.as(ContentHash.of(classFile), kind(loader));
  }

  /**
   * What kind of loader one is; nothing of it is called but, if it is the first time, its parents.
   */
  int kind(ClassLoader loader) {
    Integer known = kinds.get(loader);
    if (known == null) {
      known =
          kinds.putIfAbsent(
              loader,
              (systemClasses.isFor(loader) ? OF_SYSTEM : 0)
                  | (LoaderKinds.isOwn(loader) ? OWN : 0)
                  | (LoaderKinds.canBeClosed(loader) ? CLOSABLE : 0));
    }
    return known;
  }

  /** Whether a class was seen in an earlier start. */
  boolean knows(long key) {
    return file != null && file.knows(key);
  }

  /** Whether it is known what came before the agent, and nothing unforeseen came since. */
  boolean isTrusted() {
    return isTrusted;
  }

  /**
   * What a class becomes of which nothing need be known but its bytes: mostly it stays as it is.
   * Null if it must be looked at.
   */
  @Nullable Rewritten settled(long key) {
    if (!isTrusted || file == null) {
      return null;
    }
    if (file.staysAsItIs(key)) {
      return Rewritten.NOT;
    }
    return file.onlyReflects(key) ? rewritten(question(key, false, true, "", Set.of())) : null;
  }

  /** Whether a class was passed over, or would have been. */
  boolean staysAsItIs(long key) {
    return isTrusted && file != null && file.staysAsItIs(key);
  }

  /** Whether there are fields to defer that nobody asks for. */
  boolean defers() {
    return file != null && file.header().defers() && !isDamaged;
  }

  /** Whether more can be learnt of classes that are known. */
  boolean isOpen() {
    return file == null || file.header().isOpen();
  }

  /** Whether a start that defers nothing can learn more of classes that are known. */
  boolean isUnfinished() {
    return file != null && file.header().isUnfinished();
  }

  /** Whether the last start has seen classes that it had no time for. */
  boolean isCutShort() {
    return file != null && file.header().isCutShort();
  }

  /**
   * Whether to look at classes: some have marks, or can't be read afterwards, or it pays to defer
   * what was found.
   */
  boolean isWorthWatching() {
    return file != null
        && (file.header().isMarked()
            || file.header().isBlind()
            || (file.header().defers() && profit().pays()));
  }

  /** What it brings to defer what was found. */
  Profit profit() {
    return file == null ? Profit.NONE : file.header().profit();
  }

  /** The classes that are known, as {@link KnownClass#nameHash} hashes their names. */
  int[] names() {
    try {
      return file == null ? new int[0] : file.names();
    } catch (IOException e) {
      damaged();
      return new int[0];
    }
  }

  /** Whether a class has fields to defer that nobody asks for. */
  boolean defers(long key) {
    return file != null && !isDamaged && file.defers(key) && !ForeignReads.mayReadAll();
  }

  /** The fields of a class to defer that nobody asks for; empty if there are none. */
  Collection<String> fields(long key) {
    if (file == null || !defers(key)) {
      return List.of();
    }
    try {
      List<String> fields = file.fields(key);
      return fields == null ? List.of() : fields;
    } catch (IOException e) {
      damaged();
      return List.of();
    }
  }

  /** Whether a field may be lazy, of whatever class, by a hash of its name and descriptor. */
  boolean isLazy(long field) {
    return file != null && file.isLazy(field);
  }

  /**
   * Whether a class that was passed over may read a field as it is, or hide it.
   *
   * @param field a hash of its name and descriptor
   */
  boolean isReadByPassed(long field) {
    if (file == null || file.isLazy(field)) {
      return false;
    }
    try {
      List<KnownClass> all = classes;
      if (all == null) {
        all = file.classes();
        classes = all;
      }
      int brief = KnownClass.brief(field);
      for (KnownClass type : all) {
        if ((file.staysAsItIs(type.key()) || file.onlyReflects(type.key()))
            && type.touches(brief)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      damaged();
      return true;
    }
  }

  /** What a class becomes; null if that is not known. */
  @Nullable Rewritten rewritten(long question) {
    if (file == null || isDamaged) {
      return null;
    }
    try {
      return file.rewritten(question);
    } catch (IOException e) {
      damaged();
      return null;
    }
  }

  /** Whether the file turned out not to be whole. */
  boolean isDamaged() {
    return isDamaged;
  }

  /** Has the file done without, but for what was read of it already, and made anew. */
  void damaged() {
    isDamaged = true;
    Notes.add("the cache is damaged; what is left of it is not used, and it is made anew.");
  }

  /**
   * Hashes all that decides what becomes of a class that is being loaded for the first time.
   *
   * @param key what its class file is known by
   * @param selected whether it declares fields to defer, as far as a glance tells
   * @param reflects whether it may reach fields that it does not name
   * @param reads describes the fields of others that it does not read as they are; empty if there
   *     are none
   * @param hiding its fields that hide lazy ones of its supertypes
   */
  long question(long key, boolean selected, boolean reflects, String reads, Set<String> hiding) {
    StringBuilder question = new StringBuilder(128);
    question.append(selected ? 's' : '-').append(reflects ? 'r' : '-');
    for (String field : new TreeSet<>(fields(key))) {
      question.append('\n').append(field);
    }
    for (String field : new TreeSet<>(hiding)) {
      question.append('\n').append('^').append(field);
    }
    question.append(reads);
    return ContentHash.as(key, ContentHash.of(question.toString()));
  }
}
