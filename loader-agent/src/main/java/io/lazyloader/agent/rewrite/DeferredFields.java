package io.lazyloader.agent.rewrite;

import org.jspecify.annotations.Nullable;

/** Answers, for a reference in a class file, whether its field is deferred. */
public interface DeferredFields {
  /** None, for a class that reads all fields of others as they are. */
  DeferredFields NONE =
      new DeferredFields() {
        @Override
        public boolean isDeferred(String owner, String name, String descriptor) {
          return false;
        }
      };

  /**
   * Looks up the field that a {@code getstatic} refers to.
   *
   * @param owner internal name of the class or interface that the reference names; it may be a
   *     subtype of the one that declares the field
   * @param name the field's name
   * @param descriptor the field's type
   * @return true if the read must go through the field's accessor instead, or may have to
   */
  boolean isDeferred(String owner, String name, String descriptor);

  /**
   * Finds the interface that declares a deferred field.
   *
   * @param owner as above
   * @param name the field's name
   * @param descriptor the field's type
   * @return its internal name, or null if the field is that of a class
   */
  default @Nullable String declaringInterface(String owner, String name, String descriptor) {
    return null;
  }

  /**
   * Tells whether it is known to which class the reference will be resolved. Asked only of fields
   * that {@link #isDeferred} holds for.
   *
   * @param owner as above
   * @param name the field's name
   * @param descriptor the field's type
   * @return false if the field may turn out to have no accessor, which must be found out at the
   *     read
   */
  default boolean isCertain(String owner, String name, String descriptor) {
    return true;
  }
}
