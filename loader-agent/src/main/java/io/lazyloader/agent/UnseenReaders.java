package io.lazyloader.agent;

import io.lazyloader.runtime.DeferredClasses;

/**
 * The answer to classes that were loaded as they are although they may read lazy fields: there was
 * no room to rewrite them. Such a class would find the default value for ever. So all that is
 * pending is resolved, and what other classes can read stays eager from then on.
 */
final class UnseenReaders extends Thread {
  private final Promises promises;
  private final Findings findings;

  /** Guarded by this. */
  private boolean isAnswered;

  UnseenReaders(Promises promises, Findings findings) {
    super(null, null, "lazyloader-unseen", 0, false);
    this.promises = promises;
    this.findings = findings;
    setDaemon(true);
    setContextClassLoader(null);
  }

  /** Answers them, once. */
  synchronized void answer() {
    if (!isAnswered) {
      isAnswered = true;
      promises.close();
      // Initialisers are code of the program, so not here, where a class is being transformed.
      start();
    }
  }

  @Override
  public void run() {
    findings.unseen();
    DeferredClasses.resolveAll("");
  }
}
