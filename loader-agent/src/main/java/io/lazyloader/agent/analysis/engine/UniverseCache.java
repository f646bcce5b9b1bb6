package io.lazyloader.agent.analysis.engine;

import io.lazyloader.agent.analysis.ClassSource;
import io.lazyloader.agent.analysis.Limits;
import io.lazyloader.agent.analysis.TrustRules;
import io.lazyloader.agent.analysis.machine.Universe;
import io.lazyloader.agent.analysis.world.World;
import java.lang.ref.SoftReference;

/**
 * What an engine knows of its classes, kept from one evaluation to the next as far as there is room
 * for it: it is made anew when it has grown, and given up when the analysing JVM, whose memory is
 * the program's where an agent judges, runs short. Verdicts do not depend on it. May be used by
 * several threads.
 */
final class UniverseCache {
  /** How much of the heap it may take, and how much at most. */
  private static final int SHARE = 16;

  private static final long MOST = 32 << 20;
  private static final long LEAST = 8 << 20;

  private final ClassSource classes;
  private final TrustRules rules;
  private final Limits limits;
  private final long room;
  private SoftReference<Pair> kept = new SoftReference<>(null);

  UniverseCache(ClassSource classes, TrustRules rules, Limits limits) {
    this.limits = limits;
    this.classes = classes;
    this.rules = rules;
    this.room = Math.max(LEAST, Math.min(MOST, Runtime.getRuntime().maxMemory() / SHARE));
  }

  /** The world in which assertions are on, and the one in which they are off. */
  static final class Pair {
    final Universe withAssertions;
    final Universe withoutAssertions;

    Pair(ClassSource classes, TrustRules rules, Limits limits) {
      this.withAssertions = new Universe(new World(classes), rules, limits, true);
      this.withoutAssertions = new Universe(new World(classes), rules, limits, false);
    }
  }

  /** What there is; anew if that takes too much. */
  synchronized Pair get() {
    Pair known = kept.get();
    return known == null
            || known.withAssertions.world().kept() + known.withoutAssertions.world().kept() > room
        ? renewed()
        : known;
  }

  /** Nothing but what is found out from now on. */
  synchronized Pair renewed() {
    Pair made = new Pair(classes, rules, limits);
    kept = new SoftReference<>(made);
    return made;
  }
}
