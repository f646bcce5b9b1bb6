package io.lazyloader.agent.analysis.effects;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What became of the initialisers that were run to the end. Shared by all threads. */
public final class Evaluations {
  private final Map<String, Simulation> finished = new ConcurrentHashMap<>();
  private final AtomicInteger runs = new AtomicInteger();
  private int published;

  /** What became of an initialiser, if that was published by a moment. */
  public @Nullable Simulation finished(String className, int asOf) {
    Simulation known = finished.get(className);
    return known == null || known.published > asOf ? null : known;
  }

  /** How often something was published. */
  public synchronized int published() {
    return published;
  }

  /**
   * Publishes what one evaluation finished, all at once or nothing: whoever uses a part of it uses
   * the same objects in all of it.
   */
  public synchronized void publish(List<Simulation> simulations) {
    for (Simulation each : simulations) {
      if (finished.containsKey(each.type.name)) {
        return;
      }
    }
    published++;
    for (Simulation each : simulations) {
      if (each.isOfAnyRun()) {
        each.published = published;
        finished.put(each.type.name, each);
      }
    }
  }

  /** Counts a run of an initialiser. */
  public void runs() {
    runs.incrementAndGet();
  }

  /** How many initialisers were run, which is what evaluations cost. */
  public int runsSoFar() {
    return runs.get();
  }
}
