package io.lazyloader.agent;

import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * A class that a loader is about to define.
 *
 * @param loader the loader; nothing of it may be called while it waits
 * @param name its internal name
 * @param pool that of its class file
 * @param classFile its bytes
 * @param domain where it comes from; null if nobody says
 * @param isRedefined whether it is there already, and gets other code
 * @param key what its class file is known by, see {@link Learnt#key}; 0 if nobody learns
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares definitions.
record Definition(
    ClassLoader loader,
    String name,
    ConstantPool pool,
    byte[] classFile,
    @Nullable ProtectionDomain domain,
    boolean isRedefined,
    long key) {

  /**
   * Defines a class once more that was seen before, in thought.
   *
   * @param classFile what is found under its name now; null if nothing is
   * @param key what it was known by
   * @return null if it is not the same any more
   */
  static @Nullable Definition again(
      Learnt learnt,
      ClassLoader loader,
      String name,
      byte @Nullable [] classFile,
      @Nullable ProtectionDomain domain,
      long key) {
    if (classFile == null || learnt.key(loader, classFile) != key) {
      return null;
    }
    ConstantPool pool = ConstantPool.of(classFile);
    return pool == null ? null : new Definition(loader, name, pool, classFile, domain, false, key);
  }
}
