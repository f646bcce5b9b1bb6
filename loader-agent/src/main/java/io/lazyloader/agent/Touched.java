package io.lazyloader.agent;

import io.lazyloader.agent.cache.KnownClass;
import java.util.Arrays;

/** Finds out which static fields of others a class may name, for {@link KnownClass}. */
final class Touched {
  /** More is not counted, and not needed: such a class is looked at each time. */
  private static final int MAX_FIELDS = 0xFFFF;

  private Touched() {}

  /**
   * Describes a class.
   *
   * @param isSelected whether somebody asks for it, or for what it reads, as far as is known
   * @param mayReflect whether it may reach fields that it does not name
   */
  static KnownClass by(
      Definition type, int kind, boolean isSelected, boolean mayReflect, Selection selection) {
    ConstantPool pool = type.pool();
    boolean isAskedFor = isSelected;
    long[] declared = pool.declaredFields();
    long[] hiding = hasSupertypes(pool) ? pool.staticFields() : new long[0];
    int[] touched = new int[pool.fieldReferences() + hiding.length];
    int count = 0;
    for (int reference = 0; reference < pool.fieldReferences(); reference++) {
      if (!pool.isPlatformField(reference)) {
        long field = pool.fieldHash(reference);
        if (!pool.isOwnField(reference) || !ConstantPool.contains(declared, field)) {
          touched[count++] = KnownClass.brief(field);
          isAskedFor |= selection.plans(pool, reference);
        }
      }
    }
    for (long field : hiding) {
      touched[count++] = KnownClass.brief(field);
    }
    isAskedFor |= count > MAX_FIELDS;
    return new KnownClass(
        type.key(),
        type.name(),
        kind,
        isAskedFor,
        mayReflect,
        count > MAX_FIELDS ? new int[0] : Arrays.copyOf(touched, count));
  }

  private static boolean hasSupertypes(ConstantPool pool) {
    String superName = pool.superName();
    if (superName != null && !Promises.isOfJava(superName)) {
      return true;
    }
    for (String name : pool.interfaces()) {
      if (!Promises.isOfJava(name)) {
        return true;
      }
    }
    return false;
  }
}
