package io.lazyloader.agent.cli.program;

import io.lazyloader.agent.bench.Target;
import io.lazyloader.agent.cli.common.CommandFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What ends a run of the program: a mixin of commands that run it again and again. */
public final class RunTarget {
  private static final String PORT = "port:";

  @Option(
      names = "--ready",
      paramLabel = "port:N",
      description = "For a server: it is ready when that port accepts connections; then stop it.")
  private @Nullable String ready;

  @Option(
      names = "--exercise",
      paramLabel = "CMD",
      description = "What sh -c runs once the server is ready.")
  private @Nullable String exercise;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "When to give up a run (default: ${DEFAULT-VALUE}).",
      defaultValue = "600")
  private int timeoutSeconds = 600;

  /** Made by picocli, which sets the rest. */
  public RunTarget() {}

  /**
   * What was given.
   *
   * @throws CommandFailure if it makes no sense
   */
  public Target target() {
    if (timeoutSeconds < 1) {
      throw CommandFailure.usage(
          "option --timeout: at least one second, not " + timeoutSeconds + ".");
    }
    if (exercise != null && ready == null) {
      throw CommandFailure.usage(
          "option --exercise needs --ready port:N, so that it is known when to begin.");
    }
    return new Target(port(), exercise, Duration.ofSeconds(timeoutSeconds));
  }

  private int port() {
    if (ready == null) {
      return 0;
    }
    try {
      int port = ready.startsWith(PORT) ? Integer.parseInt(ready.substring(PORT.length())) : 0;
      if (port > 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw CommandFailure.usage(
        "option --ready: '"
            + ready
            + "' is not port:N with N from 1 to 65535, as in port:8080. A program that ends needs no"
            + " --ready.");
  }
}
