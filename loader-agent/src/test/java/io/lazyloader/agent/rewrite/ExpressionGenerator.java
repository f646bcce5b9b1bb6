package io.lazyloader.agent.rewrite;

import java.util.List;
import java.util.Random;

/**
 * Generates Java expressions whose value depends on the named variables only, and that complete
 * normally but for what {@code Helper} throws on purpose.
 */
final class ExpressionGenerator {
  /** The methods and classes that generated code calls. */
  static final String HELPER =
      """
      final class Helper {
        static <T> T id(T value) { return value; }
        static String none() { return null; }
        static int length(Object text) { return text == null ? -1 : text.toString().length(); }
        static String clip(Object value) {
          String text = String.valueOf(value);
          return text.length() > 40 ? text.substring(0, 40) : text;
        }
        static int intAt(int[] values, int index) { return values[Math.floorMod(index, values.length)]; }
        static String textAt(String[] values, int index) { return values[Math.floorMod(index, values.length)]; }
        static <T> T bomb(T value) { throw new IllegalStateException("bomb " + show(value)); }
        static String show(Object value) {
          return value instanceof int[] ints ? Arrays.toString(ints)
              : value instanceof Object[] array ? Arrays.deepToString(array)
              : value + ":" + (value == null ? "" : value.getClass().getSimpleName());
        }
        static final class Resource implements AutoCloseable {
          final String name;
          Resource(String name) { this.name = name; }
          @Override public void close() { if (name.length() % 5 == 0) { throw new ArithmeticException(name); } }
        }
      }
      """;

  private static final List<Kind> KINDS = List.of(Kind.values());

  private final Random random;
  private final boolean mayNestClasses;
  private int names;

  ExpressionGenerator(Random random, boolean mayNestClasses) {
    this.random = random;
    this.mayNestClasses = mayNestClasses;
  }

  String freshName(String prefix) {
    return prefix + names++;
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  int upTo(int bound) {
    return random.nextInt(bound);
  }

  Kind anyKind() {
    return KINDS.get(random.nextInt(KINDS.size()));
  }

  String of(Kind kind, Scope scope, int depth) {
    if (depth <= 0 || chance(10)) {
      return leaf(kind, scope);
    }
    int shape = random.nextInt(100);
    if (shape < 14) {
      return ternary(kind, scope, depth - 1);
    }
    if (shape < 20) {
      return switched(kind, scope, depth - 1);
    }
    if (shape < 25) {
      return "((Supplier<%s>) () -> %s).get()"
          .formatted(kind.reference, of(kind, scope.inBody(), depth - 1));
    }
    if (shape < 28 && mayNestClasses) {
      return "new Object() { %s get() { return %s; } }.get()"
          .formatted(kind.type, of(kind, scope.inBody(), depth - 1));
    }
    return composed(kind, scope, depth - 1);
  }

  String condition(Scope scope, int depth) {
    return of(Kind.BOOLEAN, scope, depth);
  }

  private String leaf(Kind kind, Scope scope) {
    List<String> names = scope.readable(kind);
    if (!names.isEmpty() && chance(75)) {
      return names.get(random.nextInt(names.size()));
    }
    int number = random.nextInt(200) - 50;
    return switch (kind) {
      case INT -> "(" + number + ")";
      case LONG -> "(" + number + "L)";
      case DOUBLE -> "(" + number + ".5)";
      case BOOLEAN -> number % 2 == 0 ? "true" : "false";
      case STRING -> number < -30 ? "Helper.none()" : "\"s" + number + "\"";
      case BOXED -> "Integer.valueOf(" + number + ")";
      case INTS -> "new int[] {" + number + ", 1}";
      case STRINGS -> "new String[] {\"t" + number + "\", null}";
      case LIST -> "List.of(\"l" + number + "\")";
      case OBJECT -> number < 0 ? "(Object) null" : "(Object) " + number;
    };
  }

  /** A cast spares javac from trying every overload that the expression might be meant for. */
  private static String cast(Kind kind, String expression) {
    return "((" + kind.type + ") (" + expression + "))";
  }

  private String ternary(Kind kind, Scope scope, int depth) {
    return cast(
        kind,
        "%s ? %s : %s"
            .formatted(condition(scope, depth), of(kind, scope, depth), of(kind, scope, depth)));
  }

  private String switched(Kind kind, Scope scope, int depth) {
    String local = freshName("y");
    Scope inside = scope.nested();
    String first = of(kind, inside, depth);
    inside.locals.add(new Kind.Variable(kind, local));
    String block =
        "{ %s %s = %s; %s = %s; yield %s; }"
            .formatted(kind.type, local, first, local, of(kind, inside, depth), local);
    String other = of(kind, scope, depth);
    if (chance(50)) {
      String text = of(Kind.STRING, scope, depth);
      return cast(
          kind,
          "switch (Helper.clip(%s)) { case \"s1\", \"null\" -> %s; default -> %s }"
              .formatted(text, other, block));
    }
    String number = of(Kind.INT, scope, depth);
    String last = of(kind, scope, depth);
    return cast(
        kind,
        "switch (Math.floorMod(%s, 4)) { case 0 -> %s; case 1, 3 -> %s default -> %s; }"
            .formatted(number, other, block, last));
  }

  private String composed(Kind kind, Scope scope, int depth) {
    int shape = random.nextInt(4);
    String same = of(kind, scope, depth);
    String number = of(Kind.INT, scope, depth);
    return switch (kind) {
      case INT ->
          switch (shape) {
            case 0 -> "(" + same + " * 31 + " + number + ")";
            case 1 -> "(" + same + " / (" + number + " | 1))";
            case 2 -> "Helper.length(" + of(Kind.STRING, scope, depth) + ")";
            default -> "Helper.intAt(" + of(Kind.INTS, scope, depth) + ", " + number + ")";
          };
      case LONG ->
          shape == 0 ? "(" + same + " << " + number + ")" : "(" + same + " ^ " + number + ")";
      case DOUBLE -> shape == 0 ? "Math.abs(" + same + ")" : "(" + same + " - " + number + ")";
      case BOOLEAN ->
          switch (shape) {
            case 0 -> "(" + same + " && " + of(kind, scope, depth) + ")";
            case 1 -> "(" + same + " || !(" + of(kind, scope, depth) + "))";
            case 2 -> "(" + of(Kind.DOUBLE, scope, depth) + " > " + number + ")";
            default -> "(" + of(Kind.LONG, scope, depth) + " - " + number + " != 0)";
          };
      case STRING ->
          switch (shape) {
            case 0 -> "Helper.clip(" + same + " + " + of(Kind.OBJECT, scope, 0) + ")";
            case 1 -> "Helper.textAt(" + of(Kind.STRINGS, scope, depth) + ", " + number + ")";
            case 2 ->
                "new StringBuilder(%s ? \"p\" : Helper.clip(%s)).append(%s).toString()"
                    .formatted(condition(scope, depth), same, number);
            default -> "Helper.clip(" + number + " + \"-\" + " + same + ")";
          };
      case BOXED ->
          shape == 0 ? cast(kind, "Helper.id(" + same + ")") : "Integer.valueOf(" + number + ")";
      case INTS ->
          shape == 0
              ? "new int[] {" + number + ", " + of(Kind.INT, scope, depth) + "}"
              : "Arrays.copyOf(" + same + ", 3)";
      case STRINGS -> "new String[] {" + of(Kind.STRING, scope, depth) + ", \"u\"}";
      case LIST ->
          shape == 0
              ? "new ArrayList<String>(" + same + ")"
              : "List.of(Helper.clip(" + of(Kind.STRING, scope, depth) + "), \"v\")";
      case OBJECT ->
          shape == 0
              ? "(Object) Helper.clip(" + of(Kind.STRING, scope, depth) + ")"
              : "(Object) " + of(Kind.BOXED, scope, depth);
    };
  }
}
