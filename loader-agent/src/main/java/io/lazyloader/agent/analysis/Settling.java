package io.lazyloader.agent.analysis;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Marks an array or collection in a static field that nobody changes by that field: with what it is
 * made of (tables, nodes, inner arrays), but without the elements that are kept in it, which have
 * lives of their own. Nothing is marked if there is another way to it, by which others could change
 * it.
 */
final class Settling {
  private final FieldInfo field;
  private final Simulation owner;
  private final Set<HeapObject> parts = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Obj> open = new ArrayDeque<>();
  private final Reachable others = new Reachable();

  private Settling(FieldInfo field, Simulation owner) {
    this.field = field;
    this.owner = owner;
  }

  /**
   * Marks what a field holds.
   *
   * @param isDone whether the initialiser that fills it is done
   */
  static void settle(HeapObject root, FieldInfo field, Simulation owner, boolean isDone) {
    Settling settling = new Settling(field, owner);
    settling.collect(root);
    if (settling.isOnlyWay()) {
      for (HeapObject part : settling.parts) {
        part.settles = true;
        part.frozen |= isDone;
      }
    }
  }

  private void collect(HeapObject root) {
    if (root instanceof Arr array) {
      collectArrays(array, Type.getType(field.descriptor));
      return;
    }
    open(root);
    while (!open.isEmpty()) {
      collectState(open.pop());
    }
  }

  /** An array with the arrays inside it, as deep as the type of the field tells. */
  private void collectArrays(Arr array, Type declared) {
    if (array.home != owner
        || !parts.add(array)
        || !(array.elements instanceof Object[] elements)) {
      return;
    }
    boolean isNested = declared.getSort() == Type.ARRAY && declared.getDimensions() > 1;
    for (Object element : elements) {
      if (isNested && element instanceof Arr inner) {
        collectArrays(inner, Type.getType(declared.getDescriptor().substring(1)));
      } else {
        others.add(element);
      }
    }
  }

  private void collectState(Obj collection) {
    for (int slot = 0; slot < collection.slots.length; slot++) {
      Object value = collection.slots[slot];
      String declared = collection.type.instanceFields.get(slot).descriptor;
      if (value instanceof Arr array && array.home == owner) {
        parts.add(array);
        collectElements(array, declared.startsWith("[Ljava/util/"));
      } else if (declared.startsWith("Ljava/util/")) {
        open(value);
      } else {
        others.add(value);
      }
    }
  }

  private void collectElements(Arr array, boolean isTable) {
    if (array.elements instanceof Object[] elements) {
      for (Object element : elements) {
        if (isTable) {
          open(element);
        } else {
          others.add(element);
        }
      }
    }
  }

  private void open(@Nullable Object value) {
    boolean isPart =
        value instanceof Obj part && part.home == owner && part.type.name.startsWith("java/util/");
    if (!isPart) {
      others.add(value);
    } else if (value instanceof Obj part && parts.add(part)) {
      open.push(part);
    }
  }

  private boolean isOnlyWay() {
    for (FieldInfo each : owner.type.fields.values()) {
      if (each.isStatic() && each != field) {
        others.add(owner.statics[each.slot]);
      }
    }
    for (HeapObject part : parts) {
      if (part.mayHaveChanged || others.contains(part)) {
        return false;
      }
    }
    return true;
  }
}
