package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.Initialisation;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.RegionProfile;
import io.lazyloader.agent.profile.Tally;
import java.util.List;

/**
 * Why each initialisation ran: a graph from the program to what it used, from there to what that
 * used, and so on.
 *
 * <p>Vertex 0 is the program, then come the nodes of the tree, then one <em>gate</em> for each
 * region, between the class and the region: to defer the region is to take the gate away, so that
 * what a gate dominates is what deferring its region saves.
 */
final class UseGraph {
  private static final int PROGRAM = 0;

  private final Tree tree;
  private final List<TreeNode> nodes;
  private final boolean isUntilReady;
  private final int[] gates;
  private final Graph eager;
  private final Dominators dominators;
  private final boolean[] staysLazily;
  private final long[] nanos;
  private final long[] bytes;
  private final long[] loaded;
  private final long[] counts;

  /**
   * @param isUntilReady whether what happened after start-up was over doesn't count: neither reads
   *     nor costs
   */
  UseGraph(Tree tree, boolean isUntilReady) {
    this.tree = tree;
    this.nodes = tree.nodes();
    this.isUntilReady = isUntilReady;
    this.gates = new int[nodes.size()];
    int vertices = 1 + nodes.size();
    for (TreeNode node : nodes) {
      gates[node.index()] = node.isRegion() ? vertices++ : -1;
    }
    Graph.Builder uses = new Graph.Builder(vertices);
    Graph.Builder usesAndGates = new Graph.Builder(vertices);
    for (TreeNode node : nodes) {
      addUses(node, uses, usesAndGates);
    }
    addForgotten(uses, usesAndGates);
    this.eager = usesAndGates.build();
    this.dominators = new Dominators(eager);
    this.staysLazily = uses.build().reachedFrom(PROGRAM);
    this.nanos = dominators.sums(values(vertices, node -> costs(node).nanos()));
    this.bytes = dominators.sums(values(vertices, node -> costs(node).bytes()));
    this.loaded = dominators.sums(values(vertices, node -> costs(node).loadedClasses()));
    this.counts = dominators.sums(values(vertices, node -> costs(node).initialisations()));
  }

  private static int vertex(TreeNode node) {
    return 1 + node.index();
  }

  private interface Value {
    long of(TreeNode node);
  }

  private long[] values(int vertices, Value value) {
    long[] values = new long[vertices];
    for (TreeNode node : nodes) {
      values[vertex(node)] = value.of(node);
    }
    return values;
  }

  private void addUses(TreeNode node, Graph.Builder uses, Graph.Builder usesAndGates) {
    RegionProfile region = node.region();
    Initialisation initialisation = node.initialisation();
    if (region == null) {
      addUsers(initialisation.triggers(), node, uses, usesAndGates);
      addUsers(initialisation.laterUsers(), node, uses, usesAndGates);
      return;
    }
    int owner = vertex(node.owner());
    int gate = gates[node.index()];
    usesAndGates.add(owner, gate);
    usesAndGates.add(gate, vertex(node));
    // Whoever reads a field initialises its class.
    add(vertex(node), owner, uses, usesAndGates);
    if (isUntilReady && node.isPaidLater()) {
      return;
    }
    addUsers(region.firstReaders(), node, uses, usesAndGates);
    addUsers(initialisation.laterUsers(), node, uses, usesAndGates);
    boolean isReaderKnown =
        !region.firstReaders().entries().isEmpty()
            || !initialisation.laterUsers().entries().isEmpty();
    if (!region.isNeverRead() && !isReaderKnown) {
      add(PROGRAM, vertex(node), uses, usesAndGates);
    }
  }

  /** What is not in the profile, or was cut from it, is taken to be the program. */
  private void addUsers(
      Tally users, TreeNode used, Graph.Builder uses, Graph.Builder usesAndGates) {
    if (users.isCut()) {
      add(PROGRAM, vertex(used), uses, usesAndGates);
    }
    for (String name : users.entries().keySet()) {
      TreeNode user = name.equals(Profile.PROGRAM) ? null : tree.node(name);
      add(user == null ? PROGRAM : vertex(user), vertex(used), uses, usesAndGates);
    }
  }

  private static void add(int from, int to, Graph.Builder uses, Graph.Builder usesAndGates) {
    uses.add(from, to);
    usesAndGates.add(from, to);
  }

  /** What ran although nobody is known to have used it was used by the program. */
  private void addForgotten(Graph.Builder uses, Graph.Builder usesAndGates) {
    Graph known = usesAndGates.build();
    boolean[] reached = known.reachedFrom(PROGRAM);
    int[] open = new int[known.size()];
    for (TreeNode node : nodes) {
      if (!node.isRegion() && !reached[vertex(node)]) {
        add(PROGRAM, vertex(node), uses, usesAndGates);
        known.reach(vertex(node), reached, open);
      }
    }
  }

  /** What is saved if a region alone is deferred. */
  Saving ofRegion(TreeNode region) {
    int gate = gates[region.index()];
    return new Saving(nanos[gate], bytes[gate], loaded[gate], (int) counts[gate]);
  }

  /** What it costs that an initialisation runs. */
  Saving costs(TreeNode node) {
    return isUntilReady ? tree.untilReady(node) : Saving.NONE.plus(node);
  }

  /** Whether an initialisation still runs if all regions are deferred. */
  boolean staysLazily(TreeNode node) {
    return staysLazily[vertex(node)];
  }
}
