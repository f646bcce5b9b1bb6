package io.lazyloader.agent.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * What deferring regions would save, by what the recorded runs used. Immutable.
 *
 * <p>As the retained size of an object is what the garbage collector would free with it, the
 * retained time of a region is the self time of all initialisations that would no longer run if the
 * region ran on its first read only: the region itself, the classes that only it used, their
 * regions, and so on. They are what it dominates in the graph of uses, whose root is the program:
 *
 * <ul>
 *   <li>whoever is a trigger or later user of a class leads to the class;
 *   <li>a class leads to its regions, which run with it: the edge that deferring a region cuts;
 *   <li>whoever reads a field of a region leads to the region, and the region to its class.
 * </ul>
 *
 * So a region that somebody reads who runs anyway saves nothing, and one that is read only by what
 * it started itself is saved with it. Users beyond the bound of a {@link
 * io.lazyloader.agent.profile.Tally} and users that the profile does not hold are taken to be the
 * program: what is told is not too much by what was not recorded.
 *
 * <p>Work of which others would have to do a part instead (the first logger starts the logging
 * system) is a vertex of its own, a {@link SharedSetup}, which all who might have paid lead to.
 *
 * <p>It is an upper bound for another reason: it asks neither whether a region may be deferred nor
 * what laziness itself costs.
 */
public final class Savings {
  /** How many of {@link #dearSetups} a report names. */
  static final int MOST_SETUPS = 5;

  private static final long LEAST_DEAR_NANOS = 1_000_000;

  private final List<SharedSetup> setups;
  private final UseGraph wholeRun;
  private final UseGraph untilReady;
  private final List<TreeNode> regions;
  private final List<TreeNode> paidLater;

  private Savings(Tree tree) {
    this.setups = SharedSetups.of(tree);
    this.wholeRun = new UseGraph(tree, setups, false);
    this.untilReady =
        tree.profile().median(Totals.READY) > 0 ? new UseGraph(tree, setups, true) : wholeRun;
    List<TreeNode> all = new ArrayList<>();
    for (TreeNode node : tree.nodes()) {
      if (node.isRegion()) {
        all.add(node);
      }
    }
    all.sort(
        Comparator.comparingLong((TreeNode region) -> -ofRegionUntilReady(region).nanos())
            .thenComparingLong(region -> -ofRegion(region).nanos())
            .thenComparingLong(region -> -region.totalNanos())
            .thenComparing(TreeNode::name)
            .thenComparing(TreeNode::hash));
    this.regions = Collections.unmodifiableList(all);
    this.paidLater = all.stream().filter(TreeNode::isPaidLater).toList();
  }

  /**
   * Computes the savings of all regions.
   *
   * @param tree of the profile
   * @return what each would save
   */
  public static Savings of(Tree tree) {
    return new Savings(tree);
  }

  /**
   * Returns all regions.
   *
   * @return the largest {@link #ofRegionUntilReady} first, then the largest {@link #ofRegion}, then
   *     the longest
   */
  public List<TreeNode> regions() {
    return regions;
  }

  /**
   * Tells what deferring one region alone would save over the whole run.
   *
   * @param region a node of the tree that is a region
   * @return nothing if the region is read by somebody who runs anyway
   */
  public Saving ofRegion(TreeNode region) {
    return wholeRun.ofRegion(region);
  }

  /**
   * Tells what deferring one region alone would save until start-up is over: as {@link #ofRegion},
   * but regions of which no field was read before that are taken to be never read, and what begins
   * after it costs nothing.
   *
   * @param region a node of the tree that is a region
   * @return at least as much as over the whole run; some of it is paid later
   */
  public Saving ofRegionUntilReady(TreeNode region) {
    return untilReady.ofRegion(region);
  }

  /**
   * Returns the work that whoever came first did for several.
   *
   * @return in the order in which it was paid
   */
  public List<SharedSetup> setups() {
    return setups;
  }

  /** Those of at least a millisecond, the dearest first: those worth naming. */
  List<SharedSetup> dearSetups() {
    return dearestSetups().stream()
        .filter(setup -> setup.wholeCost().nanos() >= LEAST_DEAR_NANOS)
        .toList();
  }

  /** All of them, the dearest first. */
  List<SharedSetup> dearestSetups() {
    return setups.stream()
        .sorted(Comparator.comparingLong(setup -> -setup.wholeCost().nanos()))
        .toList();
  }

  /**
   * Tells what deferring some regions together would save until start-up is over, as {@link
   * #ofRegionUntilReady} does for one.
   *
   * @param regions nodes of the tree that are regions
   * @return more than the sum of each alone
   */
  public Saving ofRegionsUntilReady(Collection<TreeNode> regions) {
    return untilReady.ofDeferring(regions);
  }

  /**
   * Tells whether somebody would still pay for shared work before start-up is over.
   *
   * @param setup one of {@link #setups}
   * @param deferred regions that are deferred
   * @return false if all is spared
   */
  public boolean isPaidUntilReady(SharedSetup setup, Collection<TreeNode> deferred) {
    return untilReady.isPaid(setup, deferred);
  }

  /**
   * Returns the regions that were read, but in no run before start-up was over.
   *
   * @return in the order of {@link #regions}
   */
  public List<TreeNode> paidLater() {
    return paidLater;
  }

  /**
   * Tells what deferring everything would save over the whole run: all that the program does not
   * come to if every region waits for a reader. That is every never-read region, and every region
   * that is read only by what then does not run.
   *
   * @return the regions that it takes, and what is saved
   */
  public Deferral ofAllNeverRead() {
    return deferral(wholeRun);
  }

  /**
   * Tells what deferring everything would save until start-up is over.
   *
   * @return {@link #ofAllNeverRead} and what is paid later
   */
  public Deferral ofAllNotReadBeforeReady() {
    return deferral(untilReady);
  }

  private Deferral deferral(UseGraph graph) {
    List<TreeNode> deferred = new ArrayList<>();
    List<TreeNode> spared = new ArrayList<>();
    for (TreeNode region : regions) {
      if (!graph.staysLazily(region)) {
        (graph.staysLazily(region.owner()) ? deferred : spared).add(region);
      }
    }
    return new Deferral(deferred, spared, graph.ofDeferringAll(), untilReady.ofDeferring(deferred));
  }
}
