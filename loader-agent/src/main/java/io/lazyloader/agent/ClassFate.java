package io.lazyloader.agent;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is settled about a class for those that read its fields. Once settled it never changes: code
 * that relies on it may be loaded at any time.
 */
final class ClassFate {
  /** The internal name of the class. */
  final String name;

  final boolean isInterface;

  /** Where a field that this class does not declare must be looked for first. */
  final String[] interfaces;

  /** Where such a field must be looked for then. */
  final @Nullable String superName;

  private final long[] declaredFields;

  /** Descriptors, by name, of the fields that must be read through accessors. */
  final Map<String, String> accessors;

  ClassFate(String name, ConstantPool pool, Map<String, String> accessors) {
    this.name = name;
    this.isInterface = pool.isInterface();
    this.interfaces = pool.interfaces();
    this.superName = pool.superName();
    this.declaredFields = pool.declaredFields();
    this.accessors = accessors;
  }

  /**
   * The names of those fields with accessors that a class file declares. Another version of the
   * class may have a field of the same name but another type, which its readers read directly.
   */
  Set<String> accessorsIn(ConstantPool pool) {
    if (accessors.isEmpty()) {
      return Set.of();
    }
    Set<String> declared = new HashSet<>();
    long[] fields = pool.declaredFields();
    for (Map.Entry<String, String> accessor : accessors.entrySet()) {
      if (contains(fields, ConstantPool.hash(accessor.getKey(), accessor.getValue()))) {
        declared.add(accessor.getKey());
      }
    }
    return declared;
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
