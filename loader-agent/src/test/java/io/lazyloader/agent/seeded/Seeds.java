package io.lazyloader.agent.seeded;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A test that runs once for each of some seeds, and makes its case of the seed alone, so that a
 * build tries the same as the one before. A case that fails names its seed; {@code -Dseeds=7} runs
 * that case only, and {@code -Dseeds=1000..4999} runs others than usual.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = SeedInFailure.DISPLAY_NAME)
@ArgumentsSource(SeedSource.class)
@ExtendWith(SeedInFailure.class)
public @interface Seeds {
  /** The number of cases, whose seeds are 0, 1 and so on. */
  int first() default 0;

  /** Further seeds. */
  long[] value() default {};
}
