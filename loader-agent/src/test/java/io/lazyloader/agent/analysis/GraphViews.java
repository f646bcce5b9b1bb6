package io.lazyloader.agent.analysis;

import io.lazyloader.agent.analysis.GraphParts.Field;
import io.lazyloader.agent.analysis.GraphParts.Kind;
import io.lazyloader.agent.analysis.GraphParts.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws private fields that all code only looks things up in, each with a field beside it by which
 * the same thing can be changed, and one that is computed from it.
 */
final class GraphViews {
  private final GraphExpressions expressions;

  GraphViews(GraphExpressions expressions) {
    this.expressions = expressions;
  }

  /** How what a private field holds can be had, and what is read of it: S stands for the field. */
  private record Form(String type, String value, Kind kind, String way, String read) {}

  private static final List<Form> FORMS =
      List.of(
          new Form(
              "String[]", "{\"one\", \"two\"}", Kind.LIST, "Arrays.asList(S)", "S[0].length()"),
          new Form(
              "List<String>",
              "new ArrayList<>(List.of(\"a\", \"b\"))",
              Kind.LIST,
              "S.subList(0, 1)",
              "S.size()"),
          new Form(
              "List<String>",
              "new LinkedList<>()",
              Kind.LIST,
              "Collections.synchronizedList(S)",
              "S.size()"),
          new Form(
              "TreeMap<String, Integer>",
              "new TreeMap<>(Kit.map(\"s1\", 1))",
              Kind.MAP,
              "S.tailMap(\"\")",
              "S.size()"),
          new Form(
              "Kit.Row", "new Kit.Row(new int[] {1, 2})", Kind.INTS, "S.cells()", "S.cells()[0]"),
          new Form(
              "List<int[]>", "List.of(new int[] {1, 2})", Kind.INTS, "S.get(0)", "S.get(0)[0]"),
          new Form(
              "Map<String, int[]>",
              "Map.of(\"k\", new int[] {1, 2})",
              Kind.INTS,
              "S.get(\"k\")",
              "S.get(\"k\")[0]"),
          new Form("int[][]", "{{1, 2}, {3}}", Kind.INTS, "Kit.row(0, S)", "S[0][0]"),
          new Form("Object", "new int[] {1, 2}", Kind.INTS, "(int[]) S", "((int[]) S)[0]"),
          new Form(
              "Optional<StringBuilder>",
              "Optional.of(new StringBuilder())",
              Kind.BUILDER,
              "S.get()",
              "S.get().length()"),
          new Form("Kit.Fixed", "new Kit.Fixed(1)", Kind.THING, "S", "S.value()"));

  /** Adds two fields, and the text that declares them and what is behind them. */
  void draw(Node node) {
    Form form = expressions.any(FORMS);
    String source = expressions.freshName("S");
    Field way = new Field(node, expressions.freshName("F"), form.kind(), true, false);
    Field read = new Field(node, expressions.freshName("F"), Kind.INT, true, false);
    node.fields.add(way);
    node.fields.add(read);
    List<String> last = new ArrayList<>();
    last.add(declaration(way, form.way().replace("S", source)));
    last.add(declaration(read, form.read().replace("S", source)));
    if (expressions.chance(50)) {
      last.add(last.remove(0));
    }
    node.views.put(
        way, "private static final %s %s = %s;".formatted(form.type(), source, form.value()));
    node.views.put(read, String.join("\n", last));
  }

  private static String declaration(Field field, String value) {
    return "static final %s %s = %s;".formatted(field.kind().type, field.name(), value);
  }
}
