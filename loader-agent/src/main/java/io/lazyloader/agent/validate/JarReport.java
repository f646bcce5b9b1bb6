package io.lazyloader.agent.validate;

import java.util.List;
import java.util.Map;

/**
 * What was found of a jar.
 *
 * @param classes what was found of each class, by the name of its file in the jar
 * @param resources how many other files have the bytes that they had
 * @param problems what is wrong with files that are no pair of classes, as sentences without a full
 *     stop
 * @param notes what differs and may, as sentences without a full stop
 */
public record JarReport(
    Map<String, Validation> classes, int resources, List<String> problems, List<String> notes) {
  /**
   * Tells whether all is vouched for.
   *
   * @return false if anything differs that may not
   */
  public boolean isVouchedFor() {
    return problems.isEmpty() && classes.values().stream().allMatch(Validation::isVouchedFor);
  }
}
