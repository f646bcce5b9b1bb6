package io.lazyloader.agent.cli.program;

import io.lazyloader.agent.bench.Shell;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.profile.ProfileException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program in a JVM like this one, on this process's own standard streams. If this process is
 * asked to end, by Ctrl-C or a signal, so is the program, and this process goes on until the
 * outcome has been told.
 */
public final class ForegroundProgram {
  private static final long POLL_MILLIS = 20;
  private static final long STOP_SECONDS = 30;

  private final Process process;
  private final boolean endsAsTold;
  private final CountDownLatch told = new CountDownLatch(1);
  private volatile @Nullable Process exercise;
  private volatile boolean stopped;
  private volatile boolean signalled;
  private volatile ExitCode exitCode = ExitCode.FINE;
  private int exerciseCode;
  private long stopSeconds = STOP_SECONDS;

  private ForegroundProgram(Process process, boolean endsAsTold) {
    this.process = process;
    this.endsAsTold = endsAsTold;
  }

  /**
   * Starts a program with this jar as its agent.
   *
   * @param command the one that does so, as a message names it
   * @param options of the agent
   * @param program what {@code java} gets beside the agent
   * @param endsAsTold whether after a signal to this process, too, it ends with the code that was
   *     {@linkplain #told told}, be it 0; else with the signal's
   * @throws CommandFailure if there is no agent, or no JVM to run it
   */
  public static ForegroundProgram start(
      String command, Map<String, String> options, List<String> program, boolean endsAsTold) {
    List<String> arguments = ChildJvm.withAgent(options, AgentJar.find(command));
    arguments.addAll(program);
    return start(arguments, endsAsTold);
  }

  private static ForegroundProgram start(List<String> arguments, boolean endsAsTold) {
    List<String> command = ChildJvm.command(arguments);
    try {
      ForegroundProgram program =
          new ForegroundProgram(new ProcessBuilder(command).inheritIO().start(), endsAsTold);
      Runtime.getRuntime().addShutdownHook(new Thread(program::endWithUs, "lazyloader-run"));
      return program;
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.PROGRAM_FAILED,
          "can't start " + command.get(0) + ": " + ProfileException.reason(e));
    }
  }

  /**
   * Waits for the program's end, and does meanwhile what is to be done once it is ready.
   *
   * @param todo what that is
   * @param isReady whether it is; asked often
   * @throws CommandFailure if the command that exercises the program can't be run
   */
  public ProgramEnd await(WhenReady todo, BooleanSupplier isReady) throws InterruptedException {
    if (todo.isAny()) {
      while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        if (isReady.getAsBoolean()) {
          String command = todo.exercise();
          if (command != null) {
            exercise(command);
          }
          if (todo.stops()) {
            stop();
          }
          break;
        }
      }
    }
    return new ProgramEnd(process.waitFor(), stopped, signalled);
  }

  /**
   * Gives the program more time to end when it is asked to, until it is killed.
   *
   * @param seconds from when it is asked
   */
  public void waitsForEnd(long seconds) {
    stopSeconds = seconds;
  }

  /** Runs a command of the shell, whose output is not the program's. */
  private void exercise(String command) throws InterruptedException {
    List<String> shell = Shell.onStandardError(command);
    try {
      Process running =
          new ProcessBuilder(shell)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .start();
      exercise = running;
      running.getOutputStream().close();
      exerciseCode = running.waitFor();
    } catch (IOException e) {
      stop();
      throw CommandFailure.usage(
          "option --exercise: " + shell.get(0) + " can't be run: " + e.getMessage());
    }
  }

  /** The exit code of the command that exercised the program; 0 if there was none. */
  public int exerciseCode() {
    return exerciseCode;
  }

  private void stop() throws InterruptedException {
    stopped = true;
    process.destroy();
    if (!process.waitFor(stopSeconds, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  /** Says that nothing more will be told, and with which code this process is to end. */
  public void told(ExitCode code) {
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
    signalled = true;
    if (process.supportsNormalTermination()) {
      process.destroy();
    } // Else that would kill it, and the console has told it to end as it told us.
    Process exercising = exercise;
    if (exercising != null) {
      exercising.destroy();
    }
    try {
      told.await();
    } catch (InterruptedException e) {
      return;
    }
    if (endsAsTold || exitCode != ExitCode.FINE) {
      Runtime.getRuntime().halt(exitCode.number());
    }
  }
}
