package io.lazyloader.agent.analysis.effects;

import io.lazyloader.agent.analysis.heap.Arr;
import io.lazyloader.agent.analysis.heap.HeapObject;
import io.lazyloader.agent.analysis.heap.Home;
import io.lazyloader.agent.analysis.heap.Obj;
import io.lazyloader.agent.analysis.heap.Reachable;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.ReadOnlyFields;
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
public final class Settling {
  private final FieldInfo field;
  private final Home home;
  private final StaticFields owner;
  private final Set<HeapObject> parts = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Reachable others = new Reachable();

  /** Takes an array that a field holds for one that settles. */
  public Settling(Arr root, FieldInfo field, Home home, StaticFields owner) {
    this.field = field;
    this.home = home;
    this.owner = owner;
    collect(root, Type.getType(field.descriptor));
  }

  public Set<HeapObject> parts() {
    return parts;
  }

  private void collect(Arr array, Type declared) {
    if (array.home != home || !parts.add(array) || !(array.elements instanceof Object[] elements)) {
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
  public boolean isOnlyWay() {
    owner.addOthers(others, field);
    for (HeapObject part : parts) {
      if (part.mayHaveChanged || others.contains(part)) {
        return false;
      }
    }
    return true;
  }

  /** Whether what a wrapper in a static field wraps is in no other static field of its class. */
  public static boolean isOnlyWay(Obj wrapper, FieldInfo field, StaticFields owner) {
    Reachable others = new Reachable();
    owner.addOthers(others, field);
    for (Object wrapped : wrapper.slots) {
      if (wrapped instanceof HeapObject object && others.contains(object)) {
        return false;
      }
    }
    return true;
  }
}
