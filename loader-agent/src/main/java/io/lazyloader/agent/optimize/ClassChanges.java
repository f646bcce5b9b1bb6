package io.lazyloader.agent.optimize;

import io.lazyloader.agent.jars.JarItem;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Class files that passes have changed, by the jar and the entry that they take the place of. */
final class ClassChanges {
  static final ClassChanges NONE = new ClassChanges(Map.of());

  private final Map<String, byte[]> changed;

  private ClassChanges(Map<String, byte[]> changed) {
    this.changed = changed;
  }

  /** Begins with what is there, to which more can be added. */
  static Builder builder(ClassChanges before) {
    return new Builder(before);
  }

  /** The changed class file that belongs there, not copied; null if it is the original. */
  byte @Nullable [] of(Part part, JarItem item) {
    return changed.get(key(part, item));
  }

  int count() {
    return changed.size();
  }

  private static String key(Part part, JarItem item) {
    return part.number() + "!" + item.name();
  }

  /** Collects changes; may be used by several threads. */
  static final class Builder {
    private final Map<String, byte[]> all;

    private Builder(ClassChanges before) {
      all = new HashMap<>(before.changed);
    }

    synchronized void put(Part part, JarItem item, byte[] classFile) {
      all.put(key(part, item), classFile);
    }

    synchronized void remove(Part part, JarItem item) {
      all.remove(key(part, item));
    }

    synchronized ClassChanges build() {
      return new ClassChanges(Map.copyOf(all));
    }
  }
}
