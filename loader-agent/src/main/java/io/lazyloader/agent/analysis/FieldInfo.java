package io.lazyloader.agent.analysis;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** A field as its class file declares it. */
final class FieldInfo {
  final TypeInfo owner;
  final int access;
  final String name;
  final String descriptor;
  final @Nullable Object constant;

  /** Whether the JDK marks it as never changing once set, and so the elements of its array. */
  boolean stable;

  /** Its place among the static fields of its class or the fields of an instance. */
  final int slot;

  FieldInfo(
      TypeInfo owner,
      int access,
      String name,
      String descriptor,
      @Nullable Object constant,
      int slot) {
    this.owner = owner;
    this.access = access;
    this.name = name;
    this.descriptor = descriptor;
    this.constant = constant;
    this.slot = slot;
  }

  boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  boolean isFinal() {
    return (access & Opcodes.ACC_FINAL) != 0;
  }

  boolean isPublic() {
    return (access & Opcodes.ACC_PUBLIC) != 0;
  }

  /** Whether a compiler made it, for no line of the source. */
  boolean isSynthetic() {
    return (access & Opcodes.ACC_SYNTHETIC) != 0;
  }

  boolean isPrivate() {
    return (access & Opcodes.ACC_PRIVATE) != 0;
  }

  @Nullable Object defaultValue() {
    return Values.defaultOf(descriptor);
  }

  @Override
  public String toString() {
    return owner.binaryName() + '.' + name;
  }
}
