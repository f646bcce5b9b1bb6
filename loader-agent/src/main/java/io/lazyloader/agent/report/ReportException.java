package io.lazyloader.agent.report;

/** A profile that a format can't show. The message says why and what to do. */
public final class ReportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message for users
   */
  public ReportException(String message) {
    super(message);
  }
}
