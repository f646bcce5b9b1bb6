package io.lazyloader.agent.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A class whose static initialisers depend on nothing but fields that are assigned before them, so
 * that nobody can tell when they run. {@code read(int)} makes text of each field's value.
 *
 * @param name the class's name
 * @param source its text
 * @param fields how many fields {@code read} knows, those of nested classes included
 * @param asked how many of them are asked to be lazy
 */
record GeneratedClass(String name, String source, int fields, int asked) {

  static GeneratedClass generate(String name, Random random) {
    return new Writer(name, random).write();
  }

  private static final class Writer {
    private final String name;
    private final ExpressionGenerator expressions;
    private final StatementGenerator statements;
    private final StringBuilder text = new StringBuilder();
    private final List<Kind.Variable> fields = new ArrayList<>();
    private final boolean hasNest;
    private final boolean lazyType;
    private boolean hasBomb;
    private int asked;

    Writer(String name, Random random) {
      this.name = name;
      this.hasNest = random.nextInt(100) < 60;
      this.lazyType = random.nextInt(100) < 20;
      this.hasBomb = random.nextInt(100) < 8;
      this.expressions = new ExpressionGenerator(random, hasNest);
      this.statements = new StatementGenerator(expressions);
    }

    GeneratedClass write() {
      text.append(lazyType ? "@Lazy class " : "class ").append(name).append(" {\n");
      int groups = 3 + expressions.upTo(3);
      for (int group = 0; group < groups; group++) {
        if (hasNest && expressions.chance(20)) {
          nestedClass();
        } else {
          group(fields, "", lazyType);
        }
      }
      text.append("static String read(int index) {\n  switch (index) {\n");
      for (int index = 0; index < fields.size(); index++) {
        String field = fields.get(index).name();
        text.append("    case %d: return Helper.show(%s);\n".formatted(index, field));
      }
      text.append("    default: throw new IllegalArgumentException();\n  }\n}\n}\n");
      return new GeneratedClass(name, text.toString(), fields.size(), asked);
    }

    /** A class whose fields may read those that exist by now, and may be read from now on. */
    private void nestedClass() {
      String nested = expressions.freshName("N");
      boolean allLazy = expressions.chance(30);
      text.append(allLazy ? "@Lazy " : "").append("static class ").append(nested).append(" {\n");
      int groups = 1 + expressions.upTo(2);
      List<Kind.Variable> readable = new ArrayList<>(fields);
      for (int group = 0; group < groups; group++) {
        group(readable, nested + ".", allLazy);
      }
      text.append("}\n");
      fields.addAll(readable.subList(fields.size(), readable.size()));
    }

    private void group(List<Kind.Variable> readable, String owner, boolean allLazy) {
      int shape = expressions.upTo(100);
      if (shape < 50) {
        single(readable, owner, allLazy);
      } else if (shape < 85 || hasNest) {
        block(readable, owner, allLazy);
      } else {
        reassigned(readable, owner, allLazy);
      }
    }

    private void single(List<Kind.Variable> readable, String owner, boolean allLazy) {
      Kind kind = expressions.anyKind();
      String field = declare(kind, allLazy, true);
      String value = expressions.of(kind, Scope.ofFields(readable), 2);
      if (expressions.chance(90)) {
        value = "Helper.id(" + value + ")";
      }
      text.append(" = ").append(bombed(value)).append(";\n");
      readable.add(new Kind.Variable(kind, owner + field));
    }

    private void block(List<Kind.Variable> readable, String owner, boolean allLazy) {
      List<Kind.Variable> assigned = new ArrayList<>();
      int count = 1 + expressions.upTo(3);
      for (int index = 0; index < count; index++) {
        Kind kind = expressions.anyKind();
        assigned.add(new Kind.Variable(kind, declare(kind, allLazy, true)));
        text.append(";\n");
      }
      Scope scope = Scope.ofFields(readable);
      text.append("static {\n").append(statements.some(scope, depth()));
      for (Kind.Variable field : assigned) {
        assign(field, scope);
        readable.add(new Kind.Variable(field.kind(), owner + field.name()));
        if (expressions.chance(40)) {
          text.append(statements.some(scope, depth()));
        }
      }
      text.append("}\n");
    }

    private int depth() {
      return expressions.chance(25) ? 2 : 1;
    }

    private void assign(Kind.Variable field, Scope scope) {
      String target = field.name() + " = ";
      Kind kind = field.kind();
      switch (expressions.upTo(4)) {
        case 0 -> {
          text.append("if (").append(expressions.condition(scope, 2)).append(") { ");
          text.append(target).append(bombed(expressions.of(kind, scope, 2))).append("; } else { ");
          text.append(statements.some(scope.nested(), 1)).append(target);
          text.append(expressions.of(kind, scope, 1)).append("; }\n");
        }
        case 1 -> {
          text.append("switch (Math.floorMod(").append(expressions.of(Kind.INT, scope, 1));
          text.append(", 3)) { case 0: ").append(target).append(expressions.of(kind, scope, 1));
          text.append("; break; default: ").append(target).append(expressions.of(kind, scope, 1));
          text.append("; }\n");
        }
        default -> text.append(target).append(bombed(expressions.of(kind, scope, 2))).append(";\n");
      }
    }

    /** A private field that is not final, in a class without a nest. */
    private void reassigned(List<Kind.Variable> readable, String owner, boolean allLazy) {
      Kind kind = expressions.anyKind();
      int askedBefore = asked;
      String field = declare(kind, allLazy, false);
      text.append(" = ").append(expressions.of(kind, Scope.ofFields(readable), 2)).append(";\n");
      readable.add(new Kind.Variable(kind, owner + field));
      // What reads an eager field here must not be lazy: the field is going to change.
      if (asked > askedBefore && expressions.chance(50)) {
        single(readable, owner, allLazy);
      }
      Scope scope = Scope.ofFields(readable);
      String again = field + " = " + expressions.of(kind, scope, 2) + ";";
      String condition = expressions.condition(scope, 2);
      text.append(
          switch (expressions.upTo(3)) {
            case 0 -> "static { if (%s) { %s } }\n".formatted(condition, again);
            case 1 -> "static { for (int i = 0; i < 2; i++) { %s } }\n".formatted(again);
            default ->
                "static { try { if (%s) { throw new ArithmeticException(); } %s } catch (RuntimeException e) { %s } }\n"
                    .formatted(condition, again, again);
          });
    }

    private String declare(Kind kind, boolean allLazy, boolean isFinal) {
      boolean isMarked = expressions.chance(allLazy ? 20 : 90);
      boolean isEager = !isMarked && allLazy && expressions.chance(20);
      if (isMarked || (allLazy && !isEager)) {
        asked++;
      }
      String field = expressions.freshName("F");
      text.append(isMarked ? "@Lazy " : isEager ? "@Eager " : "");
      text.append(!isFinal || expressions.chance(30) ? "private " : "");
      text.append("static ").append(isFinal ? "final " : "").append(kind.type);
      text.append(' ').append(field);
      return field;
    }

    /** Makes the first value that asks for it throw, if the class is to have an exception. */
    private String bombed(String value) {
      if (!hasBomb || !expressions.chance(30)) {
        return value;
      }
      hasBomb = false;
      return "Helper.bomb(" + value + ")";
    }
  }
}
