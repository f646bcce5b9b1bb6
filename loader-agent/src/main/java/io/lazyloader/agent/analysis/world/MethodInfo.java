package io.lazyloader.agent.analysis.world;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A method as its class file declares it. */
public final class MethodInfo {
  public final TypeInfo owner;
  final int access;
  public final String name;
  public final String descriptor;
  public final Type[] parameters;
  public final Type result;

  MethodInfo(TypeInfo owner, int access, String name, String descriptor) {
    this.owner = owner;
    this.access = access;
    this.name = name;
    this.descriptor = descriptor;
    this.parameters = Type.getArgumentTypes(descriptor);
    this.result = Type.getReturnType(descriptor);
  }

  public boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  public boolean isPrivate() {
    return (access & Opcodes.ACC_PRIVATE) != 0;
  }

  public boolean isAbstract() {
    return (access & Opcodes.ACC_ABSTRACT) != 0;
  }

  public boolean isNative() {
    return (access & Opcodes.ACC_NATIVE) != 0;
  }

  public boolean isSynchronized() {
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
