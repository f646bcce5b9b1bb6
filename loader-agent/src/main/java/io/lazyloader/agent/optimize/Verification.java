package io.lazyloader.agent.optimize;

import io.lazyloader.agent.bench.Arm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs original and result side by side, and tells in what they differ. The original runs twice:
 * where it differs from itself, nothing can be compared.
 */
final class Verification {
  private Verification() {}

  /**
   * Compares as settings say.
   *
   * @param log is told what could not be compared, as sentences
   * @throws OptimizeException if they differ, with the lines that do
   */
  static void check(OptimizeSettings settings, Arm original, Arm result, Consumer<String> log)
      throws IOException, InterruptedException {
    Observation.Scope scope = Observation.Scope.of(settings);
    Observation first = Observation.of("the original", original.command(), scope);
    Observation second = Observation.of("the original", original.command(), scope);
    Observation changed = Observation.of("the result", result.command(), scope);
    Set<String> unsteady = first.differences(second).keySet();
    List<String> differences = new ArrayList<>();
    first
        .differences(changed)
        .forEach(
            (what, difference) -> {
              if (!unsteady.contains(what)) {
                differences.add(difference);
              }
            });
    for (String what : unsteady) {
      log.accept(
          "The original's own " + what + " differs from run to run, so it was not compared.");
    }
    if (!differences.isEmpty()) {
      throw OptimizeException.check(
          "the result does not do what the original does, and was not kept.\n"
              + String.join("\n", differences)
              + "\nlazyloader bisect finds what does it; --skip PASS leaves a pass out.");
    }
  }
}
