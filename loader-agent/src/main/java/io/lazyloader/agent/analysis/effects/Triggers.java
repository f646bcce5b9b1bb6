package io.lazyloader.agent.analysis.effects;

import io.lazyloader.agent.analysis.TrustRules;
import io.lazyloader.agent.analysis.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an initialiser stands among those that trigger each other: a node of the graph in which the
 * machine finds circles.
 */
public final class Triggers {
  /** The order in which the initialisers of one evaluation began. */
  public int number;

  /** The earliest one that is known to be in a circle with this one; itself if none is. */
  public int earliest;

  /** Whether it may yet turn out to be in a circle with one that is in progress. */
  public boolean isOpen;

  /** The circle that it is in, once that is known; null if it is in none. */
  public @Nullable Circle circle;

  /** Where it triggers members of its own circle. */
  public final List<Edge> edges = new ArrayList<>();

  /**
   * A trigger inside a circle.
   *
   * @param position in the initialiser; -1 for what the JVM initialises before it runs
   * @param rule vouches for the initialiser that is triggered, if not null
   * @param places the calls that lead to it
   */
  public record Edge(
      int position,
      Simulation target,
      TrustRules.@Nullable Rule rule,
      List<Verdict.Place> places) {}

  /**
   * Tells whether a trigger is known.
   *
   * @param position in the initialiser; -1 for what the JVM initialises before it runs
   * @param target what is triggered
   * @return true if there is such an edge
   */
  public boolean has(int position, Simulation target) {
    for (Edge edge : edges) {
      if (edge.position == position && edge.target == target) {
        return true;
      }
    }
    return false;
  }
}
