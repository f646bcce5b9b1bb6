package io.lazyloader.agent.analysis;

import org.jspecify.annotations.Nullable;

/** An instance of a class. */
final class Obj extends HeapObject {
  final TypeInfo type;

  /** Its fields, those of superclasses first. */
  final @Nullable Object[] slots;

  /** What stands for its state where the analysing JVM runs its methods, such as a builder. */
  @Nullable Object payload;

  Obj(Simulation home, TypeInfo type, @Nullable Object[] slots) {
    super(home);
    this.type = type;
    this.slots = slots;
  }

  @Override
  String typeName() {
    return type.name;
  }
}
