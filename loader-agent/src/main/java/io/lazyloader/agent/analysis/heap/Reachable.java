package io.lazyloader.agent.analysis.heap;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The objects that can be reached from some values. */
public final class Reachable {
  private final Set<HeapObject> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  public void add(@Nullable Object value) {
    Deque<HeapObject> open = new ArrayDeque<>();
    open(value, open);
    while (!open.isEmpty()) {
      HeapObject object = open.pop();
      if (object instanceof Instance obj) {
        openAll(obj.slots, open);
        open(obj.payload, open);
      } else if (object instanceof Lambda lambda) {
        openAll(lambda.captured, open);
      } else if (object instanceof ArrayObject array
          && array.elements instanceof Object[] elements) {
        openAll(elements, open);
      }
    }
  }

  private void openAll(@Nullable Object[] values, Deque<HeapObject> open) {
    for (Object value : values) {
      open(value, open);
    }
  }

  private void open(@Nullable Object value, Deque<HeapObject> open) {
    if (value instanceof HeapObject object && seen.add(object)) {
      open.push(object);
    }
  }

  public boolean contains(HeapObject object) {
    return seen.contains(object);
  }

  public Set<HeapObject> objects() {
    return seen;
  }
}
