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
   * Names the group that the marked fields belong to, for {@linkplain LazyLoader#warmUp warm-up}.
   * The nearest declaration that names one wins, and a plan wins over annotations.
   *
   * @return letters, digits, {@code .}, {@code _} and {@code -}; empty for no group
   */
  String group() default "";
}
