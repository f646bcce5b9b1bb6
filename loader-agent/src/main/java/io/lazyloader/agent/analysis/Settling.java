package io.lazyloader.agent.analysis;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.objectweb.asm.Type;

/**
 * An array in a static field that nobody changes by that field ({@link ReadOnlyFields}), with the
 * arrays inside it, as deep as the type of the field tells; without the elements, which have lives
 * of their own. Whether it never changes is known when its class is done: if no other field of the
 * class leads to it by then.
 */
final class Settling {
  private final FieldInfo field;
  private final Simulation owner;
  private final Set<HeapObject> parts = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Reachable others = new Reachable();

  Settling(Arr root, FieldInfo field, Simulation owner) {
    this.field = field;
    this.owner = owner;
    collect(root, Type.getType(field.descriptor));
  }

  Set<HeapObject> parts() {
    return parts;
  }

  private void collect(Arr array, Type declared) {
    if (array.home != owner
        || !parts.add(array)
        || !(array.elements instanceof Object[] elements)) {
      return;
    }
    boolean isNested = declared.getSort() == Type.ARRAY && declared.getDimensions() > 1;
    for (Object element : elements) {
      if (isNested && element instanceof Arr inner) {
        collect(inner, Type.getType(declared.getDescriptor().substring(1)));
      } else {
        others.add(element);
      }
    }
  }

  /** Whether nothing else leads to any part, now that all static fields are assigned. */
  boolean isOnlyWay() {
    addOthers(others, field, owner);
    for (HeapObject part : parts) {
      if (part.mayHaveChanged || others.contains(part)) {
        return false;
      }
    }
    return true;
  }

  /** Whether what a wrapper in a static field wraps is in no other static field of its class. */
  static boolean isOnlyWay(Obj wrapper, FieldInfo field, Simulation owner) {
    Reachable others = new Reachable();
    addOthers(others, field, owner);
    for (Object wrapped : wrapper.slots) {
      if (wrapped instanceof HeapObject object && others.contains(object)) {
        return false;
      }
    }
    return true;
  }

  private static void addOthers(Reachable others, FieldInfo field, Simulation owner) {
    for (FieldInfo each : owner.type.fields.values()) {
      if (each.isStatic() && each != field) {
        others.add(owner.statics[each.slot]);
      }
    }
  }
}
