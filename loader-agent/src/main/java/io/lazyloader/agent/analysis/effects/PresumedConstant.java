package io.lazyloader.agent.analysis.effects;

import io.lazyloader.agent.analysis.heap.ArrayObject;
import io.lazyloader.agent.analysis.heap.HeapObject;
import io.lazyloader.agent.analysis.heap.Home;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.heap.Reachable;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.ReadOnlyFields;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.objectweb.asm.Type;

/**
 * An array in a static field that nobody changes by way of that field ({@link ReadOnlyFields}),
 * taken for constant before it is known whether there is another way to it: an alias in another
 * field of its class. That is known when the class is initialised.
 *
 * <p>With the array go those inside it, as deep as the type of the field tells; not the elements of
 * the innermost ones, which may change on their own.
 */
public final class PresumedConstant {
  private final FieldInfo field;
  private final Home home;
  private final StaticFields owner;
  private final Set<HeapObject> parts = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Reachable others = new Reachable();

  /** Takes the array that a field holds for constant. */
  public PresumedConstant(ArrayObject root, FieldInfo field, Home home, StaticFields owner) {
    this.field = field;
    this.home = home;
    this.owner = owner;
    collect(root, Type.getType(field.descriptor));
  }

  /** The array and those inside it. */
  public Set<HeapObject> parts() {
    return parts;
  }

  private void collect(ArrayObject array, Type declared) {
    if (array.home != home || !parts.add(array) || !(array.elements instanceof Object[] elements)) {
      return;
    }
    boolean isNested = declared.getSort() == Type.ARRAY && declared.getDimensions() > 1;
    for (Object element : elements) {
      if (isNested && element instanceof ArrayObject inner) {
        collect(inner, Type.getType(declared.getDescriptor().substring(1)));
      } else {
        others.add(element);
      }
    }
  }

  /** Whether nothing else leads to any part, now that all static fields are assigned. */
  public boolean isUnaliased() {
    owner.addOthers(others, field);
    for (HeapObject part : parts) {
      if (part.mayHaveChanged || others.contains(part)) {
        return false;
      }
    }
    return true;
  }

  /** Whether what a wrapper in a static field wraps is in no other static field of its class. */
  public static boolean isUnaliased(Instance wrapper, FieldInfo field, StaticFields owner) {
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
