package io.lazyloader.agent.optimize;

import io.lazyloader.agent.bench.Shell;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A command of the user's decides: exit code 0 means good, any other that the program does not do
 * what it should. The command finds a script that runs the candidate in the environment variable
 * {@value #CANDIDATE}.
 */
final class CheckedBehaviour implements Behaviour {
  /** Names the script. */
  static final String CANDIDATE = "LAZYLOADER_CANDIDATE";

  private static final int TAIL_LINES = 15;

  private final String check;
  private final Duration timeout;
  private final Path directory;

  private CheckedBehaviour(String check, Duration timeout, Path directory) {
    this.check = check;
    this.timeout = timeout;
    this.directory = directory;
  }

  /**
   * Checks the original twice.
   *
   * @param check a line of the system's shell
   * @param directory takes the script, and what the check prints
   * @param command that runs the original, with the executable first
   * @throws OptimizeException if the check does not find it good
   */
  static Behaviour of(String check, Duration timeout, Path directory, List<String> command)
      throws IOException, InterruptedException {
    Behaviour behaviour = new CheckedBehaviour(check, timeout, directory);
    for (int run = 0; run < 2; run++) {
      String problem = behaviour.difference(command);
      if (problem != null) {
        throw OptimizeException.program(
            "the check does not find the original good"
                + (run == 0 ? "" : " the second time, though it did the first")
                + ": "
                + problem
                + "\nIt has to end with 0 for that. "
                + CANDIDATE
                + " names the script that runs the program.");
      }
    }
    return behaviour;
  }

  @Override
  public @Nullable String difference(List<String> command)
      throws IOException, InterruptedException {
    Path printed = directory.resolve("check.txt");
    ProcessBuilder builder =
        new ProcessBuilder(Shell.command(check))
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    builder.environment().put(CANDIDATE, script(command).toString());
    Process process = builder.start();
    // Nobody is there to type.
    process.getOutputStream().close();
    Thread atExit = new Thread(() -> end(process), "lazyloader-check");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      boolean isDone = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (isDone && process.exitValue() == 0) {
        return null;
      }
      return (isDone
              ? "the check ended with exit code " + process.exitValue()
              : "the check was given up after " + timeout.toSeconds() + " s (--timeout)")
          + tail(printed);
    } finally {
      end(process);
      process.waitFor();
      removeHook(atExit);
    }
  }

  private static void removeHook(Thread atExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // This JVM is being ended.
    }
  }

  /** Ends the shell, and first what it has started and not ended. */
  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Writes the script that runs a command, with the arguments that the script gets behind it. */
  private Path script(List<String> command) throws IOException {
    Path words = directory.resolve("candidate.argfile");
    Files.writeString(
        words,
        command.subList(1, command.size()).stream()
            .map(ArgumentFiles::quoted)
            .collect(Collectors.joining("\n", "", "\n")));
    boolean isWindows = File.separatorChar == '\\';
    Path script = directory.resolve(isWindows ? "candidate.cmd" : "candidate");
    String java = command.get(0);
    Files.writeString(
        script,
        isWindows
            ? "@\"" + java + "\" \"@" + words + "\" %*\r\n"
            : "#!/bin/sh\nexec " + quoted(java) + ' ' + quoted("@" + words) + " \"$@\"\n");
    script.toFile().setExecutable(true);
    return script;
  }

  private static String quoted(String word) {
    return '\'' + word.replace("'", "'\\''") + '\'';
  }

  private static String tail(Path printed) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(printed), StandardCharsets.UTF_8).lines().toList();
    return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()).stream()
        .map(line -> "\n  " + line)
        .collect(Collectors.joining());
  }
}
