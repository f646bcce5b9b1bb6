package io.lazyloader.agent.report;

import java.util.Arrays;

/** A directed graph of numbered vertices, packed. Immutable. */
final class Graph {
  private final int[] from;
  private final int[] to;

  /** Where the edges of each vertex begin in {@link #successors}; one more at the end. */
  private final int[] begins;

  private final int[] successors;

  private Graph(int size, int[] from, int[] to) {
    this.from = from;
    this.to = to;
    begins = new int[size + 1];
    for (int vertex : from) {
      begins[vertex + 1]++;
    }
    for (int vertex = 0; vertex < size; vertex++) {
      begins[vertex + 1] += begins[vertex];
    }
    successors = new int[to.length];
    int[] next = begins.clone();
    for (int edge = 0; edge < to.length; edge++) {
      successors[next[from[edge]]++] = to[edge];
    }
  }

  int size() {
    return begins.length - 1;
  }

  int degree(int vertex) {
    return begins[vertex + 1] - begins[vertex];
  }

  int successor(int vertex, int edge) {
    return successors[begins[vertex] + edge];
  }

  Graph reversed() {
    return new Graph(size(), to, from);
  }

  /** The vertices that one vertex reaches, itself included. */
  boolean[] reachedFrom(int start) {
    boolean[] reached = new boolean[size()];
    reach(start, reached, new int[size()]);
    return reached;
  }

  /**
   * Marks what a vertex reaches through vertices that are not marked yet.
   *
   * @param open room for as many vertices as there are
   */
  void reach(int start, boolean[] reached, int[] open) {
    int count = 0;
    reached[start] = true;
    open[count++] = start;
    while (count > 0) {
      int vertex = open[--count];
      for (int edge = begins[vertex]; edge < begins[vertex + 1]; edge++) {
        int next = successors[edge];
        if (!reached[next]) {
          reached[next] = true;
          open[count++] = next;
        }
      }
    }
  }

  /** Collects edges. */
  static final class Builder {
    private final int size;
    private int[] from = new int[1024];
    private int[] to = new int[1024];
    private int count;

    Builder(int size) {
      this.size = size;
    }

    void add(int source, int target) {
      if (count == from.length) {
        from = Arrays.copyOf(from, 2 * count);
        to = Arrays.copyOf(to, 2 * count);
      }
      from[count] = source;
      to[count++] = target;
    }

    Graph build() {
      return new Graph(size, Arrays.copyOf(from, count), Arrays.copyOf(to, count));
    }
  }
}
