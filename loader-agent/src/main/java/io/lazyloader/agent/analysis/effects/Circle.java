package io.lazyloader.agent.analysis.effects;

import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.analysis.effects.Triggers.Edge;
import io.lazyloader.agent.analysis.world.TypeInfo;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Classes whose initialisers need each other, judged together. Each ran once, and took the others
 * for initialised: inside a circle no member reads a static field of another, so that none can tell
 * which of them came first. Whether one of them is free to run at another time then depends on what
 * it reaches.
 */
public final class Circle {
  private static final Object NONE = new Object();

  private final List<Simulation> members;
  private final boolean isClean;

  /** What speaks against running a member, for those outside, or {@link #NONE}. */
  private final Map<String, Object> obstacles = new ConcurrentHashMap<>();

  /**
   * Joins them, and finds out what speaks against each.
   *
   * @param members all of a circle, each of which has run
   */
  public Circle(List<Simulation> members) {
    this.members = members;
    boolean clean = true;
    long cost = 0;
    boolean asksForAssertions = false;
    boolean isOfAnyRun = true;
    for (Simulation each : members) {
      clean &= each.ownObstacle() == null;
      cost += each.cost();
      asksForAssertions |= each.dependsOnAssertions();
      isOfAnyRun &= each.isOfAnyRun();
    }
    this.isClean = clean;
    for (Simulation each : members) {
      each.joins(this, cost - each.cost(), asksForAssertions, isOfAnyRun);
    }
    spreadTrust();
  }

  /** Whoever triggers a member rests on what the others rest on. */
  private void spreadTrust() {
    Map<Simulation, Obstacle> trusting = new LinkedHashMap<>();
    for (Simulation each : members) {
      Obstacle trust = each.trust();
      if (trust != null) {
        trusting.put(each, trust);
      }
    }
    for (Simulation each : members) {
      Obstacle others = null;
      for (Map.Entry<Simulation, Obstacle> other : trusting.entrySet()) {
        if (other.getKey() != each) {
          others = other.getValue();
          break;
        }
      }
      for (Edge edge : each.triggers.edges) {
        if (edge.rule() != null && !isClean) {
          each.trusts(edge.position(), Obstacle.trust(edge.rule(), edge.places()));
        } else if (others != null) {
          each.trusts(edge.position(), others);
        }
      }
    }
  }

  /** What speaks against running a member at another time, for those outside; null if nothing. */
  @Nullable Obstacle obstacle(Simulation member) {
    if (isClean) {
      return null;
    }
    Object known = obstacles.get(member.type.name);
    if (known == null) {
      Obstacle found = search(member, null);
      known = found == null ? NONE : found;
      obstacles.put(member.type.name, known);
    }
    return known == NONE ? null : (Obstacle) known;
  }

  /** The same for another member, which is initialised then, or in progress. */
  public @Nullable Obstacle obstacle(Simulation member, TypeInfo asking) {
    return isClean ? null : search(member, asking);
  }

  /** Whether a member triggers another one that is not free to run at another time. */
  public boolean hinders(Simulation member) {
    for (Edge edge : member.triggers.edges) {
      if (edge.position() >= 0
          && edge.rule() == null
          && obstacle(edge.target(), member.type) != null) {
        return true;
      }
    }
    return false;
  }

  /** Looks for the worst among what a member reaches without passing a class: nearest first. */
  private static @Nullable Obstacle search(Simulation from, @Nullable TypeInfo avoided) {
    Map<Simulation, Edge> ways = new LinkedHashMap<>();
    Map<Simulation, Simulation> sources = new LinkedHashMap<>();
    Deque<Simulation> open = new ArrayDeque<>();
    open.add(from);
    Obstacle worst = null;
    while (!open.isEmpty()) {
      Simulation member = open.remove();
      Obstacle own = member.ownObstacle();
      if (own != null && (worst == null || own.kind == Verdict.Kind.UNSAFE)) {
        worst = along(from, member, own, ways, sources);
        if (own.kind == Verdict.Kind.UNSAFE) {
          return worst;
        }
      }
      for (Edge edge : member.triggers.edges) {
        Simulation target = edge.target();
        boolean isNew = target != from && !ways.containsKey(target);
        if (isNew && edge.rule() == null && target.type != avoided) {
          ways.put(target, edge);
          sources.put(target, member);
          open.add(target);
        }
      }
    }
    return worst;
  }

  private static Obstacle along(
      Simulation from,
      Simulation member,
      Obstacle own,
      Map<Simulation, Edge> ways,
      Map<Simulation, Simulation> sources) {
    Obstacle obstacle = own;
    Simulation at = member;
    while (at != from) {
      Edge edge = ways.get(at);
      Simulation source = sources.get(at);
      if (edge == null || source == null) {
        throw new IllegalStateException("no way to " + at.type.name);
      }
      obstacle = Obstacle.triggers(at.type, obstacle, edge.places());
      at = source;
    }
    return obstacle;
  }
}
