package io.lazyloader.agent.optimize;

import io.lazyloader.agent.jars.JarItem;
import java.util.HashMap;
import java.util.Map;

/** Class files that passes have changed, by the jar and the entry that they take the place of. */
final class ClassChanges {
  static final ClassChanges NONE = new ClassChanges(Map.of());

  private final Map<String, JarItem> changed;

  private ClassChanges(Map<String, JarItem> changed) {
    this.changed = changed;
  }

  /** Begins with what is there, to which more can be added. */
  static Builder builder(ClassChanges before) {
    return new Builder(before);
  }

  /** What belongs in the place of an entry: itself if it was not changed. */
  JarItem of(Part part, JarItem item) {
    return changed.getOrDefault(key(part, item), item);
  }

  private static String key(Part part, JarItem item) {
    return part.number() + "!" + item.name();
  }

  /** Collects changes; may be used by several threads. */
  static final class Builder {
    private final Map<String, JarItem> all;

    private Builder(ClassChanges before) {
      all = new HashMap<>(before.changed);
    }

    /** Adds an entry that takes the place of the one of its name. */
    synchronized void put(Part part, JarItem item) {
      all.put(key(part, item), item);
    }

    synchronized ClassChanges build() {
      return new ClassChanges(Map.copyOf(all));
    }
  }
}
