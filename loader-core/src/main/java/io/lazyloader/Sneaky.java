package io.lazyloader;

/** Throws what a method does not declare. */
final class Sneaky {
  private Sneaky() {}

  /**
   * Throws an exception as it is, checked or not.
   *
   * @return never; declared so that callers can throw it
   */
  static RuntimeException thrown(Throwable thrown) {
    return Sneaky.<RuntimeException>raise(thrown);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> RuntimeException raise(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
