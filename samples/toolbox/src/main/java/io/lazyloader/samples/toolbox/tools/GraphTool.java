package io.lazyloader.samples.toolbox.tools;

import java.io.InputStream;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.connectivity.ConnectivityInspector;
import org.jgrapht.alg.interfaces.ShortestPathAlgorithm;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.alg.spanning.KruskalMinimumSpanningTree;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.builder.GraphTypeBuilder;
import org.jgrapht.util.SupplierUtil;

/** Finds the shortest way between two nodes, and the cheapest tree. Library: JGraphT. */
public final class GraphTool implements Tool {
  private static final Pattern EDGE = Pattern.compile("(\\w+)-(\\w+)(?::(\\d+))?");

  private final Graph<String, DefaultWeightedEdge> graph =
      GraphTypeBuilder.<String, DefaultWeightedEdge>undirected()
          .weighted(true)
          .edgeSupplier(SupplierUtil.createDefaultWeightedEdgeSupplier())
          .buildGraph();
  private final ShortestPathAlgorithm<String, DefaultWeightedEdge> shortest =
      new DijkstraShortestPath<>(graph);
  private final KruskalMinimumSpanningTree<String, DefaultWeightedEdge> tree =
      new KruskalMinimumSpanningTree<>(graph);
  private final ConnectivityInspector<String, DefaultWeightedEdge> connectivity =
      new ConnectivityInspector<>(graph);

  @Override
  public String usage() {
    return "FROM TO EDGE... (an edge is A-B or A-B:WEIGHT)";
  }

  @Override
  public String run(List<String> args, InputStream stdin) {
    String from = Input.required(args, 0, "the start");
    String to = Input.required(args, 1, "the end");
    args.subList(2, args.size()).forEach(this::add);
    if (!new TreeSet<>(graph.vertexSet()).containsAll(List.of(from, to))) {
      throw new UsageException("no edge touches " + from + " or " + to);
    }
    GraphPath<String, DefaultWeightedEdge> path = shortest.getPath(from, to);
    return String.join(
        "\n",
        path == null
            ? "no path"
            : "path  " + String.join(" ", path.getVertexList()) + " (" + path.getWeight() + ")",
        "tree  " + tree.getSpanningTree().getWeight(),
        "parts " + connectivity.connectedSets().size());
  }

  private void add(String text) {
    Matcher edge = EDGE.matcher(text);
    if (!edge.matches()) {
      throw new UsageException("not an edge: " + text);
    }
    graph.addVertex(edge.group(1));
    graph.addVertex(edge.group(2));
    double weight = edge.group(3) == null ? 1 : Double.parseDouble(edge.group(3));
    graph.setEdgeWeight(graph.addEdge(edge.group(1), edge.group(2)), weight);
  }
}
