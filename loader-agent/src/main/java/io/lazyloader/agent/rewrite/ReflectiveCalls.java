package io.lazyloader.agent.rewrite;

import java.util.Set;

/**
 * The methods of the JDK by which code may read or write a static field that it does not name. Free
 * of ASM, for a quick look at a class that may not have to be rewritten.
 */
public final class ReflectiveCalls {
  /** The internal name of {@code Field}. */
  public static final String FIELD = "java/lang/reflect/Field";

  /** The internal name of {@code Lookup}. */
  public static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";

  private static final Set<String> OF_LOOKUP =
      Set.of(
          "findStaticGetter",
          "findStaticSetter",
          "findStaticVarHandle",
          "unreflectGetter",
          "unreflectSetter",
          "unreflectVarHandle");

  private ReflectiveCalls() {}

  /**
   * Tells whether a method may read or write a static field, or shows that it was deferred.
   *
   * @param owner internal name of the method's class
   * @param name the method's name
   * @param descriptor the method's type
   * @return true for those of {@code Field} and {@code Lookup} that do
   */
  public static boolean matches(String owner, String name, String descriptor) {
    return isOfField(owner, name, descriptor)
        || isOfLookup(owner, name)
        || isModifiers(owner, name);
  }

  /** Whether a method is {@code Field.get}, {@code Field.set} or one for a primitive type. */
  static boolean isOfField(String owner, String name, String descriptor) {
    return owner.equals(FIELD)
        && (name.startsWith("get") || name.startsWith("set"))
        && descriptor.startsWith("(Ljava/lang/Object;");
  }

  /** Whether a method is {@code Field.getModifiers}. */
  static boolean isModifiers(String owner, String name) {
    return owner.equals(FIELD) && name.equals("getModifiers");
  }

  /** Whether a method of {@code Lookup} makes a handle for a field that may be static. */
  static boolean isOfLookup(String owner, String name) {
    return owner.equals(LOOKUP) && OF_LOOKUP.contains(name);
  }
}
