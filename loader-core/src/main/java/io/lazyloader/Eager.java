package io.lazyloader;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Keeps static initialisers as they are: a marked field is never deferred, whatever a plan, a mode
 * or an annotation further out says.
 *
 * <p>On a field, a type or a package, with the same reach as {@link Lazy}. Use it where the moment
 * of initialisation matters: an initialiser that registers something, starts something, or must
 * fail early.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.FIELD, ElementType.TYPE, ElementType.PACKAGE})
public @interface Eager {
  /**
   * Why the initialiser must run when its class is initialised; reports show it.
   *
   * @return the reason in a few words, empty when none was given
   */
  String value() default "";
}
