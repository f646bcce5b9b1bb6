package io.lazyloader;

/**
 * A note on what a supplier or a module threw: which lazy value or module that was, and where it
 * was declared. Travels as a suppressed exception, so that the exception itself stays what it is.
 */
final class DeclarationNote extends Exception {
  private static final long serialVersionUID = 1L;

  private DeclarationNote(String message) {
    super(message, null, false, false);
  }

  /** Adds the note to an exception, unless the same one is on it: it may be thrown again. */
  static void add(Throwable thrown, String message) {
    for (Throwable suppressed : thrown.getSuppressed()) {
      if (suppressed instanceof DeclarationNote && message.equals(suppressed.getMessage())) {
        return;
      }
    }
    thrown.addSuppressed(new DeclarationNote(message));
  }
}
