package io.lazyloader.agent.report;

import io.lazyloader.agent.plan.FieldName;
import io.lazyloader.agent.profile.Profile;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A profile and what follows from it: what a report is about.
 *
 * @param name what to call the profile, as a file's name; of unknown origin like all names in it
 * @param profile what was measured
 * @param tree who ran on whose behalf
 * @param savings what deferring would save
 * @param verdicts what is known of whether fields may be deferred, by their names as in plans;
 *     empty if they were not judged
 */
public record Analysis(
    String name, Profile profile, Tree tree, Savings savings, Map<String, FieldVerdict> verdicts) {
  /** Copies the verdicts. */
  public Analysis {
    verdicts = Map.copyOf(verdicts);
  }

  /**
   * Analyses a profile.
   *
   * @param name what to call it
   * @param profile of one run or of several
   * @return what follows from it
   */
  public static Analysis of(String name, Profile profile) {
    Tree tree = Tree.of(profile);
    return new Analysis(name, profile, tree, Savings.of(tree), Map.of());
  }

  /**
   * Adds verdicts.
   *
   * @param judged what is known of fields, by their names as in plans
   * @return the same with these verdicts
   */
  public Analysis judged(Map<String, FieldVerdict> judged) {
    return new Analysis(name, profile, tree, savings, judged);
  }

  /** What is known of a region; null of a class, and if nothing is. */
  @Nullable FieldVerdict verdict(TreeNode node) {
    return FieldVerdict.of(node, verdicts);
  }

  /**
   * Tells whether a region may be deferred.
   *
   * @param region a node of the tree that is a region
   * @return true if all of its fields were judged, and may
   */
  public boolean isSafe(TreeNode region) {
    for (String field : region.fields()) {
      FieldVerdict verdict = verdicts.get(FieldName.of(region.className(), field));
      if (verdict == null || !verdict.isSafe()) {
        return false;
      }
    }
    return region.isRegion();
  }
}
