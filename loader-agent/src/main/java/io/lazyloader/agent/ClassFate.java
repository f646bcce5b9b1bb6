package io.lazyloader.agent;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is settled about a class for those that read its fields. Once settled it never changes: code
 * that relies on it may be loaded at any time.
 */
final class ClassFate {
  /** The superclass, where a field that this class does not declare must be looked for. */
  final @Nullable String superName;

  private final long[] declaredFields;

  /** Descriptors, by name, of the fields that must be read through accessors. */
  final Map<String, String> accessors;

  ClassFate(@Nullable String superName, long[] declaredFields, Map<String, String> accessors) {
    this.superName = superName;
    this.declaredFields = declaredFields;
    this.accessors = accessors;
  }

  boolean declares(long field) {
    return contains(declaredFields, field);
  }

  static boolean contains(long[] fields, long field) {
    for (long candidate : fields) {
      if (candidate == field) {
        return true;
      }
    }
    return false;
  }
}
