package io.lazyloader.agent.cli.optimize;

import io.lazyloader.agent.bench.BenchException;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.program.RunProgress;
import io.lazyloader.agent.jars.BadJarException;
import io.lazyloader.agent.optimize.OptimizeException;
import io.lazyloader.agent.profile.ProfileException;
import java.io.IOException;

/** Tells in the words of commands what went wrong where programs are linked and run. */
final class LinkFailures {
  private LinkFailures() {}

  /** What may go wrong. */
  interface Action<T> {
    T run() throws IOException, InterruptedException;
  }

  /**
   * Does it, and ends the progress.
   *
   * @param unwritable how the message begins if files can't be read or written
   * @throws CommandFailure if it goes wrong
   */
  static <T> T told(RunProgress progress, String unwritable, Action<T> action)
      throws InterruptedException {
    try {
      return action.run();
    } catch (OptimizeException e) {
      throw new CommandFailure(exitCode(e), String.valueOf(e.getMessage()));
    } catch (BadJarException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    } catch (BenchException e) {
      throw CommandFailure.of(e);
    } catch (ProfileException e) {
      throw CommandFailure.of(e);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.NOT_WRITTEN, unwritable + ": " + ProfileException.reason(e));
    } finally {
      progress.end();
    }
  }

  private static ExitCode exitCode(OptimizeException problem) {
    return switch (problem.kind()) {
      case USAGE -> ExitCode.WRONG_USAGE;
      case PROGRAM -> ExitCode.PROGRAM_FAILED;
      case CHECK -> ExitCode.CHECK_FAILED;
      case WRITING -> ExitCode.NOT_WRITTEN;
    };
  }
}
