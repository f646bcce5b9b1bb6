package io.lazyloader.agent.analysis.world;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** A field as its class file declares it. */
public final class FieldInfo {
  public final TypeInfo owner;
  public final int access;
  public final String name;
  public final String descriptor;
  public final @Nullable Object constant;

  /** Whether the JDK marks it as never changing once set, and so the elements of its array. */
  public boolean stable;

  /** Its place among the static fields of its class or the fields of an instance. */
  public final int slot;

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

  public boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  public boolean isFinal() {
    return (access & Opcodes.ACC_FINAL) != 0;
  }

  public boolean isPublic() {
    return (access & Opcodes.ACC_PUBLIC) != 0;
  }

  /** Whether a compiler made it, for no line of the source. */
  boolean isSynthetic() {
    return (access & Opcodes.ACC_SYNTHETIC) != 0;
  }

  public boolean isPrivate() {
    return (access & Opcodes.ACC_PRIVATE) != 0;
  }

  /** What it holds before it is assigned (JVMS 17 §2.3, §2.4). */
  public @Nullable Object defaultValue() {
    return switch (descriptor.charAt(0)) {
      case 'Z', 'B', 'C', 'S', 'I' -> 0;
      case 'J' -> 0L;
      case 'F' -> 0f;
      case 'D' -> 0d;
      default -> null;
    };
  }

  @Override
  public String toString() {
    return owner.binaryName() + '.' + name;
  }
}
