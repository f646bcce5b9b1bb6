package io.lazyloader.runtime;

import java.lang.invoke.MethodHandles;

/**
 * Makes regions that {@link DeferredClasses} does not list. A stress test makes millions, one for
 * each sample, and the list keeps an entry of each until somebody asks for it after start-up.
 *
 * <p>Stands in this package for the constructor's sake.
 */
public final class UnlistedRegions {
  private UnlistedRegions() {}

  /**
   * Makes the regions of a class that is not registered.
   *
   * @param lookup names the class
   * @param count the number of regions
   * @param description in the form that {@link RegionNames} reads
   * @return regions of their own, all pending
   */
  public static LazyRegions create(MethodHandles.Lookup lookup, int count, String description) {
    return new LazyRegions(lookup, count, description, 0);
  }
}
