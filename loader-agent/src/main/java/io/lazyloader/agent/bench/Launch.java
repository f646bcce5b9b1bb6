package io.lazyloader.agent.bench;

import io.lazyloader.agent.bench.ProcFiles.Ticks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs, one at a time, and measures each from outside. What a program prints goes to
 * files.
 *
 * <p>The processor time of a program that runs to its end is what this process's ended children
 * used in the meantime: nothing of it is missed, and there is no other child. Its peak of resident
 * memory is a figure of the kernel's that only grows, and is read until the process is gone.
 */
final class Launch {
  /** How often memory is looked at: some 0.2 ms each time, so 1 % of a processor. */
  private static final long LOOK_MILLIS = 20;

  /** The share of time that looking for the proportional set size may take: one part in so many. */
  private static final int SHARE = 10;

  /** How often the port is tried; a refused connection takes some 50 us. */
  private static final long KNOCK_MILLIS = 2;

  private static final long STOP_SECONDS = 30;

  /** The file with what the exercise printed. */
  static final String EXERCISE = "exercise.txt";

  private final ProcFiles proc = new ProcFiles(Path.of("/proc"));
  private final Workspace workspace;
  private final Target target;
  private final long stopSeconds;
  private volatile @Nullable Process current;
  private volatile boolean isStopped;

  /** For a comparison, in which programs end soon once they are asked to. */
  Launch(Workspace workspace, Target target) {
    this(workspace, target, STOP_SECONDS);
  }

  /**
   * The same for programs that have more to do.
   *
   * @param stopSeconds how long a server may take to end
   */
  Launch(Workspace workspace, Target target, long stopSeconds) {
    this.workspace = workspace;
    this.target = target;
    this.stopSeconds = stopSeconds;
  }

  /** Ends what runs, as this process is about to end; whoever waits for it waits on. */
  void stop() {
    isStopped = true;
    Process running = current;
    if (running == null) {
      return;
    }
    running.destroy();
    try {
      if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        running.destroyForcibly();
      }
    } catch (InterruptedException e) {
      running.destroyForcibly();
    }
  }

  /**
   * Runs a command.
   *
   * @param name of the arm, for messages
   * @param watchesMemory whether to look for the proportional set size of a program that runs to
   *     its end, which disturbs it
   * @param atEnd runs where figures are taken: of a server, before it is asked to end
   * @throws BenchException if it can't be started, does not get ready, or not in time
   */
  Run run(String name, List<String> command, boolean watchesMemory, AtEnd atEnd)
      throws IOException, InterruptedException {
    if (target.isServer() && Port.accepts(target.port())) {
      throw BenchException.usage(
          "port "
              + target.port()
              + " is in use: something accepts connections on it. Stop it first.");
    }
    Ticks before = proc.usedByChildren();
    long began = System.nanoTime();
    Process process = start(command, workspace.output(), workspace.errors());
    current = process;
    try {
      return target.isServer()
          ? serve(name, process, began, atEnd)
          : await(name, process, began, before, watchesMemory, atEnd);
    } finally {
      process.destroyForcibly();
      process.waitFor();
      current = null;
      if (isStopped) {
        // How it ended says nothing, and this JVM ends when its shutdown hooks have.
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }

  /** What else to do with a process where its figures are taken. */
  interface AtEnd {
    void look(long pid) throws IOException, InterruptedException;
  }

  private static Process start(List<String> command, Path output, Path errors) {
    try {
      return new ProcessBuilder(command)
          // Nobody is there to type.
          .redirectInput(Shell.nothing())
          .redirectOutput(output.toFile())
          .redirectError(errors.toFile())
          .start();
    } catch (IOException e) {
      throw BenchException.failed("can't start " + command.get(0) + ": " + e.getMessage());
    }
  }

  private Run await(
      String name,
      Process process,
      long began,
      @Nullable Ticks before,
      boolean watchesMemory,
      AtEnd atEnd)
      throws IOException, InterruptedException {
    long pid = process.pid();
    Long resident = null;
    Long proportional = null;
    long lookAgain = began;
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      Long seen = proc.peakResident(pid);
      resident = seen == null ? resident : seen;
      if (watchesMemory && System.nanoTime() - lookAgain >= 0) {
        long looked = System.nanoTime();
        Long share = proc.proportional(pid);
        proportional = share == null ? proportional : (Long) Math.max(or(proportional), share);
        lookAgain = looked + SHARE * (System.nanoTime() - looked);
      }
      checkTime(name, began, "it runs");
    }
    double seconds = since(began);
    Ticks after = proc.usedByChildren();
    atEnd.look(pid);
    return run(
        seconds,
        null,
        before == null || after == null ? null : after.minus(before),
        resident,
        proportional,
        process.exitValue());
  }

  private static long or(@Nullable Long most) {
    return most == null ? 0 : most;
  }

  private Run serve(String name, Process process, long began, AtEnd atEnd)
      throws IOException, InterruptedException {
    while (!Port.accepts(target.port())) {
      if (process.waitFor(KNOCK_MILLIS, TimeUnit.MILLISECONDS)) {
        throw BenchException.failed(
            name
                + " ended with exit code "
                + process.exitValue()
                + " before port "
                + target.port()
                + " was open:"
                + workspace.tail());
      }
      checkTime(name, began, "port " + target.port() + " is not open");
    }
    double seconds = since(began);
    Double exercised = null;
    if (target.exercise() != null) {
      exercise(name, target.exercise());
      exercised = since(began);
    }
    long pid = process.pid();
    Ticks used = proc.used(pid);
    Long resident = proc.peakResident(pid);
    Long proportional = proc.proportional(pid);
    atEnd.look(pid);
    process.destroy();
    if (!process.waitFor(stopSeconds, TimeUnit.SECONDS)) {
      throw BenchException.failed(
          name + " did not end within " + stopSeconds + " s of SIGTERM:" + workspace.tail());
    }
    return run(seconds, exercised, used, resident, proportional, process.exitValue());
  }

  private Run run(
      double seconds,
      @Nullable Double exercised,
      @Nullable Ticks used,
      @Nullable Long resident,
      @Nullable Long proportional,
      int exitCode)
      throws IOException {
    return new Run(
        seconds,
        exercised,
        used == null ? null : (Double) (used.user() / ProcFiles.TICKS_PER_SECOND),
        used == null ? null : (Double) (used.system() / ProcFiles.TICKS_PER_SECOND),
        resident,
        proportional,
        exitCode,
        workspace.outputDigest());
  }

  private void exercise(String name, String script) throws IOException, InterruptedException {
    Path output = workspace.file(EXERCISE);
    Process process =
        new ProcessBuilder(Shell.command(script))
            .redirectInput(Shell.nothing())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(target.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw BenchException.failed(
          "the exercise of " + name + " did not end within " + target.timeout().toSeconds() + " s");
    }
    if (process.exitValue() != 0) {
      throw BenchException.failed(
          "the exercise of "
              + name
              + " ended with exit code "
              + process.exitValue()
              + Workspace.tail("exercise", output));
    }
  }

  private void checkTime(String name, long began, String state) {
    if (since(began) > target.timeout().toMillis() / 1e3) {
      throw BenchException.failed(
          name
              + " was given up: after "
              + target.timeout().toSeconds()
              + " s (--timeout) "
              + state
              + " still:"
              + workspace.tail());
    }
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
