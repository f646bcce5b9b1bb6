package io.lazyloader.agent.optimize;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields to defer come from; asked once it is known that the program can be optimised.
 */
@FunctionalInterface
public interface PlanSource {
  /**
   * Finds the plan, or makes one, which may run the program.
   *
   * @param work an empty directory for what is needed meanwhile; it goes when the optimiser ends
   * @return null if only marked fields are to be deferred
   */
  @Nullable Path plan(Path work) throws IOException, InterruptedException;
}
