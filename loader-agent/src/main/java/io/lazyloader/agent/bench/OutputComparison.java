package io.lazyloader.agent.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells whether arms print the same on their standard output streams. */
final class OutputComparison {
  private OutputComparison() {}

  /** A sentence about what differs, or null if nothing does. */
  static @Nullable String note(List<ArmResult> arms) {
    Set<String> usual = outputs(arms.get(0));
    if (usual.size() > 1) {
      return arms.size() == 1
          ? null
          : arms.get(0).name()
              + " does not print the same on stdout each time, so outputs were not compared.";
    }
    List<String> others = new ArrayList<>();
    for (ArmResult arm : arms) {
      if (!outputs(arm).equals(usual)) {
        others.add(arm.name());
      }
    }
    return others.isEmpty()
        ? null
        : "What is printed on stdout differs from that of "
            + arms.get(0).name()
            + ": "
            + String.join(", ", others)
            + '.';
  }

  private static Set<String> outputs(ArmResult arm) {
    Set<String> outputs = new HashSet<>();
    arm.runs().forEach(run -> outputs.add(run.outputDigest()));
    return outputs;
  }
}
