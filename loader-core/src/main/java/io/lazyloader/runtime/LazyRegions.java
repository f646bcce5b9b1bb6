package io.lazyloader.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The deferred initialiser regions of one rewritten class.
 *
 * <p>The class creates its instance as the first act of {@code <clinit>} and keeps it in a static
 * field, so it lives exactly as long as the class does. A read that finds its field pending then
 * brackets the initialiser with {@link #begin} and {@link #end}, or {@link #fail}:
 *
 * <pre>{@code
 * static void $lazy$resolve$3() {
 *   LazyRegions regions = $lazy$;
 *   if (regions == null || !regions.begin(3)) return;
 *   try {
 *     $lazy$init$LOG();
 *   } catch (Throwable thrown) {
 *     throw regions.fail(3, thrown);
 *   }
 *   regions.end(3);
 * }
 * }</pre>
 *
 * <p>Every region has a lock of its own and is run at most once; which thread may run it, who waits
 * and what a failed region does to later reads follows class initialisation (JVMS 17 §5.5).
 *
 * <p>Longer than other files, as all that emitted code calls of a class's regions is here, by name
 * and descriptor, and {@link ResolutionSite} knows its frames on a stack by this name.
 */
public final class LazyRegions {
  /**
   * What the emitted code and this class agree on. The agent compares it with its own number: the
   * application may bring another version of this library, and its class loader finds that first.
   */
  private static final int PROTOCOL = 3;

  /** Nobody has read a field of the region. */
  public static final int PENDING = DeferredRegion.PENDING;

  /** A thread runs the initialiser. */
  public static final int RESOLVING = DeferredRegion.RESOLVING;

  /** The initialiser has run to its end. */
  public static final int RESOLVED = DeferredRegion.RESOLVED;

  /** The initialiser has thrown. */
  public static final int FAILED = DeferredRegion.FAILED;

  private final MethodHandles.Lookup lookup;
  private final String description;
  private final int firstId;
  private final @Nullable DeferredRegion[] regions;

  /** Those that a filter keeps eager; null if there is no filter. */
  private final boolean @Nullable [] kept;

  /** By field: its proxy, or why it has none. Null while there are none; guarded by this. */
  private @Nullable Map<String, Object> members;

  /** By field: where its final copy is. Null while there are none; guarded by this. */
  private @Nullable Map<String, MethodHandles.Lookup> copies;

  /**
   * How many regions {@code <clinit>} has passed. Only the thread that initialises the class sees
   * less than all: to all others the class is locked until then (JVMS 17 §5.5).
   */
  private int passed;

  private volatile boolean isInitialised;

  /** The thread that runs {@code <clinit>}; does not keep it alive if that never ends. */
  private final WeakReference<Thread> initialiser = new WeakReference<>(Thread.currentThread());

  LazyRegions(MethodHandles.Lookup lookup, int count, String description, int firstId) {
    this.lookup = lookup;
    this.description = description;
    this.firstId = firstId;
    this.regions = new DeferredRegion[count];
    this.passed = count;
    this.kept = DeferredClasses.filter == null ? null : new boolean[count];
  }

  /**
   * Returns the version of the protocol between emitted code and this library.
   *
   * @return a number that grows whenever emitted code of one version can't run on another
   */
  public static int protocol() {
    return PROTOCOL;
  }

  /**
   * Registers a rewritten class; called once, at the start of its {@code <clinit>}.
   *
   * @param lookup the class's own full-power lookup
   * @param count how many regions were moved out of {@code <clinit>}
   * @param description where they were declared, in the form that {@link RegionNames} reads
   * @return the regions, or null when laziness is switched off and the class must stay eager
   */
  public static @Nullable LazyRegions register(
      MethodHandles.Lookup lookup, int count, String description) {
    if (Startup.mode().equals(Startup.NONE)) {
      return null;
    }
    return DeferredClasses.add(lookup, count, description);
  }

  /**
   * Tells whether a region was moved away for good; if not, {@code <clinit>} runs it in its place.
   *
   * @param regions the class's regions, or null if it stays eager
   * @param index the region
   * @return false if laziness is switched off or a filter keeps the region eager
   */
  public static boolean isDeferred(@Nullable LazyRegions regions, int index) {
    return regions != null && !regions.isKept(index);
  }

  private boolean isKept(int index) {
    return kept != null && kept[index];
  }

  /** Asks a filter about each region; called once, before anybody can read a field. */
  void ask(RegionFilter filter) {
    boolean[] answers = kept;
    if (answers == null) {
      return;
    }
    RegionNames names = names();
    for (int index = 0; index < regions.length; index++) {
      boolean isKept = false;
      for (String field : names.fields(index)) {
        isKept |= filter.keepsEager(declaringClass(), field);
      }
      answers[index] = isKept;
    }
  }

  boolean @Nullable [] kept() {
    return kept;
  }

  /**
   * Tells how far {@code <clinit>} has come. What it calls must find the default value in a field
   * whose region it has not passed, as it would in a class that is not rewritten.
   *
   * @param regions the class's regions, or null if it stays eager
   * @param count how many of them are passed, from the first
   */
  public static void passed(@Nullable LazyRegions regions, int count) {
    if (regions != null) {
      regions.passed = count;
    }
  }

  /**
   * Tells that {@code <clinit>} ends, for readers that are no rewritten code.
   *
   * @param regions the class's regions, or null if it stays eager
   */
  public static void initialised(@Nullable LazyRegions regions) {
    if (regions != null) {
      regions.isInitialised = true;
      Consumer<LazyRegions> reader = DeferredClasses.foreignReads;
      if (reader != null) {
        reader.accept(regions);
      }
    }
  }

  /**
   * Whether the calling thread can resolve regions without a wait for the class's {@code <clinit>}:
   * that has come to its end, or the thread itself runs it.
   */
  boolean isInitialisedForCaller() {
    return isInitialised || initialiser.get() == Thread.currentThread();
  }

  /**
   * Asks whether the calling thread is the one to run a region's initialiser.
   *
   * <p>Waits while another thread runs it, unless that thread in turn waits for this one.
   *
   * @param index the region
   * @return true if the caller must run the initialiser and then call {@link #end} or {@link
   *     #fail}; false if the fields hold what the caller may see: their values, or the default
   *     values when the calling thread is itself resolving the region or has not come to it yet in
   *     {@code <clinit>}
   * @throws NoClassDefFoundError if the initialiser failed before
   */
  public boolean begin(int index) {
    if (index >= passed || isKept(index)) {
      return false;
    }
    DeferredRegion region = regions[index];
    if (region == null) {
      region = create(index);
    }
    return region.begin();
  }

  /**
   * Marks a region as resolved and wakes whoever waits for it.
   *
   * @param index the region, begun by the calling thread
   */
  public void end(int index) {
    begun(index).end();
  }

  /**
   * Marks a region as failed and wakes whoever waits for it.
   *
   * @param index the region, begun by the calling thread
   * @param thrown what its initialiser threw
   * @return what the first reader must be thrown: an error as it is, anything else wrapped in an
   *     {@link ExceptionInInitializerError}
   */
  public Error fail(int index, Throwable thrown) {
    return begun(index).fail(thrown);
  }

  /**
   * Returns the proxy that stands for a field's value: always the same one. Resolves nothing.
   *
   * @param index the region that assigns the field
   * @param field the field's name
   * @param descriptor the field's type
   * @return the proxy, or null if the field must be read as if only its value were lazy: it has no
   *     proxy, or the calling thread has not come to its region yet in {@code <clinit>}
   */
  public @Nullable Object member(int index, String field, String descriptor) {
    if (index >= passed || isKept(index)) {
      return null;
    }
    Object known = known(field, null);
    if (known == null) {
      // Two threads may both make one; the first is everybody's.
      Object made = MemberProxies.make(lookup, field, descriptor);
      known = known(field, made);
      if (known == made && made instanceof MemberProxies.NoProxy refusal) {
        MemberProxies.report(lookup.lookupClass(), field, refusal);
      }
    }
    return known instanceof MemberProxies.NoProxy ? null : known;
  }

  private synchronized @Nullable Object known(String field, @Nullable Object made) {
    Map<String, Object> all = members;
    if (all == null) {
      all = new HashMap<>();
      members = all;
    }
    if (made != null) {
      all.putIfAbsent(field, made);
    }
    return all.get(field);
  }

  /**
   * Returns how far a region has come. Never resolves it.
   *
   * @param index the region
   * @return {@link #PENDING}, {@link #RESOLVING}, {@link #RESOLVED} or {@link #FAILED}
   */
  public int state(int index) {
    if (isKept(index)) {
      return RESOLVED;
    }
    DeferredRegion region = regions[index];
    return region == null ? PENDING : region.state();
  }

  /**
   * Tells whether a region has been resolved. Never resolves it.
   *
   * @param index the region
   * @return true if its initialiser has run to its end
   */
  public boolean isResolved(int index) {
    return state(index) == RESOLVED;
  }

  /**
   * Resolves a region as a first read would.
   *
   * @param index the region
   * @throws Throwable whatever a first read throws
   */
  public void resolve(int index) throws Throwable {
    lookup
        .findStatic(
            lookup.lookupClass(),
            EmittedNames.RESOLVE_PREFIX + index,
            MethodType.methodType(void.class))
        .invoke();
  }

  /**
   * Makes a field hold what a read of it gives, as a first read would, if it is deferred: resolves
   * it, or makes its proxy.
   *
   * @throws Error what that read throws
   */
  void resolve(String field) {
    if (RegionNames.isMember(description, field)) {
      call(EmittedNames.MEMBER_PREFIX + field, Object.class, field);
      return;
    }
    int index = RegionNames.region(description, field);
    if (index < 0 || state(index) == RESOLVED) {
      return;
    }
    call(EmittedNames.RESOLVE_PREFIX + index, void.class, field);
  }

  /** Whether a field is one of those that were deferred. */
  boolean isDeferred(String field) {
    return RegionNames.region(description, field) >= 0;
  }

  /** Whether a deferred field holds what it will hold for ever. */
  boolean isSettled(String field) {
    int index = RegionNames.region(description, field);
    return index < 0 || RegionNames.isMember(description, field) || state(index) == RESOLVED;
  }

  private void call(String method, Class<?> result, String field) {
    try {
      lookup.findStatic(lookup.lookupClass(), method, MethodType.methodType(result)).invoke();
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(description + " has no resolver for " + field, e);
    }
  }

  /**
   * Returns the number of regions.
   *
   * @return how many regions the class has
   */
  public int count() {
    return regions.length;
  }

  /**
   * Returns the names of the fields and where they were declared.
   *
   * @return a view made anew at each call
   */
  public RegionNames names() {
    return new RegionNames(className(), description, kept);
  }

  /** Returns the final copy of a field that is settled; always the same one. */
  MethodHandles.Lookup copy(Field field) {
    MethodHandles.Lookup known = copy(field.getName(), null);
    // Two threads may both make one; the first is everybody's.
    if (known == null) {
      MethodHandles.Lookup made = FinalCopy.of(lookup, field);
      known = copy(field.getName(), made);
      return known == null ? made : known;
    }
    return known;
  }

  private synchronized MethodHandles.@Nullable Lookup copy(
      String field, MethodHandles.@Nullable Lookup made) {
    Map<String, MethodHandles.Lookup> all = copies;
    if (all == null) {
      all = new HashMap<>();
      copies = all;
    }
    if (made != null) {
      all.putIfAbsent(field, made);
    }
    return all.get(field);
  }

  /**
   * Returns the class whose regions these are.
   *
   * @return the class that registered them
   */
  public Class<?> declaringClass() {
    return lookup.lookupClass();
  }

  String className() {
    return lookup.lookupClass().getName();
  }

  String description() {
    return description;
  }

  /**
   * Returns the number of a region among all regions of this JVM.
   *
   * @param index the region
   * @return a number that no other region has
   */
  public int id(int index) {
    return firstId + index;
  }

  /** The number of the first region among all regions of this JVM. */
  int firstId() {
    return firstId;
  }

  private synchronized DeferredRegion create(int index) {
    DeferredRegion region = regions[index];
    if (region == null) {
      region = new DeferredRegion(this, index);
      regions[index] = region;
    }
    return region;
  }

  private DeferredRegion begun(int index) {
    DeferredRegion region = regions[index];
    if (region == null) {
      throw new IllegalStateException("region " + index + " of " + className() + " was not begun");
    }
    return region;
  }
}
