package io.lazyloader.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Looks for circles that go through locks of the JVM's: a thread resolves a field and needs a class
 * that is being initialised by a thread that waits for that field, or needs a monitor that such a
 * thread holds. Loaded with the first wait of more than a few milliseconds, and at work only while
 * there are such waits.
 *
 * <p>A thread that waits for the initialisation of a class looks like one that computes, but for
 * its stack, which stays as it is. So stacks are sampled, which is cheap, and only if one stands
 * still the JVM is asked for a thread dump, which tells what each thread waits for. What that takes
 * is limited to a share of the time that passes. Nothing is guessed: a wait is ended only if a dump
 * shows that it would last for ever.
 *
 * <p>In a JVM without the module {@code jdk.management}, or whose security manager forbids to look,
 * such a circle stays what it is in class initialisation: a wait without end.
 */
final class WaitWatch extends Thread {
  private static final String DUMPS = "io.lazyloader.metrics.ThreadPrint";
  private static final long LOOK_EVERY_MILLIS = 20;

  /** A stack stands still if so many looks in a row find it the same. */
  private static final int STILL_LOOKS = 3;

  /** The share of the time that dumps may take: one part in so many. */
  private static final int SHARE = 10;

  /** Guarded by the class, as is the next. */
  private static boolean runs;

  private static boolean isUseless;

  private IdentityHashMap<Thread, Look> looks = new IdentityHashMap<>();
  private long nextDump = System.nanoTime();

  private WaitWatch() {
    super(null, null, "lazyloader-waits", 0, false);
  }

  /** What a thread did when it was looked at last, and how often before. */
  private static final class Look {
    final StackTraceElement[] stack;
    final int times;

    Look(StackTraceElement[] stack, @Nullable Look before) {
      this.stack = stack;
      this.times = before != null && Arrays.equals(stack, before.stack) ? before.times + 1 : 1;
    }
  }

  /** Sees to it that the waits that there are get watched; called without any lock. */
  static void begin() {
    synchronized (WaitWatch.class) {
      if (runs || isUseless) {
        return;
      }
      runs = true;
    }
    try {
      WaitWatch watch = new WaitWatch();
      watch.setDaemon(true);
      watch.start();
    } catch (RuntimeException | Error e) {
      // No more threads, no memory, or a security manager: the wait goes on unwatched.
      giveUp();
    }
  }

  private static synchronized void giveUp() {
    runs = false;
    isUseless = true;
  }

  private static synchronized boolean isNeeded() {
    runs = !Waits.all().isEmpty();
    return runs;
  }

  @Override
  public void run() {
    try {
      while (isNeeded()) {
        Thread.sleep(LOOK_EVERY_MILLIS);
        List<Waits> waits = Waits.all();
        if (isAnyStuck(waits) && System.nanoTime() - nextDump >= 0) {
          long began = System.nanoTime();
          endOneOf(waits);
          long ended = System.nanoTime();
          nextDump = ended + (ended - began) * SHARE;
        }
      }
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      giveUp();
    }
  }

  /** Whether a thread that others wait for, and that does not wait for a value itself, is still. */
  private boolean isAnyStuck(List<Waits> waits) {
    IdentityHashMap<Thread, Look> now = new IdentityHashMap<>();
    boolean isAnyStuck = false;
    for (Waits wait : waits) {
      Thread resolver = wait.awaited.resolver;
      if (resolver == null || now.containsKey(resolver) || isWaiter(resolver, waits)) {
        continue;
      }
      Thread.State state = resolver.getState();
      if (state == Thread.State.RUNNABLE || state == Thread.State.BLOCKED) {
        Look look = new Look(resolver.getStackTrace(), looks.get(resolver));
        now.put(resolver, look);
        isAnyStuck |= look.times >= STILL_LOOKS && !isInput(look.stack);
      }
    }
    looks = now;
    return isAnyStuck;
  }

  private static boolean isWaiter(Thread thread, List<Waits> waits) {
    for (Waits wait : waits) {
      if (wait.waiter == thread) {
        return true;
      }
    }
    return false;
  }

  /** Whether a thread waits for a file, a socket or a process. */
  private static boolean isInput(StackTraceElement[] stack) {
    if (stack.length == 0 || !stack[0].isNativeMethod()) {
      return false;
    }
    String name = stack[0].getClassName();
    return name.startsWith("java.io.")
        || name.startsWith("java.net.")
        || name.startsWith("sun.nio.")
        || name.startsWith("java.lang.Process");
  }

  /** Ends a wait that is part of a circle, if there is one. The others go on by that. */
  private static void endOneOf(List<Waits> waits) throws Exception {
    IdentityHashMap<Waits, Thread> before = resolvers(waits);
    ThreadDump dump = new ThreadDump(dump());
    List<Waits> lasting = new ArrayList<>();
    for (Map.Entry<Waits, Thread> wait : resolvers(Waits.all()).entrySet()) {
      // As it was before and after the dump, it was so in between.
      if (before.get(wait.getKey()) == wait.getValue()) {
        lasting.add(wait.getKey());
        Waits lasts = wait.getKey();
        dump.addWait(lasts.waiter, lasts.awaited.nameAndSite(), wait.getValue());
      }
    }
    for (Waits wait : lasting) {
      Deadlock circle = dump.circle(wait.waiter);
      if (circle != null) {
        wait.endBy(circle);
        return;
      }
    }
  }

  private static IdentityHashMap<Waits, Thread> resolvers(List<Waits> waits) {
    IdentityHashMap<Waits, Thread> resolvers = new IdentityHashMap<>();
    for (Waits wait : waits) {
      Thread resolver = wait.awaited.resolver;
      if (resolver != null && wait.circle() == null) {
        resolvers.put(wait, resolver);
      }
    }
    return resolvers;
  }

  /** Has the JVM write a thread dump. By name, as it takes a module that need not be there. */
  private static String dump() throws Exception {
    Callable<?> dumps =
        Class.forName(DUMPS, true, WaitWatch.class.getClassLoader())
            .asSubclass(Callable.class)
            .getDeclaredConstructor()
            .newInstance();
    return String.valueOf(dumps.call());
  }
}
