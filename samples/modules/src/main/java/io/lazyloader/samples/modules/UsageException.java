package io.lazyloader.samples.modules;

/** What the user asked for can't be done; the message says why. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
