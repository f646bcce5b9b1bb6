package io.lazyloader.agent.bench;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What ends a run, and how long that may take.
 *
 * @param port the TCP port that accepts connections when the program is ready; 0 if it runs to its
 *     end
 * @param exercise what the shell runs once it is ready, or null
 * @param timeout after which a run that has not come so far is given up
 */
public record Target(int port, @Nullable String exercise, Duration timeout) {
  /** Whether programs are stopped once they are ready. */
  public boolean isServer() {
    return port != 0;
  }
}
