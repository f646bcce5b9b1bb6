package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.Tally;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Work that whoever comes first does for all who call the same: the first logger starts the logging
 * system. It is spared only if nobody needs it, so it belongs to none of its payers alone.
 *
 * @param calls what all of them call, as {@code org.slf4j.LoggerFactory.getLogger}
 * @param firstPayer the region that came first
 * @param others the regions that would have paid in its place, by when they ran; at least one
 * @param users who else used the classes that are called, and may have paid; named as in profiles,
 *     with an example of the code
 * @param cost what the first payer did beyond what the others take, without the initialisations
 *     that this started
 */
public record SharedSetup(
    List<String> calls,
    TreeNode firstPayer,
    List<TreeNode> others,
    SortedMap<String, Tally.Entry> users,
    Saving cost) {
  /** Copies the collections. */
  public SharedSetup {
    calls = List.copyOf(calls);
    others = List.copyOf(others);
    users = Collections.unmodifiableSortedMap(new TreeMap<>(users));
  }

  /**
   * Names it.
   *
   * @return the calls, as {@code org.slf4j.LoggerFactory.getLogger}
   */
  public String name() {
    return String.join(" + ", calls);
  }

  /**
   * Tells what it comes to.
   *
   * @return the cost, with all initialisations that the first payer started: whoever comes first
   *     starts them
   */
  public Saving wholeCost() {
    return cost.plus(
        new Saving(
            firstPayer.totalNanos() - firstPayer.selfNanos(),
            firstPayer.totalBytes() - firstPayer.selfBytes(),
            firstPayer.totalLoaded() - firstPayer.selfLoaded(),
            0));
  }

  /**
   * Tells whether code outside of static initialisers uses what is called, too.
   *
   * @return true if it may pay when no region does
   */
  public boolean isUsedByProgram() {
    return users.containsKey(Profile.PROGRAM);
  }
}
