package io.lazyloader.agent.optimize;

import io.lazyloader.agent.bench.Arm;
import io.lazyloader.agent.bench.BenchException;
import io.lazyloader.agent.bench.OneRun;
import io.lazyloader.agent.bench.Target;
import java.io.IOException;
import java.util.function.Consumer;

/** Runs the program as it is, before anything is trained with runs that fail. */
final class FirstRun {
  private static final int TERMINATED = 128 + 15;

  private FirstRun() {}

  /**
   * Looks whether the program does what it is to be trained with.
   *
   * @param log is told of an exit code that was ignored
   * @throws OptimizeException if it fails, or does not end
   */
  static void check(Arm program, OptimizeSettings settings, Consumer<String> log)
      throws IOException, InterruptedException {
    Target target = settings.target();
    long began = System.nanoTime();
    OneRun run;
    try {
      run = OneRun.of("the program", program.command(), target);
    } catch (BenchException e) {
      boolean isGivenUp = System.nanoTime() - began >= target.timeout().toNanos();
      if (!isGivenUp || target.isServer() || e.isUsage()) {
        throw e;
      }
      throw OptimizeException.program(
          e.getMessage() + "\nA server, which does not end by itself, needs --ready port:N.");
    }
    int exitCode = run.exitCode();
    if (exitCode == 0 || (target.isServer() && exitCode == TERMINATED)) {
      return;
    }
    if (!settings.ignoresFailure()) {
      throw OptimizeException.program(
          "the program ended with exit code "
              + exitCode
              + ". If that is its normal end, --ignore-failure optimises it all the same."
              + run.tail());
    }
    log.accept("the program ended with exit code " + exitCode + ", which is ignored.");
  }
}
