package io.lazyloader.agent.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Regions that are deferred together, and what that saves.
 *
 * @param regions the regions to defer: those of classes that still run. Largest saving of its own
 *     first
 * @param spared the regions that then don't run because their class does not
 * @param saving of all together, which is more than the sum of each alone
 * @param untilReady the part of it that would have been paid before start-up was over
 */
public record Deferral(
    List<TreeNode> regions, List<TreeNode> spared, Saving saving, Saving untilReady) {
  /** Copies the lists. */
  public Deferral {
    regions = List.copyOf(regions);
    spared = List.copyOf(spared);
  }

  /** All regions that nobody then needs: a spared one runs if what spares it is not deferred. */
  List<TreeNode> notNeeded() {
    List<TreeNode> notNeeded = new ArrayList<>(regions);
    notNeeded.addAll(spared);
    return notNeeded;
  }
}
