package io.lazyloader.runtime;

import java.util.AbstractMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the value of a deferred field of an interface, which can't hold it itself: such a field is
 * final and may be assigned in {@code <clinit>} only (JVMS 17 §4.5, §6.5).
 *
 * <p>The interface keeps each cell in a public static field. Its own accessor asks {@link #isDone},
 * resolves the region and takes the {@link #current} value. Code that can't call the accessor reads
 * the cell instead, by whatever type it read the field, as a {@link java.util.Map.Entry}: its class
 * loader may not see this library. To that code, {@link #getValue} is the read.
 */
public final class LazyCell
    extends AbstractMap.SimpleEntry<@Nullable LazyRegions, @Nullable Object> {
  private static final long serialVersionUID = 1L;

  private final int index;
  private volatile boolean done;

  LazyCell(@Nullable LazyRegions regions, int index, @Nullable Object initial) {
    super(regions, initial);
    this.index = index;
  }

  /**
   * Makes a cell, at the start of the interface's {@code <clinit>}.
   *
   * @param regions those of the interface; null when laziness is switched off
   * @param index the region that assigns the field
   * @param initial what the field holds before that: null, or the zero of its type
   * @return a {@code LazyCell}, by the type of the field that keeps it
   */
  public static Map.Entry<@Nullable LazyRegions, @Nullable Object> of(
      @Nullable LazyRegions regions, int index, @Nullable Object initial) {
    return new LazyCell(regions, index, initial);
  }

  /**
   * Tells whether the region has run to its end, so that the value is final.
   *
   * @return true after {@link #done}; whoever sees that sees all that the region wrote
   */
  public boolean isDone() {
    return done;
  }

  /** Says that the region has run to its end. */
  public void done() {
    done = true;
  }

  /**
   * Returns the value as it is now. Never resolves it.
   *
   * @return the initial value, or what was set last
   */
  public @Nullable Object current() {
    return super.getValue();
  }

  /**
   * Reads the field: resolves it if it is pending.
   *
   * @return its value, or what it holds so far if the calling thread is itself resolving it
   */
  @Override
  public @Nullable Object getValue() {
    LazyRegions regions = getKey();
    if (!done && regions != null) {
      try {
        regions.resolve(index);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("region " + index + " can't be resolved", e);
      }
    }
    return current();
  }
}
