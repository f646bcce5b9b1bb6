package io.lazyloader.agent.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What was found of one class.
 *
 * @param className its internal name; empty if the original can't be read
 * @param problems the first difference of each member that may not be, each as a sentence without
 *     its full stop; empty if the class is vouched for
 * @param isSame whether both class files have the same bytes
 * @param deferred the names of its deferred fields
 * @param isModernised whether its class file has a newer version
 * @param links what the changed class asks of others, and offers
 */
public record Validation(
    String className,
    List<String> problems,
    boolean isSame,
    Set<String> deferred,
    boolean isModernised,
    Links links) {
  /**
   * Tells whether nothing was changed but what may be, as far as this class alone tells.
   *
   * @return true if there is no problem
   */
  public boolean isVouchedFor() {
    return problems.isEmpty();
  }

  /** The same, with one problem more. */
  Validation with(String problem) {
    List<String> all = new ArrayList<>(problems);
    all.add(problem);
    return new Validation(className, List.copyOf(all), isSame, deferred, isModernised, links);
  }
}
