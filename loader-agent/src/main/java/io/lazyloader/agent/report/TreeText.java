package io.lazyloader.agent.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints the tree as {@code python -X importtime} does: a row for each initialisation when it is
 * done, so children before their parents. What has no row of its own is summed up before its
 * parent's.
 */
final class TreeText {
  /** Rows that a person reads. */
  private static final int READABLE_ROWS = 100;

  private static final int INDENT = 2;

  /** Where names begin. */
  private static final int NAME_COLUMN = 33;

  private final PrintWriter out;
  private final TextOptions options;
  private final Paint paint;
  private final int deepestIndent;

  TreeText(PrintWriter out, TextOptions options) {
    this.out = out;
    this.options = options;
    this.paint = new Paint(options.isColoured());
    this.deepestIndent = Math.max(INDENT, (options.width() - NAME_COLUMN) / 3);
  }

  /** What is not shown below one parent. */
  private static final class Rest {
    private int count;
    private long nanos;
  }

  void write(Tree tree) {
    boolean[] shown = shown(tree);
    Map<@Nullable TreeNode, Rest> rests = rests(tree, shown);
    Map<@Nullable TreeNode, List<TreeNode>> cached =
        options.withCached() ? cached(tree) : new HashMap<>();
    out.println(paint.title(row("self [us]", "cumulative [us]", "", "static initialiser")));
    for (TreeNode node : tree.childrenFirst()) {
      if (shown[node.index()]) {
        writeCached(cached.get(node), node.depth() + 1);
        writeRest(rests.get(node), node.depth() + 1);
        write(node, tree);
      }
    }
    writeCached(cached.get(null), 0);
    writeRest(rests.get(null), 0);
    if (!rests.isEmpty()) {
      out.println(
          paint.faint(
              Sentences.wrap(
                  "(What took least is summed up; --min MS and --all show it.)",
                  "",
                  options.width())));
    }
  }

  /** Who has a row; whose child has one, has one, too. */
  private boolean[] shown(Tree tree) {
    boolean[] shown = new boolean[tree.nodes().size()];
    boolean isReadable = options.minNanos() == TextOptions.READABLE;
    tree.nodes().stream()
        .filter(node -> isReadable || node.totalNanos() >= options.minNanos())
        .sorted(
            Comparator.comparingLong((TreeNode node) -> -node.totalNanos())
                .thenComparingInt(TreeNode::depth)
                .thenComparingInt(TreeNode::index))
        .limit(isReadable ? READABLE_ROWS : Long.MAX_VALUE)
        .forEach(node -> shown[node.index()] = true);
    return shown;
  }

  /** Sums up, by parent, the subtrees that have no row. */
  private static Map<@Nullable TreeNode, Rest> rests(Tree tree, boolean[] shown) {
    Map<@Nullable TreeNode, Rest> rests = new HashMap<>();
    int[] sizes = new int[shown.length];
    for (TreeNode node : tree.childrenFirst()) {
      sizes[node.index()]++;
      TreeNode parent = node.parent();
      if (!shown[node.index()] && (parent == null || shown[parent.index()])) {
        Rest rest = rests.computeIfAbsent(parent, missing -> new Rest());
        rest.count += sizes[node.index()];
        rest.nanos += node.totalNanos();
      } else if (parent != null) {
        sizes[parent.index()] += sizes[node.index()];
      }
    }
    return rests;
  }

  /** By user, the classes that it used later. */
  private static Map<@Nullable TreeNode, List<TreeNode>> cached(Tree tree) {
    Map<@Nullable TreeNode, List<TreeNode>> cached = new HashMap<>();
    for (TreeNode node : tree.nodes()) {
      if (!node.isRegion()) {
        for (String user : node.initialisation().laterUsers().entries().keySet()) {
          cached.computeIfAbsent(tree.node(user), missing -> new ArrayList<>()).add(node);
        }
      }
    }
    return cached;
  }

  private void write(TreeNode node, Tree tree) {
    String marks = marks(node, tree);
    String name = name(node.name(), node.depth(), marks.length());
    out.println(
        row(
            micros(node.selfNanos()),
            micros(node.totalNanos()),
            indent(node.depth()),
            name + painted(marks, node)));
  }

  private void writeCached(@Nullable List<TreeNode> classes, int depth) {
    if (classes != null) {
      for (TreeNode used : classes) {
        out.println(
            paint.faint(row("cached", "cached", indent(depth), name(used.name(), depth, 0))));
      }
    }
  }

  private void writeRest(@Nullable Rest rest, int depth) {
    if (rest != null) {
      String text = "... " + Amounts.count(rest.count) + " more";
      out.println(paint.faint(row("", micros(rest.nanos), indent(depth), text)));
    }
  }

  private static String marks(TreeNode node, Tree tree) {
    StringBuilder marks = new StringBuilder();
    if (node.isNeverRead()) {
      marks.append("  ").append(Labels.NEVER_READ);
    } else if (node.isPaidLater()) {
      marks.append("  ").append(Labels.READ_AFTER_READY);
    }
    if (node.initialisation().failures() > 0) {
      marks.append("  failed");
    }
    long runs = tree.profile().runs();
    if (node.initialisation().runs() < runs) {
      marks.append("  in ").append(Amounts.count(node.initialisation().runs()));
      marks.append(" of ").append(Amounts.count(runs)).append(" runs");
    }
    return marks.toString();
  }

  private String painted(String marks, TreeNode node) {
    return node.initialisation().failures() > 0 ? paint.bad(marks) : paint.notable(marks);
  }

  private String name(String name, int depth, int taken) {
    int room = options.width() - NAME_COLUMN - indent(depth).length() - taken;
    return ShortName.fit(name, options.isShortened() ? room : Integer.MAX_VALUE);
  }

  /** Two columns a level as far as they go; what is deeper says how deep. */
  private String indent(int depth) {
    if (depth * (long) INDENT <= deepestIndent) {
      return " ".repeat(depth * INDENT);
    }
    String level = "[" + depth + "] ";
    return " ".repeat(Math.max(0, deepestIndent - level.length())) + level;
  }

  private static String micros(long nanos) {
    return Amounts.count(Math.round(nanos / 1e3));
  }

  private static String row(String self, String total, String indent, String name) {
    return String.format(Locale.ROOT, "%12s | %15s | ", self, total) + indent + name;
  }
}
