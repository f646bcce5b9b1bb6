package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.world.MethodCode;
import io.lazyloader.agent.analysis.world.MethodInfo;
import io.lazyloader.agent.analysis.world.TypeInfo;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/**
 * What the JDK does that its class files do not show: natives, what the JVM treats specially, and
 * what depends on the environment. All that the machine calls of the room above it.
 */
public interface Intrinsics {
  /** The answer of {@link #call} about methods whose code is always to be followed. */
  Object NOT_MODELLED = new Object();

  /** The answer of {@link #call} where it knows the method, but not for such arguments. */
  Object NOT_FOR_THESE = new Object();

  /**
   * Calls a method; returns {@link #NOT_MODELLED} or {@link #NOT_FOR_THESE} if its code is to be
   * followed.
   */
  @Nullable Object call(MethodInfo method, @Nullable Object[] arguments);

  /** Whether a method is one for whose calls the JVM takes any operands (JVMS 17 §2.9.3). */
  boolean isSignaturePolymorphic(MethodCode.Call call);

  /** Calls such a method. */
  @Nullable Object callSignaturePolymorphic(MethodCode.Call call, @Nullable Object[] arguments);

  /** Runs a dynamic call site of a method of a class. */
  @Nullable Object callDynamically(
      InvokeDynamicInsnNode site, @Nullable Object[] arguments, TypeInfo caller);

  /** Makes a string by one of its constructors; the first argument is what the string replaces. */
  String newString(MethodCode.Call constructor, @Nullable Object[] arguments);

  /** Boxes a value of a primitive type, as {@code valueOf} of its box does. */
  Object boxed(Type type, Object value);

  /** Unboxes a box. */
  Object unboxed(Object box);
}
