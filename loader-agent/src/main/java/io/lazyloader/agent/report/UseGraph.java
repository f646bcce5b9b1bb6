package io.lazyloader.agent.report;

import static java.util.Objects.requireNonNull;

import io.lazyloader.agent.profile.Initialisation;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.RegionProfile;
import io.lazyloader.agent.profile.Tally;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Why each initialisation ran: a graph from the program to what it used, from there to what that
 * used, and so on.
 *
 * <p>Vertex 0 is the program, then come the nodes of the tree, then one <em>gate</em> for each
 * region, between the class and the region: to defer the region is to take the gate away, so that
 * what a gate dominates is what deferring its region saves. Last come the shared set-ups, which all
 * lead to that might have paid them.
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

  /** By its first payer, the vertex of a shared set-up. */
  private final Map<TreeNode, Integer> shared = new HashMap<>();

  /** What each vertex costs. */
  private final Saving[] costs;

  private final long[] nanos;
  private final long[] bytes;
  private final long[] loaded;
  private final long[] counts;

  /**
   * @param isUntilReady whether what happened after start-up was over doesn't count: neither reads
   *     nor costs
   */
  UseGraph(Tree tree, List<SharedSetup> setups, boolean isUntilReady) {
    this.tree = tree;
    this.nodes = tree.nodes();
    this.isUntilReady = isUntilReady;
    this.gates = new int[nodes.size()];
    int vertices = 1 + nodes.size();
    for (TreeNode node : nodes) {
      gates[node.index()] = node.isRegion() ? vertices++ : -1;
    }
    for (SharedSetup setup : setups) {
      shared.put(setup.firstPayer(), vertices++);
    }
    Graph.Builder uses = new Graph.Builder(vertices);
    Graph.Builder usesAndGates = new Graph.Builder(vertices);
    for (TreeNode node : nodes) {
      addUses(node, uses, usesAndGates);
    }
    for (SharedSetup setup : setups) {
      addPayers(setup, uses, usesAndGates);
    }
    addForgotten(uses, usesAndGates);
    this.costs = costs(vertices, setups);
    this.eager = usesAndGates.build();
    this.dominators = new Dominators(eager);
    this.staysLazily = uses.build().reachedFrom(PROGRAM);
    this.nanos = dominators.sums(values(Saving::nanos));
    this.bytes = dominators.sums(values(Saving::bytes));
    this.loaded = dominators.sums(values(Saving::loadedClasses));
    this.counts = dominators.sums(values(Saving::initialisations));
  }

  private static int vertex(TreeNode node) {
    return 1 + node.index();
  }

  private int vertex(SharedSetup setup) {
    return requireNonNull(shared.get(setup.firstPayer()));
  }

  private Saving[] costs(int vertices, List<SharedSetup> setups) {
    Saving[] costs = new Saving[vertices];
    Arrays.fill(costs, Saving.NONE);
    for (TreeNode node : nodes) {
      costs[vertex(node)] = isUntilReady ? tree.untilReady(node) : Saving.NONE.plus(node);
    }
    for (SharedSetup setup : setups) {
      int firstPayer = vertex(setup.firstPayer());
      Saving cost = setup.cost().atMost(costs[firstPayer]);
      costs[vertex(setup)] = cost;
      costs[firstPayer] = costs[firstPayer].minus(cost);
    }
    return costs;
  }

  private long[] values(ToLongFunction<Saving> figure) {
    return Arrays.stream(costs).mapToLong(figure).toArray();
  }

  /** Whoever might have been first in a shared set-up leads to it. */
  private void addPayers(SharedSetup setup, Graph.Builder uses, Graph.Builder usesAndGates) {
    int paid = vertex(setup);
    add(vertex(setup.firstPayer()), paid, uses, usesAndGates);
    setup.others().forEach(other -> add(vertex(other), paid, uses, usesAndGates));
    setup.users().keySet().forEach(user -> add(user(user), paid, uses, usesAndGates));
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
      add(user(name), vertex(used), uses, usesAndGates);
    }
  }

  /**
   * Who is not in the profile is taken to be the program; what a first payer used, to be shared.
   */
  private int user(String name) {
    TreeNode user = name.equals(Profile.PROGRAM) ? null : tree.node(name);
    return user == null ? PROGRAM : shared.getOrDefault(user, vertex(user));
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

  /** What is saved if some regions are deferred together. */
  Saving ofDeferring(Collection<TreeNode> regions) {
    return sumWithout(reachedWithout(regions));
  }

  /** What is saved if all regions are deferred. */
  Saving ofDeferringAll() {
    return sumWithout(staysLazily);
  }

  /** Whether somebody still pays for a shared set-up if some regions are deferred. */
  boolean isPaid(SharedSetup setup, Collection<TreeNode> deferred) {
    return reachedWithout(deferred)[vertex(setup)];
  }

  private boolean[] reachedWithout(Collection<TreeNode> deferred) {
    boolean[] isReached = new boolean[eager.size()];
    // A gate that counts as reached lets nobody through.
    deferred.forEach(region -> isReached[gates[region.index()]] = true);
    eager.reach(PROGRAM, isReached, new int[eager.size()]);
    return isReached;
  }

  private Saving sumWithout(boolean[] isReached) {
    Saving sum = Saving.NONE;
    for (int vertex = 0; vertex < costs.length; vertex++) {
      sum = isReached[vertex] ? sum : sum.plus(costs[vertex]);
    }
    return sum;
  }

  /** Whether an initialisation still runs if all regions are deferred. */
  boolean staysLazily(TreeNode node) {
    return staysLazily[vertex(node)];
  }
}
