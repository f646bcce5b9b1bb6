package io.lazyloader.agent.rewrite;

import java.util.List;

/** Generates statements that declare and assign locals, and terminate. */
final class StatementGenerator {
  private static final int DEPTH = 1;

  private final ExpressionGenerator expressions;

  StatementGenerator(ExpressionGenerator expressions) {
    this.expressions = expressions;
  }

  /** Some statements; what they declare at their top level is added to the scope. */
  String some(Scope scope, int depth) {
    StringBuilder text = new StringBuilder();
    int count = 1 + expressions.upTo(2);
    for (int index = 0; index < count; index++) {
      text.append(one(scope, depth)).append('\n');
    }
    return text.toString();
  }

  private String block(Scope scope, int depth) {
    return "{ " + some(scope.nested(), depth - 1) + "}";
  }

  private String one(Scope scope, int depth) {
    if (scope.locals.isEmpty() || depth <= 0 || expressions.chance(20)) {
      return expressions.chance(50) && !scope.locals.isEmpty()
          ? assignment(scope)
          : declaration(scope);
    }
    return switch (expressions.upTo(12)) {
      case 0, 1 ->
          "if (" + condition(scope) + ") " + block(scope, depth) + " else " + block(scope, depth);
      case 2 -> "if (" + condition(scope) + ") " + block(scope, depth);
      case 3 -> counted(scope, depth);
      case 4 -> whileLoop(scope, depth);
      case 5 -> enhanced(scope, depth);
      case 6 -> switched(scope, depth);
      case 7 -> "synchronized (Helper.class) " + block(scope, depth);
      case 8 -> tried(scope, depth);
      case 9 -> withResource(scope, depth);
      case 10 -> labelled(scope, depth);
      default -> assignment(scope);
    };
  }

  String declaration(Scope scope) {
    Kind kind = expressions.anyKind();
    String name = expressions.freshName("v");
    String text = kind.type + " " + name + " = " + expressions.of(kind, scope, DEPTH) + ";";
    scope.locals.add(new Kind.Variable(kind, name));
    return text;
  }

  private String assignment(Scope scope) {
    Kind.Variable local = scope.locals.get(expressions.upTo(scope.locals.size()));
    return local.name() + " = " + expressions.of(local.kind(), scope, DEPTH) + ";";
  }

  private String condition(Scope scope) {
    return expressions.condition(scope, DEPTH);
  }

  private String counted(Scope scope, int depth) {
    String counter = expressions.freshName("i");
    Scope inside = scope.nested();
    inside.counters.add(new Kind.Variable(Kind.INT, counter));
    String leave =
        expressions.chance(30)
            ? "if ("
                + condition(inside)
                + ") "
                + (expressions.chance(50) ? "break; " : "continue; ")
            : "";
    return "for (int %s = 0; %s < 3; %s++) { %s%s}"
        .formatted(counter, counter, counter, leave, some(inside, depth - 1));
  }

  private String whileLoop(Scope scope, int depth) {
    String counter = expressions.freshName("w");
    Scope inside = scope.nested();
    inside.counters.add(new Kind.Variable(Kind.LONG, counter));
    String body = some(inside, depth - 1);
    return expressions.chance(50)
        ? "long %s = 0; while (%s++ < 2 && %s) { %s}"
            .formatted(counter, counter, condition(scope), body)
        : "long %s = 0; do { %s} while (++%s < 2);".formatted(counter, body, counter);
  }

  private String enhanced(Scope scope, int depth) {
    boolean overList = expressions.chance(50);
    Kind kind = overList ? Kind.STRING : Kind.INT;
    String each = expressions.freshName("e");
    String all = expressions.of(overList ? Kind.LIST : Kind.INTS, scope, 1);
    Scope inside = scope.nested();
    inside.counters.add(new Kind.Variable(kind, each));
    return "for (%s %s : %s) { %s}".formatted(kind.type, each, all, some(inside, depth - 1));
  }

  private String switched(Scope scope, int depth) {
    boolean onString = expressions.chance(50);
    String selector =
        onString
            ? "Helper.clip(" + expressions.of(Kind.STRING, scope, 1) + ")"
            : "Math.floorMod(" + expressions.of(Kind.INT, scope, 1) + ", 3)";
    List<String> cases = onString ? List.of("\"s1\"", "\"null\"") : List.of("0", "2");
    return "switch (%s) { case %s: %s %s case %s: %s break; default: %s }"
        .formatted(
            selector,
            cases.get(0),
            block(scope, depth),
            expressions.chance(50) ? "break;" : "",
            cases.get(1),
            block(scope, depth),
            block(scope, depth));
  }

  private String tried(Scope scope, int depth) {
    String thrown =
        expressions.chance(50)
            ? "if (%s) { throw new IllegalStateException(\"x\"); } ".formatted(condition(scope))
            : "Integer.parseInt(Helper.clip(%s)); "
                .formatted(expressions.of(Kind.STRING, scope, 1));
    String body = "{ " + some(scope.nested(), depth - 1) + thrown + some(scope.nested(), 0) + "}";
    String name = expressions.freshName("x");
    return switch (expressions.upTo(3)) {
      case 0 -> "try %s catch (RuntimeException %s) %s".formatted(body, name, block(scope, depth));
      case 1 ->
          "try %s catch (NumberFormatException | IllegalStateException %s) %s finally %s"
              .formatted(body, name, block(scope, depth), block(scope, depth));
      default ->
          "try { try %s finally %s } catch (RuntimeException %s) %s"
              .formatted(body, block(scope, depth), name, block(scope, depth));
    };
  }

  private String withResource(Scope scope, int depth) {
    String name = expressions.freshName("r");
    return "try (Helper.Resource %s = new Helper.Resource(Helper.clip(%s))) %s catch (ArithmeticException %sx) %s"
        .formatted(
            name,
            expressions.of(Kind.STRING, scope, 1),
            block(scope, depth),
            name,
            block(scope, depth));
  }

  private String labelled(Scope scope, int depth) {
    String label = expressions.freshName("out");
    return "%s: { %s if (%s) { break %s; } %s}"
        .formatted(label, block(scope, depth), condition(scope), label, block(scope, depth));
  }
}
