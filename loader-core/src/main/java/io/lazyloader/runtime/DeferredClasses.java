package io.lazyloader.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rewritten classes of this JVM that have been initialised, for introspection and reports.
 *
 * <p>Holds each class weakly, so that its loader can go; what reports need of a class that is gone
 * (its name, its fields' names) is kept as strings until start-up is over.
 */
public final class DeferredClasses {
  private static final ReferenceQueue<LazyRegions> unloaded = new ReferenceQueue<>();

  /** Who wants to know; null, which costs one read, if nobody does. */
  static volatile @Nullable Listeners listeners;

  /** Who has the last word on what is deferred; null if nobody has. Set before any class is. */
  static volatile @Nullable RegionFilter filter;

  /**
   * Readers that are no rewritten code, told of each class whose {@code <clinit>} ends; null as
   * long as none is in sight, so that {@link ForeignReads} is loaded only where there is one.
   */
  static volatile @Nullable Consumer<LazyRegions> foreignReads;

  /** What to do when the first class defers fields whose loader can be closed; null once done. */
  private static @Nullable Runnable atFirstClosable;

  private static @Nullable Entry newest;
  private static int nextId;
  private static int forgottenFields;

  private DeferredClasses() {}

  /**
   * Gives somebody the last word on what is deferred from now on.
   *
   * @param lastWord who is asked when a class is initialised
   */
  public static void filterBy(RegionFilter lastWord) {
    filter = lastWord;
  }

  /**
   * Says what to do when the first class defers fields whose loader can be closed.
   *
   * @param wanted run on the thread that initialises that class, before any field is pending
   */
  public static synchronized void atFirstClosable(Runnable wanted) {
    atFirstClosable = wanted;
  }

  private static synchronized @Nullable Runnable takeAtFirstClosable() {
    Runnable taken = atFirstClosable;
    atFirstClosable = null;
    return taken;
  }

  /**
   * Adds a listener, behind those that are there.
   *
   * @param listener kept until it is removed
   */
  public static void addListener(ResolutionListener listener) {
    // Not our own lock, which each class that registers takes. This one loads a class before it is
    // taken, which may call a class loader of the program's.
    synchronized (Listeners.REPLACING) {
      listeners = Listeners.with(listeners, listener);
    }
  }

  /**
   * Removes a listener; without effect if it is not registered.
   *
   * @param listener the one that was added
   */
  public static void removeListener(ResolutionListener listener) {
    synchronized (Listeners.REPLACING) {
      listeners = Listeners.without(listeners, listener);
    }
  }

  /**
   * Returns the listeners.
   *
   * @return a list of its own, in the order of registration
   */
  public static List<ResolutionListener> listeners() {
    return Listeners.list(listeners);
  }

  static LazyRegions add(MethodHandles.Lookup lookup, int count, String description) {
    LazyRegions regions = register(lookup, count, description);
    RegionFilter lastWord = filter;
    if (lastWord != null) {
      regions.ask(lastWord);
    }
    if (canBeClosed(regions.declaringClass().getClassLoader())) {
      Runnable wanted = takeAtFirstClosable();
      if (wanted != null) {
        wanted.run();
      }
    }
    if (Flight.isOn()) {
      Flight.deferred(regions.className(), regions.names().count(count));
    }
    Listeners known = listeners;
    if (known != null) {
      try {
        known.deferred(regions.names(), count);
      } catch (RuntimeException | Error e) {
        // No stack or memory left: the program must get on, and finds that out by itself.
      }
    }
    return regions;
  }

  /** Whether a loader, or one above it, can be closed; the agent's own never is. */
  private static boolean canBeClosed(@Nullable ClassLoader loader) {
    if (loader == DeferredClasses.class.getClassLoader()) {
      return false;
    }
    try {
      for (ClassLoader above = loader; above != null; above = above.getParent()) {
        if (above instanceof AutoCloseable) {
          return true;
        }
      }
      return false;
    } catch (RuntimeException e) {
      // A security manager does not let us know what is above it.
      return true;
    }
  }

  private static synchronized LazyRegions register(
      MethodHandles.Lookup lookup, int count, String description) {
    LazyRegions regions = new LazyRegions(lookup, count, description, nextId);
    nextId += count;
    // A service may load and unload classes for ever, with nobody ever looking at the list.
    if (unloaded.poll() != null) {
      forgetUnloaded();
    }
    newest = new Entry(regions, newest);
    return regions;
  }

  /**
   * Returns the classes that are still there, oldest first.
   *
   * @return a list of its own
   */
  public static synchronized List<LazyRegions> live() {
    forgetUnloaded();
    List<LazyRegions> live = new ArrayList<>();
    for (Entry entry = newest; entry != null; entry = entry.older) {
      LazyRegions regions = entry.get();
      if (regions != null) {
        live.add(regions);
      }
    }
    Collections.reverse(live);
    return live;
  }

  /** Finds the regions of a class; null if it has not registered any. */
  static synchronized @Nullable LazyRegions of(Class<?> type) {
    for (Entry entry = newest; entry != null; entry = entry.older) {
      LazyRegions regions = entry.get();
      if (regions != null && regions.declaringClass() == type) {
        return regions;
      }
    }
    return null;
  }

  /**
   * Lists the fields of the classes that are still there by how far they have come.
   *
   * @param state one of the states of {@link LazyRegions}
   * @return names as {@code com.acme.Main#LOG}, oldest class first
   */
  public static List<String> fieldsInState(int state) {
    List<String> fields = new ArrayList<>();
    for (LazyRegions regions : live()) {
      RegionNames names = regions.names();
      for (int index = 0; index < regions.count(); index++) {
        if (regions.state(index) == state) {
          for (String field : names.fields(index)) {
            fields.add(RegionNames.fieldName(names.className(), field));
          }
        }
      }
    }
    return fields;
  }

  /**
   * Resolves the pending fields whose names begin in a certain way, on the calling thread, in the
   * order in which their classes were initialised.
   *
   * @param prefix the beginning of a name
   * @return the names of those whose initialiser failed
   */
  public static List<String> resolveAll(String prefix) {
    List<String> failed = new ArrayList<>();
    for (LazyRegions regions : live()) {
      RegionNames names = regions.names();
      for (int index = 0; index < regions.count(); index++) {
        if (regions.state(index) != LazyRegions.PENDING) {
          continue;
        }
        for (String field : names.fields(index)) {
          String name = RegionNames.fieldName(names.className(), field);
          if (name.startsWith(prefix)) {
            if (!resolves(regions, index)) {
              failed.add(name);
            }
            break;
          }
        }
      }
    }
    return failed;
  }

  private static boolean resolves(LazyRegions regions, int index) {
    try {
      regions.resolve(index);
      return true;
    } catch (Throwable e) {
      WarmUps.rethrowIfFatal(e);
      return false;
    }
  }

  /**
   * Counts the fields that were deferred in classes that have been initialised, unloaded ones
   * included.
   *
   * @return the number of fields
   */
  public static synchronized int deferredFields() {
    int fields = forgottenFields;
    for (Entry entry = newest; entry != null; entry = entry.older) {
      fields += entry.fields();
    }
    return fields;
  }

  /**
   * Names the fields of a region and where they were declared.
   *
   * @param id the number of the region among all regions of this JVM
   * @return for example {@code com.acme.Main#LOG (Main.java:12)}, or null if its class was unloaded
   *     after start-up
   */
  public static synchronized @Nullable String nameAndSite(int id) {
    for (Entry entry = newest; entry != null; entry = entry.older) {
      if (id >= entry.firstId) {
        return id < entry.firstId + entry.count
            ? entry.names().nameAndSite(id - entry.firstId)
            : null;
      }
    }
    return null;
  }

  /** The number of classes that are remembered. */
  static synchronized int entries() {
    int entries = 0;
    for (Entry entry = newest; entry != null; entry = entry.older) {
      entries++;
    }
    return entries;
  }

  /** Drops the entries of unloaded classes once start-up is over and no report asks for them. */
  private static void forgetUnloaded() {
    if (!Startup.isReady()) {
      return;
    }
    Entry younger = null;
    for (Entry entry = newest; entry != null; entry = entry.older) {
      if (entry.get() != null) {
        younger = entry;
        continue;
      }
      forgottenFields += entry.fields();
      if (younger == null) {
        newest = entry.older;
      } else {
        younger.older = entry.older;
      }
    }
  }

  private static final class Entry extends WeakReference<LazyRegions> {
    final String className;
    final String description;
    final int firstId;
    final int count;
    final boolean @Nullable [] kept;
    @Nullable Entry older;

    Entry(LazyRegions regions, @Nullable Entry older) {
      super(regions, unloaded);
      this.className = regions.className();
      this.description = regions.description();
      this.firstId = regions.firstId();
      this.count = regions.count();
      this.kept = regions.kept();
      this.older = older;
    }

    RegionNames names() {
      return new RegionNames(className, description, kept);
    }

    int fields() {
      return names().count(count);
    }
  }
}
