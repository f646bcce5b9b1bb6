package io.lazyloader.agent.cli.program;

import io.lazyloader.agent.bench.Target;
import io.lazyloader.agent.cli.common.CommandFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What tells when a program that a command runs is done, read from options. */
public final class ServerTarget {
  private static final String PORT = "port:";

  private ServerTarget() {}

  /**
   * Reads options.
   *
   * @param ready the value of {@code --ready}, {@code port:N}; null for a program that ends
   * @param exercise the value of {@code --exercise}, or null
   * @param timeoutSeconds the value of {@code --timeout}
   * @throws CommandFailure if a value is wrong, or they do not go together
   */
  public static Target of(@Nullable String ready, @Nullable String exercise, int timeoutSeconds) {
    if (timeoutSeconds < 1) {
      throw CommandFailure.usage(
          "option --timeout: at least one second, not " + timeoutSeconds + ".");
    }
    if (exercise != null && ready == null) {
      throw CommandFailure.usage(
          "option --exercise needs --ready port:N, so that it is known when to begin.");
    }
    int port = ready == null ? 0 : port(ready);
    return new Target(port, exercise, Duration.ofSeconds(timeoutSeconds));
  }

  private static int port(String ready) {
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
