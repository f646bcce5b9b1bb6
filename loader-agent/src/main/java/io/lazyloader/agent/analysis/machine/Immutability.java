package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.effects.PresumedConstant;
import io.lazyloader.agent.analysis.effects.Simulation;
import io.lazyloader.agent.analysis.heap.ArrayObject;
import io.lazyloader.agent.analysis.heap.HeapObject;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.heap.Reachable;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.Names;
import io.lazyloader.agent.analysis.world.World;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Which fields never change again, whatever any code of a program does, and which objects that they
 * hold.
 *
 * <p>Neither {@code private} nor {@code final} says that: argument parsers, mappers and tests write
 * both kinds of instance fields by reflection, and read private static ones, to change what they
 * hold. So a field counts only if the JVM itself refuses to write it ({@code Field.set}), or if the
 * platform's module does not let a program get at it and its own code does not write it.
 */
final class Immutability {
  private final PlatformFacts platform;
  private final World world;

  Immutability(PlatformFacts platform, World world) {
    this.platform = platform;
    this.world = world;
  }

  // ---- fields ----

  /** Whether a static field has one value once its initialiser has assigned it. */
  boolean isConstant(FieldInfo field) {
    return field.isFinal() || platform.isNeverReassigned(field);
  }

  /**
   * Whether a field of an object that is made has its last value.
   *
   * @param value what it holds
   */
  boolean isConstant(FieldInfo field, @Nullable Object value) {
    if (!Names.isOfPlatform(field.owner.name)) {
      return field.isFinal() && field.owner.isRecord();
    }
    if (field.isFinal()) {
      // Reflection may write what is public in a package that is exported.
      return !field.isPublic() || !field.owner.name.startsWith("java/");
    }
    return field.stable && value != null && !value.equals(field.defaultValue());
  }

  /** Whether nobody changes the array in a static field by way of the field. */
  boolean isReadOnly(FieldInfo field) {
    return isConstant(field) && world.readOnlyFields(field.owner).contains(field);
  }

  // ---- what they hold ----

  /** Freezes what a static field of a finished class holds, if it never changes. */
  void freeze(FieldInfo field, HeapObject object, Simulation owner) {
    boolean isConstant =
        platform.holdsConstant(field)
            || (object instanceof Instance wrapper
                && platform.holdsUnmodifiable(field, object)
                && PresumedConstant.isUnaliased(wrapper, field, owner.statics));
    if (isConstant) {
      freezeAll(object);
    } else if (object instanceof ArrayObject table && isReadOnly(field)) {
      freezeIfUnaliased(new PresumedConstant(table, field, owner, owner.statics));
    }
  }

  /**
   * Freezes the array in a field of a finished class or of a shared object, if nobody changes it.
   */
  void freezeArray(FieldInfo field, @Nullable Object value) {
    if (value instanceof ArrayObject array
        && field.descriptor.charAt(0) == '['
        && platform.holdsConstantArray(field)) {
      freeze(array, Type.getType(field.descriptor).getDimensions());
    }
  }

  /** Freezes an array and the arrays inside it, but not what the innermost ones hold. */
  private static void freeze(ArrayObject array, int dimensions) {
    array.frozen = true;
    if (dimensions > 1 && array.elements instanceof Object[] elements) {
      for (Object element : elements) {
        if (element instanceof ArrayObject inner) {
          freeze(inner, dimensions - 1);
        }
      }
    }
  }

  /** Freezes all that an object of the JDK reaches. */
  private static void freezeAll(HeapObject object) {
    Reachable reachable = new Reachable();
    reachable.add(object);
    for (HeapObject each : reachable.objects()) {
      each.frozen = true;
    }
  }

  private static void freezeIfUnaliased(PresumedConstant table) {
    if (table.isUnaliased()) {
      for (HeapObject part : table.parts()) {
        part.frozen = true;
      }
    }
  }
}
