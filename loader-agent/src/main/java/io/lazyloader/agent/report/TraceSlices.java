package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.Profile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When each initialisation of one run was on which thread, such that those of a thread nest.
 *
 * <p>They did when they ran; but the recorder's own cost is taken out of how long they took and not
 * out of when they began, so that one may begin when what it is part of has ended by the figures.
 * How long each took is kept, as these figures add up: what sticks out is moved back to where it
 * fits, and what then overlaps the one before it is moved on.
 */
final class TraceSlices {
  private static final String UNKNOWN_THREAD = "unknown thread";

  private final Tree tree;
  private final List<String> threads;
  private final Map<String, Integer> tracks = new HashMap<>();
  private final long[] begins;
  private final List<TreeNode> inOrder = new ArrayList<>();

  TraceSlices(Tree tree) {
    this.tree = tree;
    this.begins = tree.nodes().stream().mapToLong(TreeNode::startNanos).toArray();
    Map<String, List<TreeNode>> outermost = new TreeMap<>();
    for (TreeNode node : tree.parentsFirst()) {
      if (enclosing(node) == null) {
        outermost.computeIfAbsent(thread(node), thread -> new ArrayList<>()).add(node);
      }
    }
    for (List<TreeNode> slices : outermost.values()) {
      slices.sort(Comparator.comparingLong(TreeNode::startNanos));
      moveOn(slices, 0);
      slices.forEach(this::layOut);
    }
    this.threads = List.copyOf(outermost.keySet());
    for (String thread : threads) {
      tracks.put(thread, tracks.size() + 1);
    }
  }

  private static String thread(TreeNode node) {
    String thread = node.initialisation().threads().mostFrequent();
    return thread.isEmpty() ? UNKNOWN_THREAD : thread;
  }

  /** Returns the slice of the same thread that it is in. */
  static @Nullable TreeNode enclosing(TreeNode node) {
    TreeNode parent = node.parent();
    return parent != null && thread(parent).equals(thread(node)) ? parent : null;
  }

  private void layOut(TreeNode root) {
    ArrayDeque<TreeNode> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      TreeNode node = open.pop();
      inOrder.add(node);
      List<TreeNode> inside = new ArrayList<>(node.children());
      inside.removeIf(child -> enclosing(child) != node);
      moveBack(inside, end(node));
      moveOn(inside, begin(node));
      Collections.reverse(inside);
      inside.forEach(open::push);
    }
  }

  /** Lets each begin when it did, or earlier if it did not end before the next one otherwise. */
  private void moveBack(List<TreeNode> slices, long end) {
    long bound = end;
    for (int at = slices.size() - 1; at >= 0; at--) {
      TreeNode slice = slices.get(at);
      bound = Math.min(begin(slice), bound - slice.totalNanos());
      begins[slice.index()] = bound;
    }
  }

  /** Lets none begin before the one before it ended. */
  private void moveOn(List<TreeNode> slices, long begin) {
    long bound = begin;
    for (TreeNode slice : slices) {
      begins[slice.index()] = Math.max(bound, begin(slice));
      bound = end(slice);
    }
  }

  /** Returns when it began, in nanoseconds after the start of the process. */
  long begin(TreeNode node) {
    return begins[node.index()];
  }

  /** Returns when it ended. */
  long end(TreeNode node) {
    return begin(node) + node.totalNanos();
  }

  /** Returns all, thread by thread, each after the one that it is in. */
  List<TreeNode> inOrder() {
    return Collections.unmodifiableList(inOrder);
  }

  /** Returns the names of the threads; the number of a track is one more than the place. */
  List<String> threads() {
    return threads;
  }

  /** Returns who is named so, if it was running then. */
  @Nullable TreeNode running(String name, long nanos) {
    TreeNode node = name.equals(Profile.PROGRAM) ? null : tree.node(name);
    return node != null && begin(node) <= nanos && nanos < end(node) ? node : null;
  }

  /** Returns the number of the thread that it was on. */
  int track(TreeNode node) {
    return Objects.requireNonNull(tracks.get(thread(node)));
  }
}
