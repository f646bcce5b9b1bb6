package io.lazyloader.agent.report;

import java.util.Arrays;

/**
 * Who can be reached through whom only: the immediate dominators of a graph whose vertex 0 reaches
 * whatever counts.
 *
 * <p>Lengauer and Tarjan, "A Fast Algorithm for Finding Dominators in a Flowgraph" (TOPLAS 1979),
 * in the simple version, whose time grows as edges times the logarithm of vertices. The shorter
 * algorithm of Cooper, Harvey and Kennedy walks up the tree edge by edge, which is quadratic on the
 * long chains that nested initialisers are. Nothing recurses.
 */
final class Dominators {
  private static final int NONE = -1;

  /** By vertex, its number in depth-first order; NONE if it is not reached. */
  private final int[] number;

  /** By number, the vertex. */
  private final int[] vertex;

  /** By number, that of the parent in the depth-first tree. */
  private final int[] parent;

  /** By number, that of the immediate dominator, which is smaller. */
  private final int[] dominator;

  private final int reached;

  // The names of the paper, by number.
  private final int[] semi;
  private final int[] ancestor;
  private final int[] label;
  private final int[] path;

  Dominators(Graph graph) {
    int size = graph.size();
    number = filled(size);
    vertex = new int[size];
    parent = new int[size];
    dominator = new int[size];
    reached = explore(graph);
    semi = numbers(reached);
    label = numbers(reached);
    ancestor = filled(reached);
    path = new int[reached];
    findDominators(graph.reversed());
  }

  private static int[] filled(int size) {
    int[] array = new int[size];
    Arrays.fill(array, NONE);
    return array;
  }

  private static int[] numbers(int size) {
    int[] array = new int[size];
    Arrays.setAll(array, at -> at);
    return array;
  }

  /** Numbers the vertices; returns how many are reached. */
  private int explore(Graph graph) {
    int[] stack = new int[graph.size()];
    int[] next = new int[graph.size()];
    int depth = 0;
    int found = 0;
    stack[0] = 0;
    number[0] = found++;
    while (depth >= 0) {
      int at = stack[depth];
      if (next[at] == graph.degree(at)) {
        depth--;
        continue;
      }
      int to = graph.successor(at, next[at]++);
      if (number[to] == NONE) {
        parent[found] = number[at];
        vertex[found] = to;
        number[to] = found++;
        stack[++depth] = to;
      }
    }
    return found;
  }

  private void findDominators(Graph reversed) {
    int[] bucket = filled(reached);
    int[] nextInBucket = filled(reached);
    for (int w = reached - 1; w > 0; w--) {
      int at = vertex[w];
      for (int edge = 0; edge < reversed.degree(at); edge++) {
        int v = number[reversed.successor(at, edge)];
        if (v != NONE) {
          semi[w] = Math.min(semi[w], semi[eval(v)]);
        }
      }
      nextInBucket[w] = bucket[semi[w]];
      bucket[semi[w]] = w;
      int above = parent[w];
      ancestor[w] = above;
      for (int v = bucket[above]; v != NONE; v = nextInBucket[v]) {
        int u = eval(v);
        dominator[v] = semi[u] < semi[v] ? u : above;
      }
      bucket[above] = NONE;
    }
    for (int w = 1; w < reached; w++) {
      if (dominator[w] != semi[w]) {
        dominator[w] = dominator[dominator[w]];
      }
    }
  }

  /** The vertex with the smallest semidominator on the way up through the forest. */
  private int eval(int v) {
    if (ancestor[v] == NONE) {
      return v;
    }
    int length = 0;
    for (int at = v; ancestor[ancestor[at]] != NONE; at = ancestor[at]) {
      path[length++] = at;
    }
    while (length > 0) {
      int at = path[--length];
      int above = ancestor[at];
      if (semi[label[above]] < semi[label[at]]) {
        label[at] = label[above];
      }
      ancestor[at] = ancestor[above];
    }
    return label[v];
  }

  /** Whether a vertex is reached at all. */
  boolean isReached(int of) {
    return number[of] != NONE;
  }

  /**
   * Adds up values over what each vertex dominates, itself included.
   *
   * @param values by vertex
   * @return by vertex; 0 for those that are not reached
   */
  long[] sums(long[] values) {
    long[] sums = new long[values.length];
    for (int w = reached - 1; w >= 0; w--) {
      int at = vertex[w];
      sums[at] += values[at];
      if (w > 0) {
        sums[vertex[dominator[w]]] += sums[at];
      }
    }
    return sums;
  }
}
