package io.lazyloader;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the entry point of a callable module: the public static method, or its overloads, that
 * {@link LazyModule#call} runs. A module without this annotation is callable if it has public
 * static methods named {@code call}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Callable {
  /**
   * The name of the entry point.
   *
   * @return the simple name of a public static method of the class, its own or inherited
   */
  String value();
}
