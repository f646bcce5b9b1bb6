package io.lazyloader;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Defers static initialisers: each marked static field is computed when it is first read, not when
 * its class is initialised.
 *
 * <p>On a field, of a class or an interface, it marks that field; on a type, all fields that the
 * type itself declares (not those of its nested types) and that can be deferred; on a package, all
 * such fields of its types. The nearest annotation wins, so {@link Eager} on a field of a lazy type
 * keeps that field as it was.
 *
 * <p>The mark alone changes nothing. It takes effect in a JVM that runs with the Lazyloader agent,
 * or in classes that were woven at build time; everywhere else the class behaves as written, and
 * this annotation need not even be on the class path.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.FIELD, ElementType.TYPE, ElementType.PACKAGE})
public @interface Lazy {
  /**
   * Tells when a field is computed.
   *
   * @return {@link Access#FIELD} unless it says otherwise
   */
  Access access() default Access.FIELD;

  /** What must happen to a field before it is computed. */
  enum Access {
    /** The field is read. */
    FIELD,

    /**
     * A method is called on the field's value. A read gives a proxy, which can be stored, passed on
     * and put into collections, and which computes the value when its first method is called.
     *
     * <p>A field of which there can be no proxy, because it is not of an interface or of a class
     * that can be extended and has no state of its own to show, is computed when it is read; a line
     * on the standard error stream says so and why.
     */
    MEMBER
  }

  /**
   * Names the group that the marked fields belong to, for {@linkplain LazyLoader#warmUp warm-up}.
   * The nearest declaration that names one wins, and a plan wins over annotations.
   *
   * @return letters, digits, {@code .}, {@code _} and {@code -}; empty for no group
   */
  String group() default "";
}
