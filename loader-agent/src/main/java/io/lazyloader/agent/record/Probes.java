package io.lazyloader.agent.record;

import java.util.Objects;
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
  /** Takes what probes tell, on the thread that runs them. Nothing is thrown. */
  interface Listener {
    /** An initialisation begins, or comes round to its start. */
    void begin(int node);

    /** An initialisation ends. */
    void end(int node, boolean failed);

    /** A class is used, or a field read. */
    void use(int site);
  }

  /** The number of no initialisation: what the program does outside of any. */
  static final int NOBODY = -1;

  /** Whom probes tell; set before any class has one. */
  private static @Nullable Listener listener;

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

  /** Says whom probes tell from now on. */
  static void tell(Listener told) {
    listener = told;
  }

  private static Listener listener() {
    return Objects.requireNonNull(listener, "probes are inserted by a recorder only");
  }

  /** A site will have nothing new to tell on behalf of the same user, an initialisation or none. */
  static void hasTold(int site, int user) {
    if (user == NOBODY ? told[site] == 0 : toldFor[site] != user) {
      setTold(site, user);
    }
  }

  private static synchronized void setTold(int site, int user) {
    if (user == NOBODY) {
      told[site] = 1;
    } else {
      toldFor[site] = user;
    }
  }

  /** An initialisation has begun on the calling thread. */
  static synchronized void started(int node) {
    Thread current = Thread.currentThread();
    onlyThread = running == 0 || onlyThread == current ? current : null;
    innermost = onlyThread == null ? NOBODY : node;
    running++;
  }

  /** An initialisation has ended on the calling thread; what is innermost there now, if any. */
  static synchronized void ended(int now) {
    running--;
    innermost = onlyThread == null ? NOBODY : now;
  }

  /**
   * An initialisation begins, or a loop inside it comes round to its start.
   *
   * @param node its number
   */
  public static void begin(int node) {
    try {
      listener().begin(node);
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
      listener().end(node, failed);
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
        listener().use(site);
      } catch (StackOverflowError e) {
        // As above.
      }
    }
  }
}
