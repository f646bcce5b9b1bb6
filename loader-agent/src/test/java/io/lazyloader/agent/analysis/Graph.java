package io.lazyloader.agent.analysis;

import io.lazyloader.agent.analysis.GraphParts.Field;
import io.lazyloader.agent.analysis.GraphParts.Kind;
import io.lazyloader.agent.analysis.GraphParts.Level;
import io.lazyloader.agent.analysis.GraphParts.Local;
import io.lazyloader.agent.analysis.GraphParts.Node;
import io.lazyloader.agent.analysis.GraphParts.Place;
import io.lazyloader.agent.analysis.GraphParts.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A program of some classes whose static initialisers depend on each other in random ways. Its
 * class {@code Main} has methods {@code run0}, {@code run1} and so on: each reads all the fields,
 * in an order of its own and with other effects in between, then once more, and tells what it saw.
 *
 * @param packageName the package that its classes are in
 * @param source Java
 */
record Graph(String packageName, String source) {
  /** How many orders there are. */
  static final int RUNS = 3;

  static Graph generate(String packageName, Random random) {
    List<Node> nodes = new ArrayList<>();
    GraphExpressions expressions = new GraphExpressions(random, nodes);
    new GraphPlan(expressions, nodes).draw();
    StringBuilder text = new StringBuilder("package " + packageName + ";\n");
    text.append("import graphkit.Kit;\n");
    GraphClassWriter classes = new GraphClassWriter(expressions, nodes, text);
    for (Node node : nodes) {
      if (node.shape != Shape.NESTED) {
        classes.write(node);
      }
    }
    new MainWriter(expressions, nodes, text, random).write();
    return new Graph(packageName, text.toString());
  }

  /** Whether a class, by its internal name, is part of it. */
  boolean has(String className) {
    return className.startsWith(packageName + '/');
  }

  /** Writes the class that reads. */
  private static final class MainWriter {
    private static final int EFFECTS = 6;
    private static final int HEAT = 60;

    private final GraphExpressions expressions;
    private final List<Node> nodes;
    private final StringBuilder text;
    private final Random random;

    MainWriter(GraphExpressions expressions, List<Node> nodes, StringBuilder text, Random random) {
      this.expressions = expressions;
      this.nodes = nodes;
      this.text = text;
      this.random = random;
    }

    void write() {
      Node main = new Node("Main", Shape.CLASS);
      Place place = new Place(main, Level.TOP, 0, HEAT, List.of());
      text.append("class Main {\n");
      List<String> reads = new ArrayList<>();
      for (Node node : nodes) {
        for (Field field : node.fields) {
          String name = node.name + '.' + field.name();
          String value = expressions.read(field, place);
          reads.add("read" + reads.size());
          step(
              reads.get(reads.size() - 1),
              "seen.value(\"%s\", %s);\n".formatted(name, value),
              "seen.threw(\"" + name + "\", e);\n");
        }
      }
      GraphStatements statements = new GraphStatements(expressions);
      for (int effect = 0; effect < EFFECTS; effect++) {
        step(
            "effect" + effect,
            statements.some(place.nested(), 1),
            "seen.threw(\"effect" + effect + "\", e);\n");
      }
      for (int run = 0; run < RUNS; run++) {
        run(run, reads);
      }
      text.append("}\n");
    }

    private void step(String name, String body, String handler) {
      text.append("static void ").append(name).append("(Kit.Seen seen) {\ntry {\n");
      text.append(body).append("} catch (Throwable e) {\n").append(handler).append("}\n}\n");
    }

    private void run(int number, List<String> reads) {
      List<String> order = new ArrayList<>(reads);
      Collections.shuffle(order, random);
      text.append("static String run").append(number).append("() {\n");
      text.append("Kit.Seen seen = new Kit.Seen();\n");
      for (String read : order) {
        if (expressions.chance(35)) {
          text.append("effect").append(expressions.upTo(EFFECTS)).append("(seen);\n");
        }
        text.append(read).append("(seen);\n");
      }
      for (String read : reads) {
        text.append(read).append("(seen);\n");
      }
      text.append("return seen.all();\n}\n");
    }
  }

  /** A parameter that every generated method has. */
  static Local parameter() {
    return new Local(Kind.INT, "x", true);
  }

  /** The whole would fill the report of a failure; what matters is in its message. */
  @Override
  public String toString() {
    return packageName;
  }
}
