package io.lazyloader.agent.analysis.heap;

import io.lazyloader.agent.analysis.world.Footprint;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Estimates what the objects of one initialiser take that a world keeps. */
public final class RetainedSize {
  private final Home home;
  private final Set<HeapObject> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<HeapObject> open = new ArrayDeque<>();
  private long bytes;

  public RetainedSize(Home home) {
    this.home = home;
  }

  /** Adds a value and what it reaches of the same initialiser's. */
  public void add(@Nullable Object value) {
    open(value);
    while (!open.isEmpty()) {
      HeapObject object = open.pop();
      if (object instanceof Instance instance) {
        bytes += Footprint.instance(instance.slots.length);
        openAll(instance.slots);
        open(instance.payload);
      } else if (object instanceof Lambda lambda) {
        bytes += Footprint.instance(lambda.captured.length);
        openAll(lambda.captured);
      } else if (object instanceof ArrayObject array) {
        bytes += Footprint.array(array.descriptor, array.length());
        if (array.elements instanceof Object[] elements) {
          openAll(elements);
        }
      }
    }
  }

  private void openAll(@Nullable Object[] values) {
    for (Object value : values) {
      open(value);
    }
  }

  private void open(@Nullable Object value) {
    if (value instanceof CharSequence text) {
      bytes += Footprint.text(text.length());
    } else if (value instanceof HeapObject object && object.home == home && seen.add(object)) {
      open.push(object);
    }
  }

  public long bytes() {
    return bytes;
  }
}
