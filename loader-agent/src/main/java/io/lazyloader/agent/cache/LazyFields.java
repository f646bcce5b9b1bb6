package io.lazyloader.agent.cache;

import java.util.HashSet;
import java.util.Set;

/** Hashes of the fields that classes must not read as they are; not thread-safe. */
final class LazyFields {
  private final Set<Long> fields = new HashSet<>();
  private final Set<Integer> brief = new HashSet<>();
  private boolean hasHidden;

  void add(long field) {
    fields.add(field);
    brief.add(KnownClass.brief(field));
  }

  /** Notes that there is one that no other class names. */
  void addHidden() {
    hasHidden = true;
  }

  boolean areNone() {
    return fields.isEmpty() && !hasHidden;
  }

  boolean contains(int briefHash) {
    return brief.contains(briefHash);
  }

  Set<Long> all() {
    return fields;
  }
}
