package io.lazyloader.agent.validate;

/** The first difference that a member must not have; ends the comparison of that member. */
final class Mismatch extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String difference;

  /**
   * Ends a comparison.
   *
   * @param difference what is where, and what should be there, without a full stop
   */
  Mismatch(String difference) {
    super(difference, null, false, false);
    this.difference = difference;
  }

  String difference() {
    return difference;
  }
}
