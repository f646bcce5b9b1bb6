package io.lazyloader.runtime;

/**
 * A note on an error: which deferred initialiser threw it, where that was declared and which code
 * read it first.
 *
 * <p>Travels as a suppressed exception, so that the error itself keeps the class, the message and
 * the cause that it would have in an eager run.
 */
public final class DeferredInitialiser extends Exception {
  private static final long serialVersionUID = 1L;

  DeferredInitialiser(String declaration, String resolutionSite) {
    super(
        "while resolving " + declaration + ", first read at " + resolutionSite, null, false, false);
  }
}
