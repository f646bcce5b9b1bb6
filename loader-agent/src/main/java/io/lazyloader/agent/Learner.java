package io.lazyloader.agent;

import io.lazyloader.agent.cache.CacheDirectory;
import io.lazyloader.runtime.Notes;
import java.io.File;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the next start's lessons learnt from the {@link Notebook} of this one: beside the program, in
 * a share of the processors that it hardly notices, or when it has ended. Where the program ends
 * first, the next start goes on. {@link Lessons} is not loaded before there is something to learn.
 */
final class Learner extends Thread implements Supplier<String> {
  /** No sooner, so that a program that is over by then never pays for more than notes. */
  private static final long FIRST_MILLIS = 200;

  /**
   * None is judged sooner: for that, the engine is loaded, which a program that is over soon would
   * notice in each start.
   */
  private static final long JUDGING_MILLIS = 1_000;

  /** If no class came for so long, the program does what it was started for. */
  private static final long QUIET_MILLIS = 1_000;

  /** Once all is learnt, the thread wakes up no more often than that. */
  private static final long MAX_QUIET_MILLIS = 60_000;

  /** What was put off may keep a program from ending for that share of the time it took. */
  private static final double END_SHARE = 0.03;

  /** So long may any program be kept by it. */
  private static final long END_NANOS = 10_000_000;

  private final long begun = System.nanoTime();
  private final Learning learning;
  private final File file;
  private final Learnt learnt;
  private final Start program;
  private final Pace pace;

  /** Written under this lock; null as long as there is nothing to learn. */
  private volatile @Nullable Lessons lessons;

  /** Written under this lock: how many fields were found by lessons that are over. */
  private volatile int found;

  /** Guarded by this: of how many places the next start knows that this one did not know of. */
  private int unforeseen;

  private Learner(Learning learning, File file, Learnt learnt, Start program) {
    super(null, null, "lazyloader-learner", 0, false);
    this.learning = learning;
    this.file = file;
    this.learnt = learnt;
    this.program = program;
    this.pace = learning.isAtExit() ? Pace.full() : Pace.beside();
    setDaemon(true);
    setContextClassLoader(null);
  }

  /** Starts to learn, and sees to it that what is learnt is kept in a file. */
  static void begin(Setting setting, File file, Start program) {
    Learner learner = new Learner(setting.learning(), file, setting.learnt(), program);
    setting.findings().learnsBy(learner);
    if (!setting.learning().isAtExit()) {
      learner.start();
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(null, null, "lazyloader-learnt", 0, false) {
              @Override
              public void run() {
                learner.end();
              }
            });
  }

  /** What there is to say about this start. */
  @Override
  public String get() {
    Lessons begun = lessons;
    int all = found + (begun == null ? 0 : begun.found());
    return program.summary()
        + (all == 0 ? "" : ", " + all + " fields found so far that may wait from then on")
        + " ("
        + file
        + ").";
  }

  private synchronized Lessons lessons() {
    Lessons known = lessons;
    if (known == null) {
      known = program.lessons();
      lessons = known;
    }
    return known;
  }

  /** Whether there is anything that this start could teach. */
  private boolean isToLearn() {
    return learnt.isOfUse() && (lessons != null || program.isAnythingNew());
  }

  private boolean isUnfinished() {
    return learnt.isOfUse() && program.isUnfinished();
  }

  @Override
  public void run() {
    try {
      sleep(FIRST_MILLIS);
      long pause = QUIET_MILLIS;
      for (int before = -1; pace.goesOn(); sleep(pause)) {
        int now = program.count();
        boolean isQuiet = now == before;
        before = now;
        long millis = millisSince(begun);
        if (program.isTime(isQuiet, millis) && (isToLearn() || isUnfinished())) {
          lessons().learn(pace, isQuiet, isQuiet || millis >= JUDGING_MILLIS);
        }
        if (isQuiet) {
          keepUnforeseen();
        }
        if (isQuiet && pace.goesOn()) {
          rest();
        }
        pause = isQuiet ? Math.min(2 * pause, MAX_QUIET_MILLIS) : QUIET_MILLIS;
      }
    } catch (InterruptedException e) {
      // The program's own code may do that to any thread; its end does the rest.
    } catch (RuntimeException | Error e) {
      Notes.add("learning for the next start ended early: " + e);
    }
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  /** Lets go of what is learnt and written; classes that come from now on are noted anew. */
  private synchronized void rest() {
    Lessons over = lessons;
    if (over != null) {
      found = found + over.found();
      lessons = null;
    }
    program.rest();
  }

  /** Has the next start begin with what this one did not know of. */
  private synchronized void keepUnforeseen() {
    int now = learnt.unforeseen().size();
    if (now > unforeseen) {
      unforeseen = now;
      Lessons.beginAnew(learning, file, learnt);
    }
  }

  /** Keeps what was learnt, when the program has ended. */
  private void end() {
    long ended = System.nanoTime();
    pace.end();
    try {
      if (isToLearn()) {
        long most = Math.max(END_NANOS, (long) ((ended - begun) * END_SHARE));
        if (learning.isAtExit()) {
          lessons().learn(Pace.full(), true, true);
        } else if (lessons == null && program.isPutOff(millisSince(begun))) {
          Lessons.putOff(learning, file, learnt);
        } else {
          Lessons last = lessons();
          last.keep(most - (System.nanoTime() - ended));
        }
      }
      keepUnforeseen();
      CacheDirectory.used(file);
      if (learnt.isDamaged()) {
        // The next start is the first one.
        CacheDirectory.drop(file);
      }
    } catch (IOException | RuntimeException | Error e) {
      Console.say("what was learnt for the next start is lost: " + e);
    }
  }
}
