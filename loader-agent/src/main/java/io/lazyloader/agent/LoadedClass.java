package io.lazyloader.agent;

import io.lazyloader.agent.cache.Rewritten;
import io.lazyloader.agent.rewrite.FieldReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What those that read its static fields must know of a class: one that a loader has been seen to
 * define, or one that it is expected to.
 */
final class LoadedClass {
  /** Its internal name. */
  final String name;

  final boolean isInterface;

  /** Where a field that this class does not declare is looked for first. */
  final String[] interfaces;

  /** Where such a field is looked for then. */
  final @Nullable String superName;

  /** Whether no loader was seen to define it: it is what one of that name is expected to be. */
  final boolean isGuess;

  private static final long[] NONE = {};

  /** A class of which nothing but its name is known. */
  static final LoadedClass UNKNOWN = new LoadedClass();

  private final long[] declared;
  private final long[] lazy;
  private final Set<String> lazyNames;

  /** The references that it has members for, by which it finds out how to read them. */
  final List<FieldReference> asked;

  /** Describes a class whose fields are read as they are. */
  LoadedClass(String name, ConstantPool pool) {
    this(name, pool, NONE, Set.of(), List.of(), false);
  }

  /**
   * Describes a class that is only expected.
   *
   * @param lazy hashes of its fields that may be read through accessors
   */
  LoadedClass(String name, ConstantPool pool, long[] lazy) {
    this(name, pool, lazy, Set.of(), List.of(), true);
  }

  /**
   * Describes a class that is defined.
   *
   * @param rewritten what it becomes; null if it stays as it is
   */
  static LoadedClass after(Definition type, @Nullable Rewritten rewritten) {
    return rewritten == null || rewritten.isNot()
        ? new LoadedClass(type.name(), type.pool())
        : new LoadedClass(
            type.name(),
            type.pool(),
            hashes(rewritten.accessors()),
            Set.copyOf(rewritten.accessors().keySet()),
            rewritten.asked(),
            false);
  }

  private LoadedClass(
      String name,
      ConstantPool pool,
      long[] lazy,
      Set<String> lazyNames,
      List<FieldReference> asked,
      boolean isGuess) {
    this.name = name;
    this.isInterface = pool.isInterface();
    this.interfaces = pool.interfaces();
    this.superName = pool.superName();
    this.declared = pool.declaredFields();
    this.lazy = lazy;
    this.lazyNames = lazyNames;
    this.asked = asked;
    this.isGuess = isGuess;
  }

  private LoadedClass() {
    name = "";
    isInterface = false;
    interfaces = new String[0];
    superName = null;
    declared = NONE;
    lazy = NONE;
    lazyNames = Set.of();
    asked = List.of();
    isGuess = true;
  }

  private static long[] hashes(Map<String, String> fields) {
    long[] hashes = new long[fields.size()];
    int index = 0;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      hashes[index++] = ConstantPool.hash(field.getKey(), field.getValue());
    }
    return hashes;
  }

  /** Whether it declares a field with this hash of name and descriptor. */
  boolean declares(long field) {
    return ConstantPool.contains(declared, field);
  }

  /** Whether such a field has an accessor. */
  boolean hasLazy(long field) {
    return ConstantPool.contains(lazy, field);
  }

  /** The names of the fields that others read through accessors. */
  Set<String> lazyNames() {
    return lazyNames;
  }
}
