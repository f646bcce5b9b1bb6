package io.lazyloader.agent.profile;

import java.util.List;
import java.util.TreeMap;

/**
 * What was measured of one class with a static initialiser. The same class defined by two loaders
 * of one run counts as one, its figures added up.
 *
 * @param name its binary name
 * @param hash of its class file as the recorder saw it: CRC-32C and length, in hexadecimal, so that
 *     a profile of other bytes is noticed
 * @param initialisation its {@code <clinit>} without its regions
 * @param regions its initialiser regions that ran, in the order of {@code <clinit>}
 */
public record ClassProfile(
    String name, String hash, Initialisation initialisation, List<RegionProfile> regions) {

  /** Copies the list. */
  public ClassProfile {
    regions = List.copyOf(regions);
  }

  /**
   * Takes the runs of two profiles together.
   *
   * @param other of the same class with the same hash, so with the same regions but for those that
   *     a run did not come to
   * @return of all runs
   */
  public ClassProfile plus(ClassProfile other) {
    TreeMap<Integer, RegionProfile> joined = new TreeMap<>();
    regions.forEach(region -> joined.put(region.position(), region));
    other.regions.forEach(region -> joined.merge(region.position(), region, RegionProfile::plus));
    return new ClassProfile(
        name, hash, initialisation.plus(other.initialisation), List.copyOf(joined.values()));
  }
}
