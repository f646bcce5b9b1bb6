package io.lazyloader.agent.analysis.heap;

import io.lazyloader.agent.analysis.world.TypeInfo;
import org.jspecify.annotations.Nullable;

/** An instance of a class. */
public final class Instance extends HeapObject {
  public final TypeInfo type;

  /** Its fields, those of superclasses first. */
  public final @Nullable Object[] slots;

  /** What stands for its state where the analysing JVM runs its methods, such as a builder. */
  public @Nullable Object payload;

  public Instance(Home home, TypeInfo type, @Nullable Object[] slots) {
    super(home);
    this.type = type;
    this.slots = slots;
  }

  @Override
  public String typeName() {
    return type.name;
  }
}
