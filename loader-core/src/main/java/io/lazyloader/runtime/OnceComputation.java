package io.lazyloader.runtime;

/**
 * Gives one thread at a time the turn to compute a value, until one has done so. Unlike a region, a
 * value whose computation failed is computed again, and a read that can't wait fails: there is no
 * default value to see.
 */
public abstract class OnceComputation extends Computation {
  private boolean done;

  /** Nobody has computed the value yet. */
  protected OnceComputation() {}

  /**
   * Names the value and its declaration site.
   *
   * @return a phrase that fits into a message
   */
  protected abstract String description();

  @Override
  final String nameAndSite() {
    return description();
  }

  /**
   * Asks whether the calling thread is the one to compute the value. Waits while another thread
   * does.
   *
   * @return true if the caller must compute it and then call {@link #end}; false if it has been
   *     computed
   * @throws IllegalStateException if the calling thread is computing it already, or if the thread
   *     that does waits for the calling thread
   */
  public final boolean begin() {
    Thread reader = Thread.currentThread();
    while (true) {
      synchronized (this) {
        if (resolver == null) {
          if (done) {
            return false;
          }
          resolver = reader;
          return true;
        }
      }
      if (resolver == reader) {
        throw new IllegalStateException(
            nameAndSite() + " needs its own value to compute it: the supplier reads it again");
      }
      Deadlock circle = awaitResolver(reader);
      if (circle != null) {
        throw new IllegalStateException(
            circle.sentence() + ". One of them must not need the other");
      }
    }
  }

  /**
   * Gives the turn back and wakes whoever waits for it.
   *
   * @param isDone whether the value has been computed; if not, the next thread tries again
   */
  public final synchronized void end(boolean isDone) {
    done = isDone;
    resolver = null;
    notifyAll();
  }

  /**
   * Tells whether a thread computes the value at this moment.
   *
   * @return true between {@link #begin} and {@link #end}
   */
  public final boolean isTaken() {
    return resolver != null;
  }
}
