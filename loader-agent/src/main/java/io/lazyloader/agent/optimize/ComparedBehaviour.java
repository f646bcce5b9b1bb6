package io.lazyloader.agent.optimize;

import io.lazyloader.agent.bench.BenchException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code optimize --verify} compares has to be the same. */
final class ComparedBehaviour implements Behaviour {
  private final Observation original;
  private final Observation.Scope scope;

  private ComparedBehaviour(Observation original, Observation.Scope scope) {
    this.original = original;
    this.scope = scope;
  }

  /**
   * Runs the original twice.
   *
   * @param command that runs it, with the executable first
   * @throws OptimizeException if it does not do the same
   */
  static Behaviour of(List<String> command, Observation.Scope scope)
      throws IOException, InterruptedException {
    Observation first = Observation.of("the original", command, scope);
    Observation second = Observation.of("the original", command, scope);
    List<String> differences = List.copyOf(first.differences(second).values());
    if (!differences.isEmpty()) {
      throw OptimizeException.program(
          "the original does not do the same in two runs, so nothing can be compared with it.\n"
              + String.join("\n", differences)
              + "\nA command that tells good from bad decides instead: --check CMD.");
    }
    return new ComparedBehaviour(first, scope);
  }

  @Override
  public @Nullable String difference(List<String> command)
      throws IOException, InterruptedException {
    Observation candidate;
    try {
      candidate = Observation.of("the candidate", command, scope);
    } catch (BenchException e) {
      if (e.isUsage()) {
        throw e;
      }
      return String.valueOf(e.getMessage());
    }
    List<String> differences = List.copyOf(original.differences(candidate).values());
    return differences.isEmpty() ? null : String.join("\n", differences);
  }
}
