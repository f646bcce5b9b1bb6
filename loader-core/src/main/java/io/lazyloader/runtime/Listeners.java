package io.lazyloader.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those who are told what becomes of deferred fields. An instance never changes: who registers or
 * leaves replaces it. Loaded with the first listener. What a listener throws, it throws; who tells
 * it sees to that.
 */
final class Listeners {
  /** Held while one replaces another. */
  static final Object REPLACING = new Object();

  private final ResolutionListener[] all;

  private Listeners(ResolutionListener[] all) {
    this.all = all;
  }

  /** Those of before, none if null, and one more behind them. */
  static Listeners with(@Nullable Listeners before, ResolutionListener listener) {
    List<ResolutionListener> more = list(before);
    more.add(listener);
    return new Listeners(more.toArray(new ResolutionListener[0]));
  }

  /** Those of before but for one, the first of its kind; null if none is left. */
  static @Nullable Listeners without(@Nullable Listeners before, ResolutionListener listener) {
    List<ResolutionListener> fewer = new ArrayList<>();
    boolean isRemoved = false;
    for (ResolutionListener known : list(before)) {
      // Not by equals, which is the listener's own code.
      if (known == listener && !isRemoved) {
        isRemoved = true;
      } else {
        fewer.add(known);
      }
    }
    return fewer.isEmpty() ? null : new Listeners(fewer.toArray(new ResolutionListener[0]));
  }

  /** Lists them in the order of registration; a list of its own. */
  static List<ResolutionListener> list(@Nullable Listeners listeners) {
    return listeners == null ? new ArrayList<>() : new ArrayList<>(List.of(listeners.all));
  }

  void deferred(RegionNames names, int count) {
    for (ResolutionListener listener : all) {
      listener.deferred(names, count);
    }
  }

  void resolved(RegionNames names, int index, @Nullable String site, long nanos) {
    String reader = site == null ? ResolutionSite.here() : site;
    for (ResolutionListener listener : all) {
      listener.resolved(names, index, reader, nanos);
    }
  }

  void failed(RegionNames names, int index, @Nullable String site, long nanos, Throwable thrown) {
    String reader = site == null ? ResolutionSite.here() : site;
    for (ResolutionListener listener : all) {
      listener.failed(names, index, reader, nanos, thrown);
    }
  }
}
