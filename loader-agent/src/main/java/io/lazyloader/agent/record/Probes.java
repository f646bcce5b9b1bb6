package io.lazyloader.agent.record;

import org.jspecify.annotations.Nullable;

/**
 * What recorded code calls. Public because classes of the program do so; of no use to anybody else.
 *
 * <p>Nothing is thrown from here. Probes of uses are many, and code runs interpreted during
 * start-up, so those that have nothing new to tell are sorted out here, by plain static state. It
 * is written under a lock and read without one: a stale value costs a look or, for another thread's
 * work, spares one.
 */
public final class Probes {
  private static final int NOBODY = -1;

  /** By the number of a site, 1 once it has nothing new to tell outside of initialisers. */
  private static byte[] told = new byte[1 << 14];

  /** By the number of a site, the initialisation on whose behalf it last told all it could. */
  private static int[] toldFor = new int[1 << 14];

  /** How many initialisations are running, on all threads. */
  private static int running;

  /** The thread that runs them all, or null if several do. */
  private static @Nullable Thread onlyThread;

  /** The innermost initialisation on that thread. */
  private static int innermost = NOBODY;

  private Probes() {}

  /** Makes room for sites; before any code that has them can run. */
  static synchronized void reserve(int sites) {
    if (sites > told.length) {
      int size = Math.max(sites, told.length * 2);
      byte[] grown = new byte[size];
      System.arraycopy(told, 0, grown, 0, told.length);
      told = grown;
      int[] grownFor = new int[size];
      System.arraycopy(toldFor, 0, grownFor, 0, toldFor.length);
      toldFor = grownFor;
    }
  }

  /** A site will have nothing new to tell on behalf of the same user, null for the program. */
  static void hasTold(int site, @Nullable Node user) {
    if (user == null ? told[site] == 0 : toldFor[site] != user.number) {
      setTold(site, user);
    }
  }

  private static synchronized void setTold(int site, @Nullable Node user) {
    if (user == null) {
      told[site] = 1;
    } else {
      toldFor[site] = user.number;
    }
  }

  /** An initialisation has begun on the calling thread. */
  static synchronized void started(int node) {
    Thread current = Thread.currentThread();
    onlyThread = running == 0 || onlyThread == current ? current : null;
    innermost = onlyThread == null ? NOBODY : node;
    running++;
  }

  /** An initialisation has ended on the calling thread; what is innermost there now, or null. */
  static synchronized void ended(@Nullable Run now) {
    running--;
    innermost = onlyThread == null || now == null ? NOBODY : now.node.number;
  }

  /**
   * An initialisation begins, or a loop inside it comes round to its start.
   *
   * @param node its number
   */
  public static void begin(int node) {
    try {
      Recorder.running().begin(node);
    } catch (StackOverflowError e) {
      // The program may still have room for what it does.
    }
  }

  /**
   * An initialisation ends.
   *
   * @param node its number
   */
  public static void end(int node) {
    end(node, false);
  }

  /**
   * The {@code <clinit>} of a class throws.
   *
   * @param node its number
   */
  public static void fail(int node) {
    end(node, true);
  }

  private static void end(int node, boolean failed) {
    try {
      Recorder.running().end(node, failed);
    } catch (StackOverflowError e) {
      // As above.
    }
  }

  /**
   * A class is used in a way that initialises it (JVMS 17 §5.5).
   *
   * @param site the number of the instruction
   */
  public static void use(int site) {
    boolean isNew =
        running == 0
            ? told[site] == 0
            : toldFor[site] != innermost || Thread.currentThread() != onlyThread;
    if (isNew) {
      try {
        Recorder.running().use(site);
      } catch (StackOverflowError e) {
        // As above.
      }
    }
  }
}
