package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.RegionProfile;
import io.lazyloader.agent.profile.Tally;

/** Tells in words who used something. */
final class Uses {
  private static final String THE_PROGRAM = "the program";

  private Uses() {}

  /** Returns the code whose use started an initialisation; empty if nobody knows. */
  static String trigger(TreeNode node) {
    return mostFrequent(node.initialisation().triggers());
  }

  /** Returns the code that first read a region; empty if nobody did or nobody knows. */
  static String firstReader(TreeNode node) {
    RegionProfile region = node.region();
    return region == null ? "" : mostFrequent(region.firstReaders());
  }

  private static String mostFrequent(Tally users) {
    String name = users.mostFrequent();
    Tally.Entry entry = users.entries().get(name);
    if (entry == null) {
      return "";
    }
    if (!entry.example().isEmpty()) {
      return entry.example();
    }
    return name.equals(Profile.PROGRAM) ? THE_PROGRAM : name;
  }
}
