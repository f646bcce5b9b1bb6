package io.lazyloader.agent.analysis.effects;

import io.lazyloader.agent.analysis.heap.HeapObject;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.heap.Reachable;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.TypeInfo;
import io.lazyloader.agent.rewrite.Region;
import org.jspecify.annotations.Nullable;

/** The static fields of a class while its initialiser runs, and afterwards. */
public final class StaticFields {
  private final TypeInfo type;

  /** By slot. */
  private final @Nullable Object[] values;

  /** Where each was assigned last, or -1; by slot. */
  private final int[] assignedAt;

  StaticFields(TypeInfo type) {
    this.type = type;
    this.values = new Object[type.staticCount];
    this.assignedAt = new int[type.staticCount];
    for (FieldInfo field : type.fields.values()) {
      if (field.isStatic()) {
        boolean isConstant = field.constant != null;
        values[field.slot] = isConstant ? field.constant : field.defaultValue();
        assignedAt[field.slot] = isConstant ? 0 : -1;
      }
    }
  }

  /** What a field of the class holds. */
  public @Nullable Object get(FieldInfo field) {
    return values[field.slot];
  }

  /** Assigns a field of the class. */
  public void assign(FieldInfo field, @Nullable Object value, int position) {
    values[field.slot] = value;
    assignedAt[field.slot] = position;
  }

  /** Whether the initialiser has assigned a field, or its class file does. */
  public boolean isAssigned(FieldInfo field) {
    return assignedAt[field.slot] >= 0;
  }

  /** Where a field was assigned last; 0 if its class file does that, -1 if nobody did yet. */
  int assignedAt(FieldInfo field) {
    return assignedAt[field.slot];
  }

  /** Forgets the values of the fields that a slice assigns. */
  public void lose(Region slice, Obstacle obstacle) {
    for (FieldInfo field : type.fields.values()) {
      if (field.isStatic() && slice.fields().contains(field.name)) {
        lose(field, slice.start(), obstacle);
      }
    }
  }

  /** Forgets the values of all fields that may be assigned from a position on. */
  void loseFrom(int position, Obstacle obstacle) {
    for (FieldInfo field : type.fields.values()) {
      if (field.isStatic()
          && field.constant == null
          && !(field.isFinal() && assignedAt[field.slot] >= 0)) {
        lose(field, position, obstacle);
      }
    }
  }

  private void lose(FieldInfo field, int at, Obstacle obstacle) {
    String cause = obstacle.cause.isEmpty() ? obstacle.reason : obstacle.cause;
    values[field.slot] =
        new Opaque(
            field + ", which is not known",
            cause.startsWith("it ") ? cause.substring(3) : cause,
            field.descriptor);
    assignedAt[field.slot] = at;
  }

  /** Forgets all objects: to look at them is refused from now on. */
  void forgetObjects() {
    for (FieldInfo field : type.fields.values()) {
      if (field.isStatic() && values[field.slot] instanceof HeapObject) {
        values[field.slot] =
            new Opaque(field + ", which takes too much memory to be kept", field.descriptor);
      }
    }
  }

  /** What is reachable from the fields that a region assigns. */
  Reachable reachableFrom(Region region) {
    Reachable reachable = new Reachable();
    for (FieldInfo field : type.fields.values()) {
      if (field.isStatic() && region.fields().contains(field.name)) {
        reachable.add(values[field.slot]);
      }
    }
    return reachable;
  }

  /** Adds what is reachable from all fields but one. */
  void addOthers(Reachable reachable, @Nullable FieldInfo except) {
    for (FieldInfo each : type.fields.values()) {
      if (each.isStatic() && each != except) {
        reachable.add(values[each.slot]);
      }
    }
  }

  /** What all fields hold, by slot. */
  @Nullable Object[] values() {
    return values;
  }
}
