package io.lazyloader.agent.cli.program;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What ends a program's start-up, and what is to be done then: for commands that run a program. */
public final class WhenReady {
  @Option(
      names = "--ready",
      paramLabel = "SIGN",
      description = "What ends start-up: main, call, spring, idle:MS, port:N or log:REGEX.")
  private @Nullable String sign;

  @Option(
      names = "--exercise",
      paramLabel = "CMD",
      description =
          "Runs a command of the shell once the program is ready, such as requests to a server.")
  private @Nullable String exercise;

  @Option(
      names = "--stop-when-ready",
      description =
          "Asks the program to end once it is ready and exercised, as for a server in CI.")
  private boolean stop;

  /** Made by picocli, which sets the rest. */
  public WhenReady() {}

  /** The agent's option; null if the user named no sign. */
  public @Nullable String sign() {
    return sign;
  }

  @Nullable String exercise() {
    return exercise;
  }

  boolean stops() {
    return stop;
  }

  /** Whether anything is to be done. */
  boolean isAny() {
    return stop || exercise != null;
  }

  /** What a recorded program can't do once it is ready; null if there is nothing of the kind. */
  public @Nullable String problemOfRecording() {
    return problemOfRecording(ProcessHandle.current().supportsNormalTermination());
  }

  /**
   * What a recorded program can't do.
   *
   * @param endsNormally whether this system can ask a program to end, as POSIX systems can
   */
  @Nullable String problemOfRecording(boolean endsNormally) {
    return stop && !endsNormally
        ? "option --stop-when-ready: this system can't ask a program to end, and one that is killed"
            + " writes no profile. Have the program end by itself."
        : null;
  }

  /** Adds the agent's option. */
  public void addTo(Map<String, String> options) {
    if (sign != null) {
      options.put("ready", sign);
    }
  }
}
