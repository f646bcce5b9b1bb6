package io.lazyloader.agent.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Runs a program in a JVM like this one, on this process's own standard streams. If this process is
 * asked to end, by Ctrl-C or a signal, so is the program, and this process goes on until the
 * outcome has been told.
 */
final class ForegroundProgram {
  private static final long POLL_MILLIS = 20;
  private static final long STOP_SECONDS = 30;

  private final Process process;
  private final CountDownLatch told = new CountDownLatch(1);
  private volatile boolean stopped;
  private volatile int exitCode;

  private ForegroundProgram(Process process) {
    this.process = process;
  }

  /**
   * Starts a program with this jar as its agent.
   *
   * @param command the one that does so, as a message names it
   * @param options of the agent
   * @param program what {@code java} gets beside the agent
   * @throws CommandFailure if there is no agent, or no JVM to run it
   */
  static ForegroundProgram start(
      String command, Map<String, String> options, List<String> program) {
    List<String> arguments = new ArrayList<>();
    // As properties: in the agent's argument, a comma would end a value.
    options.forEach((key, value) -> arguments.add("-Dlazyloader." + key + '=' + value));
    arguments.add("-javaagent:" + AgentJar.find(command));
    arguments.addAll(program);
    return start(arguments);
  }

  private static ForegroundProgram start(List<String> arguments) {
    List<String> command = ChildJvm.command(arguments);
    try {
      ForegroundProgram program =
          new ForegroundProgram(new ProcessBuilder(command).inheritIO().start());
      Runtime.getRuntime().addShutdownHook(new Thread(program::endWithUs, "lazyloader-run"));
      return program;
    } catch (IOException e) {
      throw new CommandFailure(Main.PROGRAM_FAILED, "can't start " + command.get(0) + ": " + e);
    }
  }

  /**
   * Waits for the program's end.
   *
   * @return its exit code; 128 and the number of a signal, if that ended it
   */
  int await() throws InterruptedException {
    return process.waitFor();
  }

  /**
   * Waits for the program's end, and asks it to end once it has come far enough.
   *
   * @param enough whether it has
   * @return its exit code; 128 and the number of a signal, if that ended it
   */
  int awaitUntil(BooleanSupplier enough) throws InterruptedException {
    while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      if (enough.getAsBoolean()) {
        stopped = true;
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
        break;
      }
    }
    return process.waitFor();
  }

  /** Whether the program was asked to end, so that its exit code says no more than that. */
  boolean wasStopped() {
    return stopped;
  }

  /** Says that nothing more will be told, and with which code this process is to end. */
  void told(int code) {
    exitCode = code;
    told.countDown();
  }

  /**
   * A shutdown hook: after a signal, the JVM waits for it, and then ends with the signal's code.
   */
  private void endWithUs() {
    if (told.getCount() == 0) {
      return;
    }
    stopped = true;
    process.destroy();
    try {
      told.await();
    } catch (InterruptedException e) {
      return;
    }
    if (exitCode != 0) {
      Runtime.getRuntime().halt(exitCode);
    }
  }
}
