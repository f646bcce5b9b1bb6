package io.lazyloader.agent.analysis;

import io.lazyloader.agent.analysis.GraphParts.Field;
import io.lazyloader.agent.analysis.GraphParts.Kind;
import io.lazyloader.agent.analysis.GraphParts.Level;
import io.lazyloader.agent.analysis.GraphParts.Method;
import io.lazyloader.agent.analysis.GraphParts.Node;
import io.lazyloader.agent.analysis.GraphParts.Shape;
import java.util.List;

/** Draws the classes of a graph with their members, before any code is written. */
final class GraphPlan {
  private final GraphExpressions expressions;
  private final List<Node> nodes;
  private int methods;

  GraphPlan(GraphExpressions expressions, List<Node> nodes) {
    this.expressions = expressions;
    this.nodes = nodes;
  }

  void draw() {
    int classes = 3 + expressions.upTo(4);
    boolean hasInterface = expressions.chance(35);
    for (int index = 0; index < classes; index++) {
      Node node = add("C" + index, Shape.CLASS, 2 + expressions.upTo(4));
      if (index > 0 && expressions.chance(30)) {
        node.parent = nodes.get(expressions.upTo(nodes.size() - 1));
        if (node.parent.shape != Shape.CLASS) {
          node.parent = node;
        }
      }
      node.implementsInterface = hasInterface && !node.hasParent() && expressions.chance(60);
      node.fields.add(new Field(node, "made" + index, Kind.INT, false, false));
      methods(node, 1 + expressions.upTo(2));
      if (expressions.chance(40)) {
        new GraphViews(expressions).draw(node);
      }
      if (expressions.chance(25)) {
        add(node.name + ".N", Shape.NESTED, 1 + expressions.upTo(2));
      }
    }
    if (hasInterface) {
      add("I0", Shape.INTERFACE, 1 + expressions.upTo(2));
    }
    if (expressions.chance(50)) {
      methods(add("E0", Shape.ENUM, 1 + expressions.upTo(2)), 1);
    }
  }

  private Node add(String name, Shape shape, int fields) {
    Node node = new Node(name, shape);
    nodes.add(node);
    for (int index = 0; index < fields; index++) {
      boolean isInterface = shape == Shape.INTERFACE;
      boolean isFinal = isInterface || expressions.chance(65);
      boolean isPrivate = !isInterface && expressions.chance(30);
      String field = expressions.freshName("F");
      node.fields.add(new Field(node, field, expressions.anyKind(), isFinal, isPrivate));
    }
    return node;
  }

  private void methods(Node node, int count) {
    for (int index = 0; index < count; index++) {
      Level level = expressions.chance(50) ? Level.LEAF : Level.CALLER;
      Kind result = expressions.chance(40) ? Kind.INT : expressions.anyKind();
      String name = expressions.freshName("m");
      node.methods.add(new Method(node, name, result, level, methods++));
    }
  }
}
