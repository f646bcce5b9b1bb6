package io.lazyloader.agent.analysis;

import org.jspecify.annotations.Nullable;

/**
 * Which fields never change again, whatever any code of a program does.
 *
 * <p>Neither {@code private} nor {@code final} says that: argument parsers, mappers and tests write
 * both kinds of instance fields by reflection, and read private static ones, to change what they
 * hold. So a field counts only if the JVM itself refuses to write it ({@code Field.set}), or if the
 * platform's module does not let a program get at it and its own code does not write it.
 */
final class Settled {
  private Settled() {}

  /** Whether a static field has one value once its initialiser has assigned it. */
  static boolean isConstant(FieldInfo field) {
    return field.isFinal() || JdkFacts.isNeverReassigned(field);
  }

  /**
   * Whether a field of an object that is made has its last value.
   *
   * @param value what it holds
   */
  static boolean isConstant(FieldInfo field, @Nullable Object value) {
    if (!World.isOfPlatform(field.owner.name)) {
      return field.isFinal() && field.owner.isRecord();
    }
    if (field.isFinal()) {
      // Reflection may write what is public in a package that is exported.
      return !field.isPublic() || !field.owner.name.startsWith("java/");
    }
    return field.stable && value != null && !value.equals(field.defaultValue());
  }
}
