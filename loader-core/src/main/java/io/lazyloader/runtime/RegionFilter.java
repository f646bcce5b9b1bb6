package io.lazyloader.runtime;

/**
 * Has the last word on what a class defers. Asked once for each field, by the thread that
 * initialises the class, before the class does anything else; no lock of ours is held.
 */
public interface RegionFilter {
  /**
   * Decides about a field.
   *
   * @param declaring the class, which is being initialised
   * @param field the field's name
   * @return true if its initialiser must run where it stands in {@code <clinit>}
   */
  boolean keepsEager(Class<?> declaring, String field);
}
