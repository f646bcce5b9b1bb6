package io.lazyloader.agent;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Values by class loader. A loader is known by its identity: its own {@code equals} and {@code
 * hashCode} are code of the program. Keeps no loader alive, so a value must not refer to its
 * loader. May be used by several threads.
 *
 * @param <V> what is kept
 */
final class PerLoader<V> {
  private static final int BUCKETS = 256;
  private static final ClassLoader SYSTEM = ClassLoader.getSystemClassLoader();

  /** The value of the system class loader, which most programs are loaded by, and which stays. */
  private volatile @Nullable V ofSystem;

  /** Guarded by this; null as long as there is no other loader. */
  private @Nullable Entry<V> @Nullable [] buckets;

  private final ReferenceQueue<ClassLoader> unloaded = new ReferenceQueue<>();

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of a generic class.
  private static <V> @Nullable Entry<V>[] newBuckets() {
    return new Entry[BUCKETS];
  }

  /** Returns a loader's value, or null if it has none yet. */
  @Nullable V get(ClassLoader loader) {
    return loader == SYSTEM ? ofSystem : ofOther(loader);
  }

  private synchronized @Nullable V ofOther(ClassLoader loader) {
    if (buckets == null) {
      return null;
    }
    for (Entry<V> entry = buckets[bucket(System.identityHashCode(loader))];
        entry != null;
        entry = entry.next) {
      if (entry.refersTo(loader)) {
        return entry.value;
      }
    }
    return null;
  }

  /** Gives a loader a value, unless it has one; returns the one that it has now. */
  synchronized V putIfAbsent(ClassLoader loader, V value) {
    V known = get(loader);
    if (known != null) {
      return known;
    }
    if (loader == SYSTEM) {
      ofSystem = value;
      return value;
    }
    forgetUnloaded();
    @Nullable Entry<V>[] all = buckets == null ? newBuckets() : buckets;
    buckets = all;
    int bucket = bucket(System.identityHashCode(loader));
    all[bucket] = new Entry<>(loader, unloaded, value, all[bucket]);
    return value;
  }

  private void forgetUnloaded() {
    for (Object gone = unloaded.poll(); gone != null; gone = unloaded.poll()) {
      if (gone instanceof Entry<?> dead) {
        remove(dead);
      }
    }
  }

  private void remove(Entry<?> dead) {
    if (buckets == null) {
      return;
    }
    int bucket = bucket(dead.hash);
    Entry<V> younger = null;
    for (Entry<V> entry = buckets[bucket]; entry != null; entry = entry.next) {
      if (entry != dead) {
        younger = entry;
      } else if (younger == null) {
        buckets[bucket] = entry.next;
      } else {
        younger.next = entry.next;
      }
    }
  }

  private static int bucket(int hash) {
    return (hash ^ (hash >>> 16)) & (BUCKETS - 1);
  }

  private static final class Entry<V> extends WeakReference<ClassLoader> {
    final int hash;
    final V value;
    @Nullable Entry<V> next;

    Entry(
        ClassLoader loader,
        ReferenceQueue<ClassLoader> unloaded,
        V value,
        @Nullable Entry<V> next) {
      super(loader, unloaded);
      this.hash = System.identityHashCode(loader);
      this.value = value;
      this.next = next;
    }
  }
}
