package io.lazyloader.agent.record;

import io.lazyloader.agent.profile.Figure;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.ProfileException;
import io.lazyloader.agent.profile.ProfileWriter;
import io.lazyloader.agent.profile.RunIds;
import io.lazyloader.metrics.AllocationMeters;
import io.lazyloader.runtime.AllocationMeter;
import io.lazyloader.runtime.Notes;
import io.lazyloader.runtime.Startup;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The recording of this JVM: starts the recorder and sees to it that there is a profile however the
 * program ends. It is written when start-up is over, or has come to rest without a sign of being
 * over; when a tool asks for it; and at exit.
 */
public final class Recording implements RecorderMXBean {
  /** Takes sentences for the user; called on any thread. */
  public interface Console {
    /**
     * Says what is wrong, where, and what happens now.
     *
     * @param sentence without the prefix that all our lines have
     */
    void say(String sentence);
  }

  private static final int FIRST_WITHOUT_SECURITY_MANAGER = 24;

  private static final long LOOK_EVERY_MILLIS = 250;

  /** For how long no class must be loaded in a program that has come to rest. */
  private static final long REST_MILLIS = 2_000;

  private final Recorder recorder;
  private final Path file;
  private final Console console;
  private final Thread main = Thread.currentThread();
  private final long premain;
  private final long premainCost;
  private final StartupFigures.Facts facts = StartupFigures.Facts.read();

  /** Read now, as the program may forbid it later. */
  private final RunIds runId = RunIds.of(random());

  /** The file, opened before the program may forbid it; null if it can't. Empty, or as it was. */
  private final @Nullable FileOutputStream opened;

  private @Nullable StartupFigures atReady;
  private boolean isLast;

  /** Whether it was said that the profile can't be written; read and set by the watching thread. */
  private boolean wasTold;

  private Recording(Recorder recorder, Path file, Console console, long premain, long premainCost) {
    this.recorder = recorder;
    this.file = file;
    this.console = console;
    this.premain = premain;
    this.premainCost = premainCost;
    this.opened = opened(file);
  }

  /** Not one of the JDK's that are seeded by the time, which a fleet shares. */
  private static long random() {
    try (DataInputStream random = new DataInputStream(new FileInputStream("/dev/urandom"))) {
      return random.readLong();
    } catch (IOException | SecurityException e) {
      return new SecureRandom().nextLong();
    }
  }

  private static @Nullable FileOutputStream opened(Path file) {
    if (Runtime.version().feature() >= FIRST_WITHOUT_SECURITY_MANAGER) {
      return null;
    }
    try {
      return new FileOutputStream(file.toString(), true);
    } catch (IOException | SecurityException e) {
      // Said when it is written.
      return null;
    }
  }

  /**
   * Starts to record, before {@code main}.
   *
   * @param instrumentation given by the JVM
   * @param scope which classes are recorded
   * @param profile the file to write
   * @param console takes sentences for the user
   */
  public static void start(
      Instrumentation instrumentation, Scope scope, String profile, Console console) {
    long began = System.nanoTime();
    AllocationMeter meter = AllocationMeters.meter();
    Recorder recorder = Recorder.start(scope, meter == null ? () -> 0 : meter, console::say);
    instrumentation.addTransformer(recorder);
    Recording recording =
        new Recording(
            recorder, Path.of(profile).toAbsolutePath(), console, began, System.nanoTime() - began);
    Startup.atReady(recording::measureStartup);
    Thread watch = new Thread(recording::watch, "lazyloader-recorder");
    watch.setDaemon(true);
    watch.start();
    Runtime.getRuntime().addShutdownHook(new Thread(recording::exit, "lazyloader-profile"));
  }

  private synchronized void measureStartup() {
    atReady = StartupFigures.measure(recorder, premain, premainCost);
  }

  /** Says that there is no profile, and why, once. */
  private String unwritten(Throwable problem) {
    String message = problem.getMessage();
    if (problem instanceof ProfileException && message != null) {
      return message;
    }
    return "profile "
        + file
        + " can't be written: "
        + (problem instanceof SecurityException ? "the security manager forbids it: " : "")
        + (message == null ? problem.toString() : message)
        + '.';
  }

  /**
   * Writes the profile as soon as it is worth something, for programs that never end or are killed.
   */
  private void watch() {
    boolean isRegistered = false;
    boolean wasReady = false;
    int writtenWith = -1;
    int seen = -1;
    long changed = System.nanoTime();
    try {
      while (true) {
        Thread.sleep(LOOK_EVERY_MILLIS);
        int loads = recorder.loads();
        if (loads != seen) {
          seen = loads;
          changed = System.nanoTime();
        }
        boolean isReady = Startup.isReady();
        boolean rests = System.nanoTime() - changed > REST_MILLIS * 1_000_000;
        if ((isReady && !wasReady) || (rests && loads != writtenWith)) {
          wasReady = isReady;
          writtenWith = loads;
          writeWhileRunning();
          if (!isRegistered) {
            isRegistered = true;
            register();
          }
          // Not what that has loaded.
          seen = recorder.loads();
          writtenWith = seen;
        }
      }
    } catch (InterruptedException e) {
      // Nobody has this thread to interrupt it; whoever does wants no more profiles.
    }
  }

  private void writeWhileRunning() {
    try {
      write("running");
    } catch (IOException | RuntimeException | LinkageError e) {
      if (!wasTold) {
        wasTold = true;
        console.say(unwritten(e) + " Trying again later.");
      }
    }
  }

  private void register() {
    try {
      RecorderBean.register(this);
    } catch (SecurityException e) {
      Notes.add("the recorder's MXBean may not be registered: " + e);
    } catch (RuntimeException e) {
      console.say("the recorder's MXBean could not be registered: " + e);
    } catch (LinkageError e) {
      // An image without java.management has no tools that could ask for it.
    }
  }

  private void exit() {
    Startup.markReady(main.isAlive() ? Startup.EXIT : Startup.MAIN_RETURNED);
    try {
      write("exit");
    } catch (IOException | RuntimeException | LinkageError e) {
      console.say(unwritten(e) + " Name another with profile=FILE.");
    }
  }

  private synchronized void write(String endedBy) throws IOException {
    if (isLast) {
      return;
    }
    isLast = endedBy.equals("exit");
    StartupFigures startup = atReady;
    if (startup == null) {
      startup = StartupFigures.measure(recorder, premain, premainCost);
    }
    TreeMap<String, Figure> own = new TreeMap<>();
    own.put("own_ns", Figure.of(recorder.ownNanos() + premainCost));
    own.put("own_bytes", Figure.of(recorder.ownBytes()));
    Profile profile =
        new ProfileMaker(recorder.catalogue(), startup)
            .make(facts.with(Startup.readyBy(), endedBy), own)
            .with(runId);
    try {
      ProfileWriter.write(profile, file);
    } catch (SecurityException e) {
      FileOutputStream open = opened;
      if (open == null) {
        throw e;
      }
      open.getChannel().truncate(0);
      ProfileWriter.write(profile, open);
    }
  }

  @Override
  public String dump() throws IOException {
    write("running");
    return file.toString();
  }

  @Override
  public int getRecordedClasses() {
    return recorder.catalogue().recorded().size();
  }

  @Override
  public double getOwnMillis() {
    return (recorder.ownNanos() + premainCost) / 1_000_000.0;
  }
}
