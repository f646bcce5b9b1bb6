package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.RegionProfile;
import io.lazyloader.agent.profile.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Finds the work that the first of several regions did for all of them.
 *
 * <p>A region is a first payer if regions that ran after it call at least what it calls, and take
 * far less: had one of them come first, it would have done the same work. So 253 ms for the first
 * {@code getLogger} against 0.2 ms for the fifth are 252.8 ms of the logging system and 0.2 ms of a
 * logger. Nobody knows which of the classes that the first started belong to which; all count for
 * the shared work, which promises less rather than more.
 */
final class SharedSetups {
  /** Below that, what is shared is no matter, and a difference may be the JVM's warming up. */
  private static final long LEAST_NANOS = 500_000;

  /** How many times as long as its followers a first payer takes at least. */
  private static final int LEAST_RATIO = 4;

  private final Tree tree;
  private final Map<String, List<TreeNode>> callers = new HashMap<>();
  private final List<SharedSetup> found = new ArrayList<>();

  private SharedSetups(Tree tree) {
    this.tree = tree;
    List<TreeNode> regions =
        tree.nodes().stream().filter(node -> !calls(node).isEmpty()).sorted(Tree.IN_TIME).toList();
    for (TreeNode region : regions) {
      for (String call : calls(region)) {
        callers.computeIfAbsent(call, none -> new ArrayList<>()).add(region);
      }
    }
    Set<TreeNode> followers = new HashSet<>();
    for (TreeNode region : regions) {
      if (!followers.contains(region)) {
        consider(region, followers);
      }
    }
  }

  /** Returns them in the order in which they were paid. */
  static List<SharedSetup> of(Tree tree) {
    return List.copyOf(new SharedSetups(tree).found);
  }

  private static List<String> calls(TreeNode node) {
    RegionProfile region = node.region();
    return region == null ? List.of() : region.calls();
  }

  private void consider(TreeNode first, Set<TreeNode> followers) {
    if (first.totalNanos() < LEAST_NANOS) {
      return;
    }
    List<TreeNode> others = othersThatCall(calls(first), first);
    if (others.isEmpty()
        || first.totalNanos() < LEAST_RATIO * median(others, TreeNode::totalNanos)) {
      return;
    }
    followers.addAll(others);
    Saving cost =
        new Saving(
            beyond(first, others, TreeNode::selfNanos),
            beyond(first, others, TreeNode::selfBytes),
            beyond(first, others, TreeNode::selfLoaded),
            0);
    found.add(new SharedSetup(calls(first), first, others, usersOf(calls(first)), cost));
  }

  /** Those that ran after a region and call what it calls. */
  private List<TreeNode> othersThatCall(List<String> calls, TreeNode first) {
    List<TreeNode> fewest = List.of();
    for (String call : calls) {
      List<TreeNode> callers = this.callers.getOrDefault(call, List.of());
      fewest = fewest.isEmpty() || callers.size() < fewest.size() ? callers : fewest;
    }
    return fewest.stream()
        .filter(other -> Tree.IN_TIME.compare(first, other) < 0)
        .filter(other -> new HashSet<>(calls(other)).containsAll(calls))
        .toList();
  }

  private static long beyond(
      TreeNode first, List<TreeNode> others, ToLongFunction<TreeNode> figure) {
    return Math.max(0, figure.applyAsLong(first) - median(others, figure));
  }

  private static long median(List<TreeNode> nodes, ToLongFunction<TreeNode> figure) {
    long[] sorted = nodes.stream().mapToLong(figure).sorted().toArray();
    return sorted[(sorted.length - 1) / 2];
  }

  /** Who used the classes whose methods are called, beside those that are known to call them. */
  private SortedMap<String, Tally.Entry> usersOf(List<String> calls) {
    TreeMap<String, Tally.Entry> users = new TreeMap<>();
    for (String call : calls) {
      TreeNode called = tree.node(RegionProfile.calledClass(call));
      if (called != null) {
        add(called.initialisation().triggers(), users);
        add(called.initialisation().laterUsers(), users);
      }
      callers.getOrDefault(call, List.of()).forEach(caller -> users.remove(caller.name()));
    }
    return users;
  }

  /** What was cut from a tally may have been the program. */
  private static void add(Tally tally, Map<String, Tally.Entry> users) {
    users.putAll(tally.entries());
    if (tally.isCut()) {
      users.putIfAbsent(Profile.PROGRAM, new Tally.Entry(1, ""));
    }
  }
}
