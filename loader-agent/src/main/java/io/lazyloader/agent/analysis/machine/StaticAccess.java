package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.effects.PresumedConstant;
import io.lazyloader.agent.analysis.effects.Simulation;
import io.lazyloader.agent.analysis.heap.ArrayObject;
import io.lazyloader.agent.analysis.heap.HeapObject;
import io.lazyloader.agent.analysis.heap.Values;
import io.lazyloader.agent.analysis.world.FieldInfo;
import org.jspecify.annotations.Nullable;

/**
 * The rules for getting at static fields: an initialiser may assign its own, and may read of others
 * what never changes.
 */
public final class StaticAccess {
  private final Execution execution;
  private final Invoker invoker;
  private final PlatformFacts platform;
  private final Immutability immutability;

  StaticAccess(
      Execution execution, Invoker invoker, PlatformFacts platform, Immutability immutability) {
    this.execution = execution;
    this.invoker = invoker;
    this.platform = platform;
    this.immutability = immutability;
  }

  /** Reads a static field. */
  public @Nullable Object get(FieldInfo field) {
    if (field.owner.name.equals("java/lang/System") && field.name.length() <= 3) {
      throw execution.obstacle(
          Kind.UNKNOWN, "it reads System." + field.name + ", which may be replaced at any time");
    }
    Object fixed = platform.fixedAtStart(field);
    if (fixed != null) {
      return fixed;
    }
    Simulation state = invoker.initialised(field.owner);
    if (field.constant != null && field.isFinal()) {
      return field.constant;
    }
    if (invoker.isAcross(state)) {
      throw execution.obstacle(
          Kind.UNSAFE,
          "it reads "
              + field
              + " of a class whose initialiser needs the class itself, so that its value depends on"
              + " which is initialised first");
    }
    return state.isFinished() ? getOfOthers(field, state) : getOwn(field, state);
  }

  private @Nullable Object getOfOthers(FieldInfo field, Simulation state) {
    if (invoker.isSupertype(field.owner) && state.mayLack(field)) {
      throw execution.obstacle(
          Kind.UNSAFE,
          "it reads "
              + field
              + " of a superclass whose initialiser may need the class itself, so that its value"
              + " depends on which is initialised first");
    }
    Object value = state.statics.get(field);
    boolean isSet = field.stable && value != null;
    if (!isSet && !immutability.isConstant(field)) {
      throw execution.obstacle(
          Kind.UNSAFE, "it reads " + field + ", which is not final and may change");
    }
    if (value instanceof HeapObject object && !object.frozen) {
      immutability.freeze(field, object, state);
    }
    immutability.freezeArray(field, value);
    return value;
  }

  private @Nullable Object getOwn(FieldInfo field, Simulation state) {
    if (!state.statics.isAssigned(field) && field.isFinal()) {
      state.accessed(
          field, Kind.UNSAFE, "it reads " + field + " before that is assigned", execution);
    } else if (!field.isFinal()) {
      state.accessed(
          field,
          Kind.UNSAFE,
          "it reads " + field + ", which is not final and may change",
          execution);
    }
    state.readsItself(field);
    Object value = state.statics.get(field);
    if (value instanceof ArrayObject table
        && !table.presumedConstant
        && immutability.isReadOnly(field)) {
      state.presumes(new PresumedConstant(table, field, state, state.statics));
    }
    return value;
  }

  /** Assigns a static field. */
  void put(FieldInfo field, @Nullable Object value) {
    Simulation state = invoker.initialised(field.owner);
    if (state != execution.current() || state.isFinished()) {
      throw execution.obstacle(Kind.UNSAFE, "it assigns " + field);
    }
    state.accessed(field, Kind.UNSAFE, "it assigns " + field, execution);
    state.statics.assign(
        field,
        value == null ? null : Values.narrowed(value, field.descriptor.charAt(0)),
        state.position());
  }
}
