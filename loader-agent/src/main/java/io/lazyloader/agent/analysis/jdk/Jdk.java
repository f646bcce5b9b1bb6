package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.heap.HeapObject;
import io.lazyloader.agent.analysis.machine.Interpreter;
import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.machine.Platform;
import io.lazyloader.agent.analysis.machine.Universe;
import io.lazyloader.agent.analysis.world.BootClasses;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.TypeInfo;
import org.jspecify.annotations.Nullable;

/** The JDK, by the {@link MethodTable} and {@link JdkFacts}: the door of this room. */
public final class Jdk implements Platform {
  private Jdk() {}

  /**
   * Makes a machine for one evaluation.
   *
   * @param universe what it shares with others
   * @return a machine for one thread that knows the JDK
   */
  public static Interpreter interpreter(Universe universe) {
    return new Interpreter(universe, new Jdk());
  }

  @Override
  public Intrinsics intrinsics(Machine machine) {
    return new JdkMethods(machine);
  }

  @Override
  public @Nullable Object fixedAtStart(FieldInfo field) {
    return JdkFacts.fixedAtStart(field);
  }

  @Override
  public boolean isNeverReassigned(FieldInfo field) {
    return JdkFacts.isNeverReassigned(field);
  }

  @Override
  public boolean holdsConstant(FieldInfo field) {
    return JdkFacts.holdsConstant(field);
  }

  @Override
  public boolean holdsUnmodifiable(FieldInfo field, HeapObject value) {
    return JdkFacts.holdsUnmodifiable(field, value);
  }

  @Override
  public boolean holdsConstantArray(FieldInfo field) {
    return JdkFacts.holdsConstantArray(field);
  }

  @Override
  public boolean isCache(FieldInfo field) {
    return JdkFacts.isCache(field);
  }

  @Override
  public boolean isUpToCollector(FieldInfo field) {
    return JdkFacts.isUpToCollector(field);
  }

  @Override
  public boolean isInitialisedAtStart(TypeInfo type, int javaVersion) {
    return BootClasses.contains(type.name, javaVersion) || JdkFacts.isHarmless(type);
  }
}
