package io.lazyloader.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Records which deferred regions were resolved, and what that cost.
 *
 * <p>Until start-up is over each resolution gets a row in arrays that are allocated once; what does
 * not fit is counted. After that only totals are kept: a service may go on for ever. Rows are
 * inclusive: a region that resolves another one contains the other's cost.
 */
public final class Resolutions {
  private static final int CAPACITY = 4096;

  private static volatile @Nullable AllocationMeter meter;
  private static volatile boolean sites;

  /** The warm-ups that run at this moment; null almost always. */
  static volatile @Nullable WarmUps warmUps;

  // All below are guarded by Resolutions.class, which is held for a few stores at a time.
  private static final int[] ids = new int[CAPACITY];
  private static final long[] beganNanos = new long[CAPACITY];
  private static final long[] nanos = new long[CAPACITY];
  private static final long[] allocated = new long[CAPACITY];
  private static final boolean[] failed = new boolean[CAPACITY];
  private static final String[] threads = new String[CAPACITY];
  private static final long[] threadIds = new long[CAPACITY];
  private static final @Nullable String[] readers = new String[CAPACITY];
  private static int size;
  private static int dropped;
  private static int later;
  private static long laterNanos;
  private static long worstLaterNanos;
  private static int worstLaterId;
  private static @Nullable String worstLaterSite;

  private Resolutions() {}

  /**
   * Has the allocation of each resolution measured from now on.
   *
   * @param newMeter reads the calling thread's allocation
   */
  public static void measureAllocation(AllocationMeter newMeter) {
    meter = newMeter;
  }

  /** Has the resolution site of each resolution recorded from now on. */
  public static void recordSites() {
    sites = true;
  }

  static boolean recordsSites() {
    return sites && !Startup.isReady();
  }

  /**
   * Finds the code whose read makes the calling thread resolve a field now.
   *
   * @return the frame
   */
  public static String siteHere() {
    return ResolutionSite.here();
  }

  static long allocatedBytes() {
    AllocationMeter current = meter;
    return current == null ? -1 : current.allocatedBytes();
  }

  /** Whether the calling thread resolves because it warms up, not because code reads. */
  static boolean isWarmUp() {
    WarmUps running = warmUps;
    return running != null && running.includes(Thread.currentThread());
  }

  static void add(
      int id, long began, long took, long bytes, @Nullable String reader, boolean hasFailed) {
    if (Startup.isReady()) {
      // A stack is walked for a new worst one only, which is rare in the long run.
      boolean isWorst = took >= worstLaterNanos();
      addLater(id, took, isWorst && reader == null ? ResolutionSite.here() : reader);
    } else {
      // Asked before the lock is taken: getId may be the program's own code.
      Thread thread = Thread.currentThread();
      addRow(id, began, took, bytes, thread.getName(), thread.getId(), reader, hasFailed);
    }
  }

  private static synchronized void addLater(int id, long took, @Nullable String reader) {
    later++;
    laterNanos += took;
    if (took >= worstLaterNanos) {
      worstLaterNanos = took;
      worstLaterId = id;
      worstLaterSite = reader;
    }
  }

  private static synchronized void addRow(
      int id,
      long began,
      long took,
      long bytes,
      String thread,
      long threadId,
      @Nullable String reader,
      boolean hasFailed) {
    if (size == CAPACITY) {
      dropped++;
      return;
    }
    ids[size] = id;
    beganNanos[size] = began;
    nanos[size] = took;
    allocated[size] = bytes;
    failed[size] = hasFailed;
    threads[size] = thread;
    threadIds[size] = threadId;
    readers[size] = reader;
    size++;
  }

  /**
   * Returns how many resolutions have a row.
   *
   * @return a number that only grows; rows below it never change
   */
  public static synchronized int size() {
    return size;
  }

  /**
   * Returns how many resolutions found no room for a row.
   *
   * @return the number of resolutions
   */
  public static synchronized int dropped() {
    return dropped;
  }

  /**
   * Returns how many regions were resolved after start-up.
   *
   * @return the number of resolutions
   */
  public static synchronized int later() {
    return later;
  }

  /**
   * Returns how long the resolutions after start-up took.
   *
   * @return nanoseconds in all
   */
  public static synchronized long laterNanos() {
    return laterNanos;
  }

  /**
   * Returns how long the worst resolution after start-up took.
   *
   * @return nanoseconds, 0 if there was none
   */
  public static synchronized long worstLaterNanos() {
    return worstLaterNanos;
  }

  /**
   * Names the worst resolution after start-up.
   *
   * @return the number of its region, for {@link DeferredClasses#nameAndSite}
   */
  public static synchronized int worstLaterId() {
    return worstLaterId;
  }

  /**
   * Returns which code read the field of the worst resolution after start-up.
   *
   * @return the frame, or null if there was no such resolution
   */
  public static synchronized @Nullable String worstLaterSite() {
    return worstLaterSite;
  }

  /**
   * Returns the region of a row.
   *
   * @param row below {@link #size}
   * @return the number of the region, for {@link DeferredClasses#nameAndSite}
   */
  public static synchronized int id(int row) {
    return ids[row];
  }

  /**
   * Returns when a resolution began.
   *
   * @param row below {@link #size}
   * @return a value of {@link System#nanoTime}
   */
  public static synchronized long beganNanos(int row) {
    return beganNanos[row];
  }

  /**
   * Returns how long a resolution took.
   *
   * @param row below {@link #size}
   * @return nanoseconds
   */
  public static synchronized long nanos(int row) {
    return nanos[row];
  }

  /**
   * Returns what a resolution allocated.
   *
   * @param row below {@link #size}
   * @return bytes, or -1 if allocation was not measured
   */
  public static synchronized long allocatedBytes(int row) {
    return allocated[row];
  }

  /**
   * Tells whether the initialiser threw.
   *
   * @param row below {@link #size}
   * @return true if it did
   */
  public static synchronized boolean failed(int row) {
    return failed[row];
  }

  /**
   * Returns the thread that resolved.
   *
   * @param row below {@link #size}
   * @return its name at that time
   */
  public static synchronized String thread(int row) {
    return threads[row];
  }

  /**
   * Returns the number of the thread that resolved: names may be shared.
   *
   * @param row below {@link #size}
   * @return {@link Thread#getId}
   */
  public static synchronized long threadId(int row) {
    return threadIds[row];
  }

  /**
   * Returns the resolution site.
   *
   * @param row below {@link #size}
   * @return the frame that read the field first, or null if sites were not recorded
   */
  public static synchronized @Nullable String site(int row) {
    return readers[row];
  }

  /**
   * Tells whether allocation is measured.
   *
   * @return true after {@link #measureAllocation}
   */
  public static boolean measuresAllocation() {
    return meter != null;
  }
}
