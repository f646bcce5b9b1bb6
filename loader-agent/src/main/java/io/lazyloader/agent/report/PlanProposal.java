package io.lazyloader.agent.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which regions are worth deferring: those that may be deferred, that no run needed before start-up
 * was over, and that would save something. Immutable, and the same for the same profile, verdicts
 * and limits.
 *
 * <p>It begins with all that are safe and were not needed, as shared work is spared only if none of
 * those who might pay for it is left. Then it gives up, the cheapest first, each region without
 * which the rest saves as much but for less than the limit. So a region whose cost somebody else
 * pays goes, and with it the others that would have been deferred for that cost; and those that
 * together spare a {@link SharedSetup} stay together.
 *
 * @param candidates how many regions no run needed before ready
 * @param safe how many of these may be deferred
 * @param chosen those to defer, by their name
 * @param saving what deferring these saves until ready, before the cost of laziness
 */
public record PlanProposal(int candidates, int safe, List<Choice> chosen, Saving saving) {
  /**
   * What a class costs that is rewritten, and each of its deferred fields, when it was woven: it is
   * larger, and has a method and a flag more for each. Measured with classes of four cheap fields
   * that nothing reads; see {@code docs/decisions.md}, 51.
   */
  static final long CLASS_NANOS = 25_000;

  static final long FIELD_NANOS = 45_000;

  /** Copies the list. */
  public PlanProposal {
    chosen = List.copyOf(chosen);
  }

  /**
   * A region that is worth deferring.
   *
   * @param region a node of the tree that is a region
   * @param saving what would be saved less without it
   */
  public record Choice(TreeNode region, Saving saving) {}

  /**
   * What a region must save.
   *
   * @param leastNanos nanoseconds until ready; who saves less is left alone
   * @param leastBytes or so much heap instead
   * @param mostFields how many fields a plan has at most
   */
  public record Limits(long leastNanos, long leastBytes, int mostFields) {
    /** A tenth of a millisecond, or 256 kB; any number of fields. */
    public static final Limits USUAL = new Limits(100_000, 256_000, Integer.MAX_VALUE);

    private boolean isWorth(Saving saving) {
      return saving.nanos() >= leastNanos || saving.bytes() >= leastBytes;
    }
  }

  /** What is chosen, without what each saves. */
  List<TreeNode> regions() {
    return chosen.stream().map(Choice::region).toList();
  }

  /**
   * Chooses.
   *
   * @param analysis of a profile, with verdicts
   * @param limits what a region must save
   * @return what to defer, maybe nothing
   */
  public static PlanProposal of(Analysis analysis, Limits limits) {
    List<TreeNode> candidates = analysis.savings().ofAllNotReadBeforeReady().notNeeded();
    List<TreeNode> safe = candidates.stream().filter(analysis::isSafe).toList();
    Savings savings = analysis.savings();
    Set<TreeNode> chosen = new LinkedHashSet<>(safe);
    giveUp(chosen, savings, limits);
    shorten(chosen, savings, limits);
    Saving all = savings.ofRegionsUntilReady(chosen);
    List<Choice> choices = new ArrayList<>();
    for (TreeNode region : chosen) {
      choices.add(new Choice(region, all.minus(without(region, chosen, savings))));
    }
    choices.sort(
        Comparator.comparing((Choice choice) -> choice.region().name())
            .thenComparing(choice -> choice.region().hash()));
    return new PlanProposal(candidates.size(), safe.size(), choices, all);
  }

  private static void giveUp(Set<TreeNode> chosen, Savings savings, Limits limits) {
    List<TreeNode> cheapestFirst = new ArrayList<>(chosen);
    cheapestFirst.sort(
        Comparator.comparingLong(region -> savings.ofRegionUntilReady(region).nanos()));
    Saving all = savings.ofRegionsUntilReady(chosen);
    for (TreeNode region : cheapestFirst) {
      Saving rest = without(region, chosen, savings);
      if (!limits.isWorth(all.minus(rest))) {
        chosen.remove(region);
        all = rest;
      }
    }
  }

  /** Gives up what saves least until the rest is few enough. */
  private static void shorten(Set<TreeNode> chosen, Savings savings, Limits limits) {
    while (fields(chosen) > limits.mostFields()) {
      Saving all = savings.ofRegionsUntilReady(chosen);
      Map<TreeNode, Long> losses = new HashMap<>();
      for (TreeNode region : chosen) {
        losses.put(region, all.minus(without(region, chosen, savings)).nanos());
      }
      List<TreeNode> least = new ArrayList<>(chosen);
      least.sort(Comparator.comparingLong((TreeNode region) -> losses.getOrDefault(region, 0L)));
      for (TreeNode region : least) {
        if (fields(chosen) > limits.mostFields()) {
          chosen.remove(region);
        }
      }
      // Who stayed for the sake of those that went is worth less now.
      giveUp(chosen, savings, limits);
    }
  }

  private static Saving without(TreeNode region, Set<TreeNode> chosen, Savings savings) {
    Set<TreeNode> others = new LinkedHashSet<>(chosen);
    others.remove(region);
    return savings.ofRegionsUntilReady(others);
  }

  private static int fields(Set<TreeNode> regions) {
    return regions.stream().mapToInt(region -> region.fields().size()).sum();
  }

  /**
   * Returns how many fields are deferred.
   *
   * @return at least one for each region
   */
  public int fields() {
    return chosen.stream().mapToInt(choice -> choice.region().fields().size()).sum();
  }

  /**
   * Returns how many classes are rewritten.
   *
   * @return at most one for each region
   */
  public int classes() {
    return (int) chosen.stream().map(choice -> choice.region().className()).distinct().count();
  }

  /**
   * Returns what laziness costs where the classes were woven before the program starts.
   *
   * @return nanoseconds
   */
  public long ownNanos() {
    return classes() * CLASS_NANOS + fields() * FIELD_NANOS;
  }

  /**
   * Returns what is expected to be saved until ready where the classes were woven.
   *
   * @return nanoseconds; below zero if laziness costs more than it saves
   */
  public long expectedNanos() {
    return saving.nanos() - ownNanos();
  }
}
