package io.lazyloader.junit;

import io.lazyloader.LazyLoader;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Says in which mode the JVM of a test, or of all tests of a class, must run. The mode of a JVM is
 * fixed when it starts, so nothing is switched: a test in the wrong JVM fails, or is skipped, with
 * a message that says how to start the right one.
 *
 * <p>Also removes the {@link io.lazyloader.LazyListener listeners} that a test has registered and
 * left, and notes which code resolves which field, for the messages of {@link LazyAssertions}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(LazyLoadingExtension.class)
public @interface LazyLoading {
  /**
   * The mode that the JVM must run in.
   *
   * @return {@code NORMAL} and {@code ALL} ask for the agent too
   */
  LazyLoader.Mode mode() default LazyLoader.Mode.NORMAL;

  /**
   * Whether the classes under test are woven at build time, so that no agent is needed.
   *
   * @return true to accept a JVM without the agent
   */
  boolean woven() default false;

  /**
   * What happens in a JVM that runs in another mode.
   *
   * @return whether the test fails or is skipped
   */
  Otherwise otherwise() default Otherwise.FAIL;

  /** What happens to a test in the wrong JVM. */
  enum Otherwise {
    /** It fails. */
    FAIL,
    /** It is skipped: for suites that are run once lazily and once eagerly. */
    SKIP
  }
}
