package io.lazyloader.agent.analysis;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A method as its class file declares it. */
final class MethodInfo {
  final TypeInfo owner;
  final int access;
  final String name;
  final String descriptor;
  final Type[] parameters;
  final Type result;

  /** Whether it is known that no table entry stands for it. The same whoever finds out. */
  boolean isFollowed;

  /** The rule that vouches for it, once that is known. The same whoever finds out. */
  TrustRules.@Nullable Rule rule;

  volatile boolean isRuleKnown;

  /** Its instructions once it has run, else null. */
  volatile @Nullable MethodCode code;

  MethodInfo(TypeInfo owner, int access, String name, String descriptor) {
    this.owner = owner;
    this.access = access;
    this.name = name;
    this.descriptor = descriptor;
    this.parameters = Type.getArgumentTypes(descriptor);
    this.result = Type.getReturnType(descriptor);
  }

  boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  boolean isPrivate() {
    return (access & Opcodes.ACC_PRIVATE) != 0;
  }

  boolean isAbstract() {
    return (access & Opcodes.ACC_ABSTRACT) != 0;
  }

  boolean isNative() {
    return (access & Opcodes.ACC_NATIVE) != 0;
  }

  boolean isSynchronized() {
    return (access & Opcodes.ACC_SYNCHRONIZED) != 0;
  }

  /** Whether only classes of its own package can override it. */
  boolean isPackagePrivate() {
    return (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_PRIVATE)) == 0;
  }

  @Override
  public String toString() {
    return Names.method(owner.name, name, descriptor);
  }
}
