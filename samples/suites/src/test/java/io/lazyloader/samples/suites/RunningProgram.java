package io.lazyloader.samples.suites;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that was started, until it has ended. It must not outlive this object. */
final class RunningProgram implements AutoCloseable {
  private static final int DUMP_SECONDS = 60;
  private static final int LOOK_MILLIS = 50;

  private final Process process;
  private final Path out;
  private final Path err;
  private final long began = System.nanoTime();
  private double cpuSeconds;

  /** Its streams go into files of that directory. */
  RunningProgram(List<String> command, Path work, Path streams) throws IOException {
    Files.createDirectories(streams);
    out = streams.resolve("out.txt");
    err = streams.resolve("err.txt");
    process =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    process.getOutputStream().close();
  }

  boolean runs() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  String out() {
    return Child.text(out);
  }

  String err() {
    return Child.text(err);
  }

  /** Processor time so far. */
  double cpuSeconds() {
    note();
    return cpuSeconds;
  }

  /** Whether it has ended, or does so within that time. */
  boolean ends(int seconds) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try {
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        note();
        if (System.nanoTime() > until) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The system forgets what a process took as soon as that has ended. */
  private void note() {
    process
        .info()
        .totalCpuDuration()
        .ifPresent(time -> cpuSeconds = Math.max(cpuSeconds, time.toMillis() / 1e3));
  }

  int exitCode() {
    return process.exitValue();
  }

  /** Sends SIGTERM. */
  void stop() {
    process.destroy();
  }

  /** The stacks of its threads, for one that hangs. */
  String threads(Path home, Path directory) throws IOException {
    List<String> command =
        List.of(home.resolve("bin/jcmd").toString(), String.valueOf(pid()), "Thread.print", "-l");
    return Child.run(command, directory, DUMP_SECONDS).out();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    ends(DUMP_SECONDS);
  }
}
