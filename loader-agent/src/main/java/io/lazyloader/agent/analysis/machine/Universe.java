package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.Limits;
import io.lazyloader.agent.analysis.TrustRules;
import io.lazyloader.agent.analysis.effects.Evaluations;
import io.lazyloader.agent.analysis.effects.TrustedCalls;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.world.MethodInfo;
import io.lazyloader.agent.analysis.world.World;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What all machines share that evaluate the classes of one world. Shared by all threads. */
public final class Universe {
  final World world;
  final Limits limits;

  /** Whether assertions are on, in classes that are not the platform's. */
  private final boolean assertions;

  final TrustedCalls trust;
  final Evaluations evaluations = new Evaluations();
  private final Map<Object, Instance> boxes = new ConcurrentHashMap<>();

  /** Methods of which it is known that none of the {@link Intrinsics} stands for them. */
  private final Set<MethodInfo> followed = ConcurrentHashMap.newKeySet();

  /**
   * Makes a universe in which nothing is evaluated yet.
   *
   * @param world the classes
   * @param rules what to trust where nothing can be proven
   * @param limits what one initialiser may use
   * @param assertions whether assertions are on, in classes that are not the platform's
   */
  public Universe(World world, TrustRules rules, Limits limits, boolean assertions) {
    this.world = world;
    this.limits = limits;
    this.assertions = assertions;
    this.trust = new TrustedCalls(rules);
  }

  /** The classes. */
  public World world() {
    return world;
  }

  /** Whether assertions are on, in classes that are not the platform's. */
  public boolean assertions() {
    return assertions;
  }

  boolean isFollowed(MethodInfo method) {
    return followed.contains(method);
  }

  void follows(MethodInfo method) {
    followed.add(method);
  }

  /** How many initialisers were run, which is what evaluations cost. */
  public int runsSoFar() {
    return evaluations.runsSoFar();
  }

  /** The one box of a small value, by class and value; null until it is made. */
  public @Nullable Instance box(Object key) {
    return boxes.get(key);
  }

  /** Keeps a box; returns the one that counts. */
  public Instance keepBox(Object key, Instance box) {
    Instance winner = boxes.putIfAbsent(key, box);
    return winner == null ? box : winner;
  }
}
