package io.lazyloader.agent.seeded;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Puts the seed of a case that fails in front of the message: Maven numbers the cases of a test
 * from 1 on and does not show what JUnit calls them.
 */
final class SeedInFailure implements TestExecutionExceptionHandler {
  /** What a case is called: the option that runs it alone. */
  static final String DISPLAY_NAME = "-Dseeds={0}";

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    if (failure instanceof TestAbortedException) {
      throw failure;
    }
    throw new AssertionError(context.getDisplayName() + " fails: " + failure, failure);
  }
}
