package io.lazyloader.agent.cli.program;

import io.lazyloader.agent.bench.Port;
import io.lazyloader.agent.bench.Shell;
import io.lazyloader.agent.bench.Target;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program to its end, or as a server until it is ready and exercised, and keeps what it
 * prints in files, so that a report is not mixed with it.
 */
public final class QuietProgram {
  private static final long POLL_MILLIS = 10;
  private static final long STOP_SECONDS = 30;
  private static final int TAIL_LINES = 15;

  private final Target target;
  private final Path output;
  private final Path errors;

  /**
   * Makes a way to run programs.
   *
   * @param target when a program is done
   * @param directory takes what it prints, as {@code out.txt} and {@code err.txt}
   */
  public QuietProgram(Target target, Path directory) {
    this.target = target;
    this.output = directory.resolve("out.txt");
    this.errors = directory.resolve("err.txt");
  }

  /** What the last program wrote on its standard output stream. */
  public Path output() {
    return output;
  }

  /**
   * Runs a command.
   *
   * @return its exit code; 0 of a server that was asked to end
   * @throws CommandFailure if it can't be started, does not get ready, or not in time
   */
  public int run(List<String> command) throws IOException, InterruptedException {
    if (target.isServer() && Port.accepts(target.port())) {
      throw CommandFailure.usage(
          "port " + target.port() + " is in use: something accepts connections on it.");
    }
    long deadline = System.nanoTime() + target.timeout().toNanos();
    Process process = start(command);
    Thread ender = new Thread(process::destroyForcibly, "lazyloader-quiet");
    Runtime.getRuntime().addShutdownHook(ender);
    try {
      return target.isServer() ? serve(process, deadline) : await(process, deadline);
    } finally {
      process.destroyForcibly().waitFor();
      Runtime.getRuntime().removeShutdownHook(ender);
    }
  }

  private Process start(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      // Nobody is there to type.
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw failure("can't start " + command.get(0) + ": " + e.getMessage());
    }
  }

  private int await(Process process, long deadline) throws IOException, InterruptedException {
    if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      throw givenUp("it runs");
    }
    return process.exitValue();
  }

  private int serve(Process process, long deadline) throws IOException, InterruptedException {
    while (!Port.accepts(target.port())) {
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        throw failure(
            "the program ended with exit code "
                + process.exitValue()
                + " before port "
                + target.port()
                + " was open:"
                + tail());
      }
      if (System.nanoTime() - deadline > 0) {
        throw givenUp("port " + target.port() + " is not open");
      }
    }
    String exercise = target.exercise();
    if (exercise != null) {
      exercise(exercise, deadline);
    }
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      throw failure("the program did not end within " + STOP_SECONDS + " s of SIGTERM:" + tail());
    }
    return 0;
  }

  private void exercise(String script, long deadline) throws IOException, InterruptedException {
    Path printed = output.resolveSibling("exercise.txt");
    Process running =
        new ProcessBuilder(Shell.command(script))
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    running.getOutputStream().close();
    if (!running.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      running.destroyForcibly();
      throw givenUp("what exercises it runs");
    }
    if (running.exitValue() != 0) {
      throw failure(
          "what exercises the program ended with exit code "
              + running.exitValue()
              + tail("exercise", printed));
    }
  }

  private CommandFailure givenUp(String state) throws IOException {
    return failure(
        "the program was given up: after "
            + target.timeout().toSeconds()
            + " s (--timeout) "
            + state
            + " still:"
            + tail());
  }

  private static CommandFailure failure(String message) {
    return new CommandFailure(ExitCode.PROGRAM_FAILED, message);
  }

  /** The last lines of what the last program printed, each with the name of its stream. */
  public String tail() throws IOException {
    String text = tail("stderr", errors) + tail("stdout", output);
    return text.isEmpty() ? "\n  (it printed nothing)" : text;
  }

  private static String tail(String stream, Path file) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    StringBuilder text = new StringBuilder();
    int from = Math.max(0, lines.size() - TAIL_LINES);
    if (from > 0) {
      text.append("\n  ").append(stream).append(": ...");
    }
    for (String line : lines.subList(from, lines.size())) {
      text.append("\n  ").append(stream).append(": ").append(line);
    }
    return text.toString();
  }
}
