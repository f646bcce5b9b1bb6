package io.lazyloader.agent.modernise;

/** Why a class file stays as it is. */
final class NotModernisedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The reason, as the end of a sentence about the class. */
  final String reason;

  NotModernisedException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }
}
