package io.lazyloader.agent.analysis;

import io.lazyloader.agent.analysis.GraphParts.Field;
import io.lazyloader.agent.analysis.GraphParts.Kind;
import io.lazyloader.agent.analysis.GraphParts.Level;
import io.lazyloader.agent.analysis.GraphParts.Method;
import io.lazyloader.agent.analysis.GraphParts.Node;
import io.lazyloader.agent.analysis.GraphParts.Place;
import io.lazyloader.agent.analysis.GraphParts.Shape;
import java.util.ArrayList;
import java.util.List;

/** Writes the classes of a graph: one declaration or statement a line. */
final class GraphClassWriter {
  private final GraphExpressions expressions;
  private final GraphStatements statements;
  private final List<Node> nodes;
  private final StringBuilder text;

  GraphClassWriter(GraphExpressions expressions, List<Node> nodes, StringBuilder text) {
    this.expressions = expressions;
    this.statements = new GraphStatements(expressions);
    this.nodes = nodes;
    this.text = text;
  }

  void write(Node node) {
    switch (node.shape) {
      case CLASS -> {
        String parent = node.hasParent() ? " extends " + node.parent.name : "";
        String contract = node.implementsInterface ? "Kit.Thing, I0" : "Kit.Thing";
        line("class " + node.name + parent + " implements " + contract + " {");
        fields(node);
        instances(node);
        nested(node);
      }
      case NESTED -> {
        line("static class " + node.simpleName() + " {");
        fields(node);
      }
      case INTERFACE -> {
        line("interface " + node.name + " {");
        for (Field field : node.fields) {
          line(
              field.kind().type
                  + ' '
                  + field.name()
                  + " = "
                  + value(field, initialiser(node))
                  + ';');
        }
        if (expressions.chance(50)) {
          line("default int extra() { return 1; }");
        }
      }
      case ENUM -> {
        line("enum " + node.name + " implements Kit.Thing {");
        constants(node);
        fields(node);
      }
    }
    methods(node);
    line("}");
  }

  private void nested(Node outer) {
    for (Node node : nodes) {
      if (node.shape == Shape.NESTED && node.top().equals(outer.name)) {
        write(node);
      }
    }
  }

  // ---- static initialisers ----

  private void fields(Node node) {
    List<Field> left = new ArrayList<>(node.fields);
    left.removeAll(node.views.keySet());
    node.views.values().forEach(this::line);
    while (!left.isEmpty()) {
      Field next = left.get(0);
      boolean hasNoInitialiser =
          !next.isFinal() && (next.name().startsWith("made") || expressions.chance(15));
      if (hasNoInitialiser) {
        line(declaration(left.remove(0)) + ';');
      } else if (expressions.chance(60)) {
        line(declaration(left.remove(0)) + " = " + value(next, initialiser(node)) + ';');
      } else {
        int count = Math.min(left.size(), 1 + expressions.upTo(3));
        block(node, left.subList(0, count));
        left.subList(0, count).clear();
      }
      if (expressions.chance(8)) {
        block(node, List.of());
      }
    }
  }

  private void block(Node node, List<Field> assigned) {
    Place place = initialiser(node);
    for (Field field : assigned) {
      line(declaration(field) + ';');
    }
    line("static {");
    text.append(statements.declarations(place));
    for (Field field : assigned) {
      if (expressions.chance(50)) {
        text.append(statements.some(place, 1));
      }
      if (expressions.chance(15)) {
        line("if (" + expressions.of(Kind.INT, place, 1) + " > 30) {");
        line(field.name() + " = " + value(field, place) + ';');
        line("} else {");
        text.append(statements.some(place.nested(), 0));
        line(field.name() + " = " + value(field, place) + ';');
        line("}");
      } else {
        line(field.name() + " = " + value(field, place) + ';');
      }
    }
    if (assigned.isEmpty() || expressions.chance(40)) {
      text.append(statements.some(place, 1));
    }
    line("}");
  }

  /** A place in a static initialiser, cold or more or less entangled with the rest. */
  private Place initialiser(Node node) {
    int draw = expressions.upTo(100);
    int heat = draw < 30 ? 0 : draw < 70 ? 5 + expressions.upTo(15) : 20 + expressions.upTo(40);
    return new Place(node, Level.TOP, 0, heat, new ArrayList<>());
  }

  private String value(Field field, Place place) {
    return expressions.of(field.kind(), place, 3);
  }

  private static String declaration(Field field) {
    return (field.isPrivate() ? "private " : "")
        + "static "
        + (field.isFinal() ? "final " : "")
        + field.kind().type
        + ' '
        + field.name();
  }

  // ---- instances ----

  private void instances(Node node) {
    Place place = body(node, Level.HIDDEN, 0);
    String name = node.name;
    line("final int a" + name + ';');
    line("int b" + name + ';');
    line(name + "(int x) {");
    if (node.hasParent()) {
      line("super(x + 1);");
    }
    line("a" + name + " = " + expressions.of(Kind.INT, place, 1) + ';');
    for (Field field : node.fields) {
      if (!field.isFinal() && field.kind() == Kind.THING && expressions.chance(50)) {
        line(name + '.' + field.name() + " = this;");
      }
    }
    effects(place, 40);
    line("}");
    if (!node.hasParent() || expressions.chance(50)) {
      line("public int value() {");
      effects(hidden(node), 20);
      line("return a%1$s * 5 + b%1$s;".formatted(name));
      line("}");
      line("public void poke(int x) {");
      effects(body(node, Level.HIDDEN, 0), 20);
      line("b" + name + " += x;");
      line("}");
      line("public String show() { return \"%1$s \" + a%1$s + ' ' + b%1$s; }".formatted(name));
    }
  }

  private void effects(Place place, int percent) {
    if (expressions.chance(percent)) {
      text.append(statements.some(place, 0));
    }
  }

  /** An enum's constructor may not use its static fields: a static method does that. */
  private void constants(Node node) {
    Place place = initialiser(node);
    String first = expressions.of(Kind.INT, place, 1);
    line("A(" + first + "),");
    line("B(" + expressions.of(Kind.INT, place, 1) + ") {");
    line("public int value() {");
    effects(hidden(node), 30);
    line("return seen + 1;");
    line("}");
    line("};");
    line("int seen;");
    line(node.name + "(int x) { seen = begin(x); }");
    line("public int value() { return seen; }");
    line("public void poke(int x) { seen += x; }");
    line("public String show() { return name() + seen; }");
    line("static int begin(int x) {");
    effects(body(node, Level.HIDDEN, 0), 40);
    line("return x + 1;");
    line("}");
  }

  // ---- methods ----

  private void methods(Node node) {
    for (Method method : node.methods) {
      Place place = body(node, method.level(), method.number());
      line("static " + method.result().type + ' ' + method.name() + "(int x) {");
      text.append(statements.declarations(place));
      effects(place, 50);
      line("return " + expressions.of(method.result(), place, 2) + ';');
      line("}");
    }
    if (node.shape != Shape.INTERFACE) {
      for (Field field : node.fields) {
        getter(node, field);
      }
    }
  }

  private void getter(Node node, Field field) {
    List<Field> counters =
        node.fields.stream().filter(each -> each.name().startsWith("made")).toList();
    line("static " + field.kind().type + " get" + field.name() + "() {");
    if (!counters.isEmpty() && expressions.chance(15)) {
      line(counters.get(0).name() + "++;");
    }
    line("return " + field.name() + ';');
    line("}");
  }

  /** The body of a method without parameters. */
  private Place hidden(Node node) {
    return new Place(node, Level.HIDDEN, 0, heat(), new ArrayList<>());
  }

  private Place body(Node node, Level level, int number) {
    return new Place(node, level, number, heat(), new ArrayList<>(List.of(Graph.parameter())));
  }

  private int heat() {
    return expressions.chance(40) ? 0 : 10 + expressions.upTo(50);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
