package io.lazyloader.agent.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * What a program did in one run, which ends as that of a comparison does: by itself, or stopped
 * once its port was open and it was exercised.
 *
 * @param exitCode how it ended
 * @param output what it wrote on standard output, a character for each byte
 * @param errors the same of the standard error stream
 * @param exercised what the exercise printed; empty if there was none
 * @param tail the last lines of both, each with the name of its stream
 */
public record OneRun(int exitCode, String output, String errors, String exercised, String tail) {
  /**
   * Runs a program.
   *
   * @param name for messages
   * @param command with the executable first
   * @throws BenchException if it can't be started, does not get ready, or not in time
   */
  public static OneRun of(String name, List<String> command, Target target)
      throws IOException, InterruptedException {
    try (Workspace workspace = new Workspace()) {
      Launch launch = new Launch(workspace, target, target.timeout().toSeconds());
      Thread atExit = new Thread(launch::stop, "lazyloader-run");
      try {
        Runtime.getRuntime().addShutdownHook(atExit);
      } catch (IllegalStateException e) {
        // This JVM is being ended, and ends when its shutdown hooks have.
        Thread.sleep(Long.MAX_VALUE);
      }
      try {
        Run run = launch.run(name, command, /* watchesMemory= */ false, pid -> {});
        return new OneRun(
            run.exitCode(),
            Files.readString(workspace.output(), ISO_8859_1),
            Files.readString(workspace.errors(), ISO_8859_1),
            target.exercise() == null
                ? ""
                : Files.readString(workspace.file(Launch.EXERCISE), ISO_8859_1),
            workspace.tail());
      } finally {
        Bench.removeHook(atExit);
      }
    }
  }
}
