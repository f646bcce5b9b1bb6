package io.lazyloader.agent.cli.program;

import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.profile.ProfileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs programs in JVMs like this one. */
public final class ChildJvm {
  private ChildJvm() {}

  /** The command that runs {@code java} with some arguments. */
  public static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    return command;
  }

  /**
   * The arguments that attach the agent.
   *
   * @param options of the agent
   * @param jar the agent
   */
  public static List<String> withAgent(Map<String, String> options, Path jar) {
    List<String> arguments = new ArrayList<>();
    // As properties: in the agent's argument, a comma would end a value.
    options.forEach((key, value) -> arguments.add("-Dlazyloader." + key + '=' + value));
    arguments.add("-javaagent:" + jar);
    return arguments;
  }

  /**
   * Runs a program to its end and throws its output away.
   *
   * @return how long the process lived, in milliseconds
   * @throws CommandFailure if the program fails; with what it printed
   */
  public static double run(List<String> arguments) {
    List<String> command = command(arguments);
    long began = System.nanoTime();
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      double tookMillis = (System.nanoTime() - began) / 1_000_000.0;
      if (exitCode != 0) {
        throw new CommandFailure(
            ExitCode.PROGRAM_FAILED,
            String.join(" ", command) + " ended with exit code " + exitCode + ":\n" + output);
      }
      return tookMillis;
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.PROGRAM_FAILED,
          "can't start " + command.get(0) + ": " + ProfileException.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.PROGRAM_FAILED, "interrupted");
    }
  }
}
