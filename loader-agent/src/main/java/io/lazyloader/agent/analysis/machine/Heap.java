package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.effects.Obstacle;
import io.lazyloader.agent.analysis.effects.Simulation;
import io.lazyloader.agent.analysis.heap.ArrayObject;
import io.lazyloader.agent.analysis.heap.HeapObject;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.heap.Reachable;
import io.lazyloader.agent.analysis.heap.Types;
import io.lazyloader.agent.analysis.heap.Values;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.Footprint;
import io.lazyloader.agent.analysis.world.Names;
import org.jspecify.annotations.Nullable;

/**
 * The rules for getting at objects: an initialiser may change what it made itself, and may read of
 * others what never changes.
 */
public final class Heap {
  private final Execution execution;
  private final Types types;
  private final Instances instances;
  private final Arrays arrays;
  private final PlatformFacts platform;
  private final Immutability immutability;

  Heap(
      Execution execution,
      Types types,
      Instances instances,
      Arrays arrays,
      PlatformFacts platform,
      Immutability immutability) {
    this.execution = execution;
    this.types = types;
    this.instances = instances;
    this.arrays = arrays;
    this.platform = platform;
    this.immutability = immutability;
  }

  /**
   * Reads a field of an object (JVMS 17 §6.5, {@code getfield}).
   *
   * @param target the object; null if the program's is
   * @return the value; null if the program's is
   * @throws Thrown if there is no object
   * @throws Obstacle if it is not known what the field holds, or holds whenever this runs
   */
  public @Nullable Object getField(@Nullable Object target, FieldInfo field) {
    Instance object = object(target);
    if (platform.isUpToCollector(field)) {
      throw execution.obstacle(
          Kind.UNKNOWN,
          "it asks a reference for its object, which the garbage collector may have taken");
    }
    Object value = object.slots[field.slot];
    if (!immutability.isConstant(field, value) && !platform.isCache(field)) {
      reads(object, field);
    } else if (object.escaped) {
      throw hasEscaped();
    }
    immutability.freezeArray(field, value);
    return value;
  }

  /**
   * Assigns a field of an object (JVMS 17 §6.5, {@code putfield}).
   *
   * @param target the object; null if the program's is
   * @param value narrowed to the field's type; null if the program's is
   * @throws Thrown if there is no object
   * @throws Obstacle if others may see the change
   */
  public void putField(@Nullable Object target, FieldInfo field, @Nullable Object value) {
    Instance object = object(target);
    if (platform.isCache(field) && object.home != execution.current()) {
      return;
    }
    writes(object, field.toString());
    object.slots[field.slot] =
        value == null ? null : Values.narrowed(value, field.descriptor.charAt(0));
  }

  private Instance object(@Nullable Object target) {
    Object known = instances.known(target);
    if (known instanceof Instance object && object.payload == null) {
      return object;
    }
    throw execution.obstacle(
        Kind.UNKNOWN,
        "it looks into the state of a " + types.describe(known) + ", which is not modelled");
  }

  /** The array, which is about to be read. */
  public ArrayObject readable(@Nullable Object target) {
    ArrayObject array = array(target);
    reads(array, null);
    return array;
  }

  /** What a primitive array holds, which is about to be read. */
  public Object elements(@Nullable Object target) {
    ArrayObject array = readable(target);
    if (array.unknown != null) {
      throw execution.unknown(array.unknown);
    }
    return array.elements;
  }

  /** The array, which is about to be changed. */
  public ArrayObject writable(@Nullable Object target) {
    ArrayObject array = array(target);
    writes(array, "an array");
    return array;
  }

  /** The array, only for its length and type. */
  public ArrayObject array(@Nullable Object target) {
    Object known = instances.known(target);
    if (known instanceof ArrayObject array) {
      return array;
    }
    throw execution.obstacle(
        Kind.UNKNOWN, "it takes a " + Names.binary(types.typeName(known)) + " for an array");
  }

  /**
   * Notes a read of what may change.
   *
   * @param field null if it is not a field that is read, but an element or a text
   */
  public void reads(HeapObject object, @Nullable FieldInfo field) {
    if (object.escaped) {
      throw hasEscaped();
    }
    if (object.frozen) {
      return;
    }
    Simulation current = execution.current();
    if (object.home != current) {
      execution.notes(
          Kind.UNKNOWN, "it reads " + describe(object, field) + " that is shared and may change");
    } else if (object.madeAt != current.position()) {
      current.accessed(object, false, execution);
    }
  }

  private static String describe(HeapObject object, @Nullable FieldInfo field) {
    if (field == null) {
      return object instanceof ArrayObject ? "an array" : "the state of an object";
    }
    String way = field.isFinal() ? "reflection can assign" : "is not final";
    return "the field " + field + ", which " + way + ", of an object";
  }

  /**
   * Notes that an object changes.
   *
   * @param what of it, for a sentence
   * @throws Obstacle if others may see the change
   */
  public void writes(HeapObject object, String what) {
    if (object.escaped) {
      throw hasEscaped();
    }
    Simulation current = execution.current();
    if (object.home != current) {
      throw execution.obstacle(Kind.UNSAFE, "it changes " + what + " of an object that is shared");
    }
    if (object.madeAt != current.position()) {
      current.accessed(object, true, execution);
    }
  }

  private Obstacle hasEscaped() {
    return execution.obstacle(
        Kind.UNKNOWN, "it looks into an object that trusted code was given, which may change it");
  }

  /** Gives an object, and all that it reaches, to code that is not followed. */
  void escape(@Nullable Object value) {
    Reachable reachable = new Reachable();
    reachable.add(value);
    for (HeapObject object : reachable.objects()) {
      // What is shared was in other hands before.
      if (object.home == execution.current()) {
        object.escaped = true;
      }
    }
  }

  void lock(@Nullable Object target) {
    if (target == null) {
      throw instances.nullPointer();
    }
    if (target instanceof HeapObject object
        && !object.frozen
        && object.home == execution.current()) {
      if (object.madeAt != execution.current().position()) {
        execution.current().accessed(object, true, execution);
      }
      return;
    }
    if (target instanceof Opaque opaque) {
      throw execution.unknown(opaque);
    }
    execution.notes(Kind.UNKNOWN, "it locks " + types.describe(target) + ", which is shared");
  }

  /** A shallow copy, as {@code Object.clone} makes it. */
  public Object copy(Object value) {
    if (value instanceof ArrayObject array) {
      reads(array, null);
      return arrays.copy(array);
    }
    if (value instanceof Instance object
        && types.isSubtype(object.type.name, "java/lang/Cloneable")) {
      for (FieldInfo field : object.type.instanceFields) {
        if (!immutability.isConstant(field, object.slots[field.slot])) {
          reads(object, field);
        }
      }
      execution.allocates(Footprint.instance(object.slots.length));
      return new Instance(execution.current(), object.type, object.slots.clone());
    }
    throw instances.exception(
        "java/lang/CloneNotSupportedException", Names.binary(types.typeName(value)));
  }
}
