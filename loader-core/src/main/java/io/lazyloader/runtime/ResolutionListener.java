package io.lazyloader.runtime;

/**
 * Is told what becomes of deferred fields, on the thread that does it and while no lock of this
 * library is held. What it throws is the implementation's to deal with.
 */
public interface ResolutionListener {
  /**
   * A class with deferred fields is being initialised.
   *
   * @param names its regions
   * @param count how many there are
   */
  void deferred(RegionNames names, int count);

  /**
   * A region was resolved.
   *
   * @param names the regions of its class
   * @param index the region
   * @param site the code that read the field first
   * @param nanos how long its initialiser ran
   */
  void resolved(RegionNames names, int index, String site, long nanos);

  /**
   * An initialiser threw.
   *
   * @param names the regions of its class
   * @param index the region
   * @param site the code that read the field first
   * @param nanos how long its initialiser ran
   * @param thrown what it threw
   */
  void failed(RegionNames names, int index, String site, long nanos, Throwable thrown);
}
