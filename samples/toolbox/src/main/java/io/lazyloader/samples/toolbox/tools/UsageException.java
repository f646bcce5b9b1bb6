package io.lazyloader.samples.toolbox.tools;

/** The arguments are not what the tool takes; its usage line says what is. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
