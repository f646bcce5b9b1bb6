package io.lazyloader.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those who are told what becomes of deferred fields. An instance never changes: who registers or
 * leaves replaces it. Loaded with the first listener.
 */
public final class Listeners {
  private final ResolutionListener[] all;

  private Listeners(ResolutionListener[] all) {
    this.all = all;
  }

  /**
   * Adds a listener, behind those that are there.
   *
   * @param listener kept until it is removed
   */
  public static void add(ResolutionListener listener) {
    synchronized (Listeners.class) {
      List<ResolutionListener> more = registered();
      more.add(listener);
      replaceBy(more);
    }
  }

  /**
   * Removes a listener; without effect if it is not registered.
   *
   * @param listener the one that was added
   */
  public static void remove(ResolutionListener listener) {
    synchronized (Listeners.class) {
      List<ResolutionListener> fewer = new ArrayList<>();
      boolean isRemoved = false;
      for (ResolutionListener known : registered()) {
        // Not by equals, which is the listener's own code.
        if (known == listener && !isRemoved) {
          isRemoved = true;
        } else {
          fewer.add(known);
        }
      }
      replaceBy(fewer);
    }
  }

  /**
   * Returns the listeners.
   *
   * @return a list of its own, in the order of registration
   */
  public static List<ResolutionListener> registered() {
    Listeners known = DeferredClasses.listeners;
    return known == null ? new ArrayList<>() : new ArrayList<>(List.of(known.all));
  }

  private static void replaceBy(List<ResolutionListener> listeners) {
    DeferredClasses.listeners =
        listeners.isEmpty() ? null : new Listeners(listeners.toArray(new ResolutionListener[0]));
  }

  void deferred(LazyRegions regions) {
    try {
      RegionNames names = regions.names();
      for (ResolutionListener listener : all) {
        listener.deferred(names, regions.count());
      }
    } catch (RuntimeException | Error e) {
      // No stack or memory left: the program must get on, and finds that out by itself.
    }
  }

  void resolved(LazyRegions regions, int index, @Nullable String site, long nanos) {
    try {
      RegionNames names = regions.names();
      String reader = site == null ? ResolutionSite.here() : site;
      for (ResolutionListener listener : all) {
        listener.resolved(names, index, reader, nanos);
      }
    } catch (RuntimeException | Error e) {
      // As above.
    }
  }

  void failed(LazyRegions regions, int index, @Nullable String site, long nanos, Throwable thrown) {
    try {
      RegionNames names = regions.names();
      String reader = site == null ? ResolutionSite.here() : site;
      for (ResolutionListener listener : all) {
        listener.failed(names, index, reader, nanos, thrown);
      }
    } catch (RuntimeException | Error e) {
      // As above.
    }
  }
}
