package io.lazyloader;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A module can't be used as asked: there is no such class, it is too old, it has no such attribute,
 * no method of it takes the arguments, or a typed view does not fit it. The message names the
 * module and where it was declared.
 *
 * <p>What the module's own code throws is never wrapped into one of these.
 */
public final class LazyModuleException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  LazyModuleException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
