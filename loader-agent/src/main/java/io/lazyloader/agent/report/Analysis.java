package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.Profile;

/**
 * A profile and what follows from it: what a report is about.
 *
 * @param name what to call the profile, as a file's name; of unknown origin like all names in it
 * @param profile what was measured
 * @param tree who ran on whose behalf
 * @param savings what deferring would save
 */
public record Analysis(String name, Profile profile, Tree tree, Savings savings) {
  /**
   * Analyses a profile.
   *
   * @param name what to call it
   * @param profile of one run or of several
   * @return what follows from it
   */
  public static Analysis of(String name, Profile profile) {
    Tree tree = Tree.of(profile);
    return new Analysis(name, profile, tree, Savings.of(tree));
  }
}
