package io.lazyloader.agent.optimize;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells whether a candidate does what the original does. */
@FunctionalInterface
interface Behaviour {
  /**
   * Looks at a candidate. One that can't be run, does not end in time, or ends in a way that nobody
   * has seen before, does not do what the original does either.
   *
   * @param command that runs it, with the executable first
   * @return in what it differs, as sentences; null if it does what the original does
   */
  @Nullable String difference(List<String> command) throws IOException, InterruptedException;
}
