package io.lazyloader;

import java.util.List;

/**
 * Is told what becomes of deferred fields. Registered by {@link LazyLoader#addListener}, or as a
 * service that the agent finds on the class path.
 *
 * <p>Each method is called on the thread that does what is told, right after it is done, while no
 * lock of Lazyloader is held. It may read deferred fields itself: what that resolves is told before
 * the outer call returns. What a listener throws never reaches the program; the first time is
 * reported on the standard error stream.
 */
public interface LazyListener {
  /**
   * A class with deferred fields is being initialised. The calling thread is in its {@code
   * <clinit>}: other threads that need the class wait meanwhile.
   *
   * @param className the binary name of the class
   * @param fields the deferred ones, as {@code com.acme.Main#LOG}, in the order of their
   *     initialisers
   */
  default void deferred(String className, List<String> fields) {}

  /**
   * Fields were read for the first time, or warmed up, and are computed.
   *
   * @param resolution which, where and how long
   */
  default void resolved(Resolution resolution) {}

  /**
   * The initialiser of fields threw, and the code that read them is about to see that.
   *
   * @param resolution which, where and how long
   * @param thrown what the initialiser threw
   */
  default void failed(Resolution resolution, Throwable thrown) {}

  /**
   * One run of an initialiser.
   *
   * @param fields those that it assigns, as {@code com.acme.Main#LOG}, in that order
   * @param declaredAt source file and line, as {@code Main.java:12}
   * @param readAt the frame that made it run: the one that read a field first
   * @param nanos how long it ran, in nanoseconds, the initialisers that it made run included
   * @param thread the one that it ran on
   */
  record Resolution(
      List<String> fields, String declaredAt, String readAt, long nanos, Thread thread) {
    /** Copies the list. */
    public Resolution {
      fields = List.copyOf(fields);
    }
  }

  /** Ends the listening. */
  interface Registration extends AutoCloseable {
    /** Removes the listener; without effect if that was done before. */
    @Override
    void close();
  }
}
