package io.lazyloader.agent.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an initialiser stands among those that trigger each other: a node of the graph in which
 * {@link Initialisations} finds circles.
 */
final class Triggers {
  /** The order in which the initialisers of one evaluation began. */
  int number;

  /** The earliest one that is known to be in a circle with this one; itself if none is. */
  int earliest;

  /** Whether it may yet turn out to be in a circle with one that is in progress. */
  boolean isOpen;

  /** The circle that it is in, once that is known; null if it is in none. */
  @Nullable Circle circle;

  /** Where it triggers members of its own circle. */
  final List<Edge> edges = new ArrayList<>();

  /**
   * A trigger inside a circle.
   *
   * @param position in the initialiser; -1 for what the JVM initialises before it runs
   * @param rule vouches for the initialiser that is triggered, if not null
   * @param places the calls that lead to it
   */
  record Edge(
      int position,
      Simulation target,
      TrustRules.@Nullable Rule rule,
      List<Verdict.Place> places) {}

  boolean has(int position, Simulation target) {
    for (Edge edge : edges) {
      if (edge.position == position && edge.target == target) {
        return true;
      }
    }
    return false;
  }
}
