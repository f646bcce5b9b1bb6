package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.ClassProfile;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.RegionProfile;
import io.lazyloader.agent.profile.Tally;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The initialisations of a profile as a forest: each below the one on whose behalf it first ran.
 * Immutable.
 *
 * <p>A region is below its class. A class is below its most frequent trigger, of several the first
 * by name. Merged runs may contradict each other (in one A starts B, in another B starts A), so a
 * trigger that would close a circle is passed over for the next one; later initialisations choose
 * first, so that a circle is broken above the one that began first. Triggers that the profile does
 * not hold are passed over, too. What is left without a trigger is a root.
 *
 * <p>The files of one class name with several hashes are nodes of their own; whoever is named as
 * that class is taken to be the one with the most runs.
 *
 * <p>Nothing recurses, as initialisations may nest deeper than the Java stack allows.
 */
public final class Tree {
  /** By when they began. */
  static final Comparator<TreeNode> IN_TIME =
      Comparator.comparingLong(TreeNode::startNanos)
          .thenComparing(TreeNode::name)
          .thenComparing(TreeNode::hash);

  private final Profile profile;

  /** When start-up was over, or 0 if nobody knows. */
  private final long readyNanos;

  private final List<TreeNode> nodes;
  private final Map<String, TreeNode> byName;
  private final List<TreeNode> roots;
  private final List<TreeNode> parentsFirst;
  private final List<TreeNode> childrenFirst;

  private Tree(Profile profile) {
    this.profile = profile;
    this.readyNanos = profile.median(Totals.READY);
    this.nodes = nodes(profile);
    this.byName = byName(nodes);
    this.roots = grow();
    this.parentsFirst = descending();
    this.childrenFirst = ascending();
    sumUp();
  }

  /**
   * Makes the tree of a profile.
   *
   * @param profile of one run or of several
   * @return its initialisations
   */
  public static Tree of(Profile profile) {
    return new Tree(profile);
  }

  private static List<TreeNode> nodes(Profile profile) {
    List<TreeNode> nodes = new ArrayList<>();
    for (ClassProfile owner : profile.classes().values()) {
      TreeNode ofClass = new TreeNode(nodes.size(), owner, null, null);
      nodes.add(ofClass);
      for (RegionProfile region : owner.regions()) {
        nodes.add(new TreeNode(nodes.size(), owner, region, ofClass));
      }
    }
    return Collections.unmodifiableList(nodes);
  }

  private static Map<String, TreeNode> byName(List<TreeNode> nodes) {
    Map<String, TreeNode> byName = new HashMap<>();
    for (TreeNode node : nodes) {
      byName.merge(
          node.name(), node, (one, other) -> other.classRuns() > one.classRuns() ? other : one);
    }
    return byName;
  }

  /** Chooses parents; returns who has none. */
  private List<TreeNode> grow() {
    Roots tops = new Roots(nodes.size());
    nodes.stream()
        .filter(TreeNode::isRegion)
        .forEach(region -> tops.attach(region, region.owner()));
    nodes.stream()
        .filter(node -> !node.isRegion())
        .sorted(IN_TIME.reversed())
        .forEach(node -> chooseParent(node, tops));
    List<TreeNode> parentless = new ArrayList<>();
    nodes.stream()
        .sorted(IN_TIME)
        .forEach(
            node -> {
              TreeNode parent = node.parent();
              (parent == null ? parentless : parent.grownChildren()).add(node);
            });
    return Collections.unmodifiableList(parentless);
  }

  private void chooseParent(TreeNode node, Roots tops) {
    List<Map.Entry<String, Tally.Entry>> triggers =
        new ArrayList<>(node.initialisation().triggers().entries().entrySet());
    // Stable: of the same frequency, the names stay in their order.
    triggers.sort(Comparator.comparingLong(entry -> -entry.getValue().runs()));
    for (Map.Entry<String, Tally.Entry> trigger : triggers) {
      if (trigger.getKey().equals(Profile.PROGRAM)) {
        return;
      }
      TreeNode parent = byName.get(trigger.getKey());
      if (parent != null && tops.of(parent) != node.index()) {
        node.setParent(parent);
        tops.attach(node, parent);
        return;
      }
    }
  }

  private List<TreeNode> descending() {
    List<TreeNode> order = new ArrayList<>(nodes.size());
    ArrayDeque<TreeNode> open = new ArrayDeque<>();
    pushReversed(roots, open);
    while (!open.isEmpty()) {
      TreeNode node = open.pop();
      TreeNode parent = node.parent();
      node.setDepth(parent == null ? 0 : parent.depth() + 1);
      order.add(node);
      pushReversed(node.children(), open);
    }
    return Collections.unmodifiableList(order);
  }

  private static void pushReversed(List<TreeNode> siblings, ArrayDeque<TreeNode> open) {
    for (int at = siblings.size() - 1; at >= 0; at--) {
      open.push(siblings.get(at));
    }
  }

  /** Parents first and siblings backwards is, read backwards, what is wanted. */
  private List<TreeNode> ascending() {
    List<TreeNode> order = new ArrayList<>(nodes.size());
    ArrayDeque<TreeNode> open = new ArrayDeque<>(roots.size());
    pushAll(roots, open);
    while (!open.isEmpty()) {
      TreeNode node = open.pop();
      order.add(node);
      pushAll(node.children(), open);
    }
    Collections.reverse(order);
    return Collections.unmodifiableList(order);
  }

  private static void pushAll(Collection<TreeNode> siblings, ArrayDeque<TreeNode> open) {
    siblings.forEach(open::push);
  }

  private void sumUp() {
    for (TreeNode node : childrenFirst) {
      node.sumUp();
    }
  }

  /**
   * Returns what it was made of.
   *
   * @return the profile
   */
  public Profile profile() {
    return profile;
  }

  /**
   * Returns who has no parent.
   *
   * @return in the order of time
   */
  public List<TreeNode> roots() {
    return roots;
  }

  /**
   * Returns all nodes, each after its parent and followed by all that is below it.
   *
   * @return siblings in the order of time
   */
  public List<TreeNode> parentsFirst() {
    return parentsFirst;
  }

  /**
   * Returns all nodes, each after all that is below it: the order in which they were done.
   *
   * @return siblings in the order of time
   */
  public List<TreeNode> childrenFirst() {
    return childrenFirst;
  }

  /**
   * Finds a node.
   *
   * @param name of a class, or of a region by its first field, as {@link Profile} names them
   * @return of several the one with most runs; null if the profile does not hold it
   */
  public @Nullable TreeNode node(String name) {
    return byName.get(name);
  }

  /**
   * What a node cost before start-up was over: nothing if it began later. What it was in the midst
   * of then counts as far as it had come.
   */
  Saving untilReady(TreeNode node) {
    if (readyNanos == 0) {
      return Saving.NONE.plus(node);
    }
    long left = readyNanos - node.startNanos();
    return left <= 0
        ? Saving.NONE
        : new Saving(Math.min(left, node.selfNanos()), node.selfBytes(), node.selfLoaded(), 1);
  }

  /** All nodes by {@link TreeNode#index}. */
  List<TreeNode> nodes() {
    return nodes;
  }

  /** The top of the tree that each node is in while trees are put together: a union-find forest. */
  private static final class Roots {
    private final int[] above;

    Roots(int nodes) {
      above = new int[nodes];
      for (int node = 0; node < nodes; node++) {
        above[node] = node;
      }
    }

    int of(TreeNode node) {
      int at = node.index();
      while (above[at] != at) {
        above[at] = above[above[at]];
        at = above[at];
      }
      return at;
    }

    void attach(TreeNode top, TreeNode parent) {
      above[top.index()] = of(parent);
    }
  }
}
