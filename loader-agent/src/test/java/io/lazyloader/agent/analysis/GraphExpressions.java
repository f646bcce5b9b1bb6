package io.lazyloader.agent.analysis;

import io.lazyloader.agent.analysis.GraphParts.Field;
import io.lazyloader.agent.analysis.GraphParts.Kind;
import io.lazyloader.agent.analysis.GraphParts.Level;
import io.lazyloader.agent.analysis.GraphParts.Local;
import io.lazyloader.agent.analysis.GraphParts.Method;
import io.lazyloader.agent.analysis.GraphParts.Node;
import io.lazyloader.agent.analysis.GraphParts.Place;
import io.lazyloader.agent.analysis.GraphParts.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** Generates expressions, some with effects. */
final class GraphExpressions {
  private final Random random;
  private final List<Node> nodes;
  private int names;

  GraphExpressions(Random random, List<Node> nodes) {
    this.random = random;
    this.nodes = nodes;
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  int upTo(int bound) {
    return random.nextInt(bound);
  }

  <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  Kind anyKind() {
    return any(List.of(Kind.values()));
  }

  String freshName(String prefix) {
    return prefix + names++;
  }

  String of(Kind kind, Place place, int depth) {
    List<Local> locals = place.locals().stream().filter(each -> each.kind() == kind).toList();
    if (!locals.isEmpty() && chance(35)) {
      return any(locals).name();
    }
    if (chance(place.heat())) {
      String entangled = entangled(kind, place, depth);
      if (!entangled.isEmpty()) {
        return entangled;
      }
    }
    return switch (kind) {
      case INT -> number(place, depth);
      case TEXT -> text(place, depth);
      case INTS -> ints(place, depth);
      case LIST -> list(place, depth);
      case MAP -> map(place, depth);
      case OP -> operation(place, depth);
      case THING -> thing(place, depth);
      case BUILDER -> "new StringBuilder(Kit.clip(" + of(Kind.TEXT, place, depth - 1) + "))";
    };
  }

  /** A static field of some kind that fits, or nothing. */
  List<Field> fields(Predicate<Field> wanted) {
    List<Field> found = new ArrayList<>();
    for (Node node : nodes) {
      for (Field field : node.fields) {
        if (wanted.test(field)) {
          found.add(field);
        }
      }
    }
    return found;
  }

  List<Node> nodes(Predicate<Node> wanted) {
    return nodes.stream().filter(wanted).toList();
  }

  String read(Field field, Place place) {
    boolean isHidden = field.isPrivate() && !field.owner().top().equals(place.node().top());
    if (isHidden
        || isOfOwnEnum(field, place)
        || (chance(30) && field.owner().shape != Shape.INTERFACE)) {
      return field.getter();
    }
    List<Node> heirs = nodes(each -> each.hasParent() && each.parent == field.owner());
    boolean byHeir = !field.isPrivate() && !heirs.isEmpty() && chance(20);
    return (byHeir ? any(heirs).name : field.owner().name) + '.' + field.name();
  }

  /** A field that code in some place may assign by its qualified name, or nothing. */
  List<Field> assignable(Kind kind, Place place) {
    return fields(
        field ->
            field.kind() == kind
                && !field.isFinal()
                && !isOfOwnEnum(field, place)
                && (!field.isPrivate() || field.owner().top().equals(place.node().top())));
  }

  /** An enum may not use its own constants before they are declared either. */
  private List<Node> enums(Place place) {
    return nodes(each -> each.shape == Shape.ENUM && each != place.node());
  }

  /** An enum may not use its static fields before they are declared, not even qualified ones. */
  private static boolean isOfOwnEnum(Field field, Place place) {
    return field.owner() == place.node() && field.owner().shape == Shape.ENUM;
  }

  /** Something of another class or of shared state; empty if there is nothing of that kind. */
  private String entangled(Kind kind, Place place, int depth) {
    int shape = upTo(100);
    if (shape < 30) {
      List<Method> methods = callable(place, kind);
      if (!methods.isEmpty()) {
        Method method = any(methods);
        String argument = of(Kind.INT, place, depth - 1);
        return method.owner().name + '.' + method.name() + '(' + argument + ')';
      }
    }
    if (shape < 36 && kind == Kind.LIST) {
      return "Kit.Registry.LOG";
    }
    if (shape < 36 && kind == Kind.MAP) {
      return "Kit.Registry.COUNTS";
    }
    if (shape < 42 && kind == Kind.TEXT) {
      return "Kit.Registry.last";
    }
    if (shape < 42 && kind == Kind.INT) {
      return any(List.of("Kit.Registry.count", "++Kit.Registry.count"));
    }
    if (shape < 50) {
      List<Field> counters = assignable(kind, place);
      if (!counters.isEmpty()) {
        Field target = any(counters);
        String field = target.owner().name + '.' + target.name();
        return kind == Kind.INT && chance(60)
            ? "(" + field + " += " + of(Kind.INT, place, 0) + ")"
            : "(" + field + " = " + of(kind, place, depth - 1) + ")";
      }
    }
    if (shape < 56 && kind == Kind.INT) {
      List<Node> enums = enums(place);
      if (!enums.isEmpty()) {
        return any(enums).name + any(List.of(".A.ordinal()", ".values().length", ".B.seen"));
      }
    }
    List<Field> readable = fields(field -> field.kind() == kind);
    List<Field> own = readable.stream().filter(field -> field.owner() == place.node()).toList();
    if (!own.isEmpty() && chance(40)) {
      return read(any(own), place);
    }
    return readable.isEmpty() ? "" : read(any(readable), place);
  }

  List<Method> callable(Place place, Kind result) {
    List<Method> found = new ArrayList<>();
    for (Node node : nodes) {
      for (Method method : node.methods) {
        boolean isLower =
            method.level().compareTo(place.level()) < 0
                || (method.level() == place.level() && method.number() < place.number());
        if (isLower && method.result() == result) {
          found.add(method);
        }
      }
    }
    return found;
  }

  private static boolean mayCallHidden(Place place) {
    return place.level().compareTo(Level.HIDDEN) > 0;
  }

  private String number(Place place, int depth) {
    if (depth <= 0) {
      return Integer.toString(upTo(90));
    }
    int less = depth - 1;
    return switch (upTo(14)) {
      case 0, 1 -> Integer.toString(upTo(90));
      case 2 -> "Kit.len(" + of(anyKind(), place, less) + ")";
      case 3 -> "Kit.at(" + of(Kind.INTS, place, less) + ", " + of(Kind.INT, place, less) + ")";
      case 4 -> "Kit.get(" + of(Kind.MAP, place, less) + ", " + of(Kind.TEXT, place, less) + ")";
      case 5 ->
          mayCallHidden(place)
              ? "Kit.at(" + of(Kind.OP, place, less) + ", " + of(Kind.INT, place, less) + ")"
              : "Kit.len(" + of(Kind.TEXT, place, less) + ")";
      case 6 ->
          mayCallHidden(place)
              ? "Kit.value(" + of(Kind.THING, place, less) + ")"
              : "Kit.len(" + of(Kind.LIST, place, less) + ")";
      case 7 ->
          "(%s > %s ? %s : %s)"
              .formatted(
                  of(Kind.INT, place, less),
                  of(Kind.INT, place, less),
                  of(Kind.INT, place, less),
                  of(Kind.INT, place, less));
      case 8 -> "Kit.clip(" + of(Kind.TEXT, place, less) + ").hashCode()";
      case 9 ->
          chance(25)
              ? "(" + of(Kind.INT, place, less) + " / (" + of(Kind.INT, place, less) + " % 3))"
              : "Kit.same(" + of(Kind.INT, place, less) + ")";
      case 10 ->
          chance(25)
              ? of(Kind.LIST, place, less) + ".size()"
              : "(" + of(Kind.INT, place, less) + " ^ " + of(Kind.INT, place, less) + ")";
      default -> "(" + of(Kind.INT, place, less) + " * 7 + " + of(Kind.INT, place, less) + ")";
    };
  }

  private String text(Place place, int depth) {
    if (depth <= 0) {
      return "\"s" + upTo(20) + '"';
    }
    int less = depth - 1;
    return switch (upTo(9)) {
      case 0 -> "\"t" + upTo(20) + '"';
      case 1 -> "Kit.text(" + of(anyKind(), place, less) + ")";
      case 2 -> "Kit.first(" + of(Kind.LIST, place, less) + ", " + of(Kind.INT, place, less) + ")";
      case 3 ->
          "new StringBuilder(\"b\").append((int) %s).append('-').append(Kit.clip(%s)).toString()"
              .formatted(of(Kind.INT, place, less), of(Kind.TEXT, place, less));
      case 4 -> "Kit.clip(" + of(Kind.TEXT, place, less) + " + " + of(Kind.INT, place, less) + ")";
      case 5 -> "String.join(\"/\", Kit.copy(" + of(Kind.LIST, place, less) + "))";
      case 6 -> "Kit.clip(\"\" + " + of(Kind.MAP, place, less) + ")";
      case 7 -> "Kit.clip(" + of(Kind.TEXT, place, less) + ").replace('s', 'z')";
      default -> "(\"n\" + " + of(Kind.INT, place, less) + ")";
    };
  }

  private String ints(Place place, int depth) {
    String number = of(Kind.INT, place, depth - 1);
    return switch (upTo(4)) {
      case 0 -> "new int[" + (1 + upTo(4)) + "]";
      case 1 -> "Kit.filled(" + number + ", " + of(Kind.INT, place, depth - 1) + ")";
      case 2 ->
          depth > 0
              ? "Kit.copy(" + of(Kind.INTS, place, depth - 1) + ")"
              : "new int[] {" + number + "}";
      default -> "new int[] {" + number + ", " + of(Kind.INT, place, depth - 1) + "}";
    };
  }

  private String list(Place place, int depth) {
    String text = "Kit.clip(" + of(Kind.TEXT, place, depth - 1) + ")";
    if (depth <= 0) {
      return any(List.of("new ArrayList<String>()", "List.of(" + text + ")"));
    }
    return switch (upTo(8)) {
      case 0 -> "new ArrayList<String>()";
      case 1 -> "new ArrayList<>(List.of(" + text + ", \"x\"))";
      case 2 -> "List.of(" + text + ")";
      case 3 -> "Arrays.asList(" + text + ", \"y\")";
      case 4 -> "Kit.copy(" + of(Kind.LIST, place, depth - 1) + ")";
      case 5 -> "Kit.view(" + of(Kind.LIST, place, depth - 1) + ")";
      case 6 -> "new LinkedList<>(Kit.copy(" + of(Kind.LIST, place, depth - 1) + "))";
      default -> "new ArrayList<>(Collections.singletonList(" + text + "))";
    };
  }

  private String map(Place place, int depth) {
    String text = "Kit.clip(" + of(Kind.TEXT, place, depth - 1) + ")";
    String number = of(Kind.INT, place, depth - 1);
    return switch (upTo(6)) {
      case 0 -> "new HashMap<String, Integer>()";
      case 1 -> "Map.of(" + text + ", " + number + ")";
      case 2 ->
          depth > 0
              ? "new TreeMap<>(Kit.copy(" + of(Kind.MAP, place, depth - 1) + "))"
              : "new TreeMap<String, Integer>()";
      case 3 ->
          depth > 0
              ? "Kit.copy(" + of(Kind.MAP, place, depth - 1) + ")"
              : "new LinkedHashMap<String, Integer>()";
      default -> "Kit.map(" + text + ", " + number + ")";
    };
  }

  private String operation(Place place, int depth) {
    Place body = place.hidden();
    String parameter = freshName("p");
    body.locals().add(new Local(Kind.INT, parameter, true));
    String value = of(Kind.INT, body, Math.min(depth, 2));
    List<Method> methods = callable(body, Kind.INT);
    if (!methods.isEmpty() && chance(place.heat())) {
      Method method = any(methods);
      return "((Kit.Op) " + method.owner().name + "::" + method.name() + ")";
    }
    return chance(20)
        ? "(new Kit.Op() { public int at(int %s) { return %s; } })".formatted(parameter, value)
        : "((Kit.Op) %s -> %s)".formatted(parameter, value);
  }

  private String thing(Place place, int depth) {
    String number = of(Kind.INT, place, depth - 1);
    List<Node> classes = nodes(each -> each.shape == Shape.CLASS);
    List<Node> enums = enums(place);
    if (mayCallHidden(place) && chance(50)) {
      Node own = place.node();
      boolean makesOwn = classes.contains(own) && chance(40);
      return "new " + (makesOwn ? own : any(classes)).name + "(" + number + ")";
    }
    if (!enums.isEmpty() && chance(15)) {
      return any(enums).name + any(List.of(".A", ".B"));
    }
    if (chance(20)) {
      String value = of(Kind.INT, place.hidden(), Math.min(depth, 1));
      return "new Kit.Box(%s) { public int value() { return held + %s; } }"
          .formatted(number, value);
    }
    return chance(50)
        ? "new Kit.Box(" + number + ")"
        : "new Kit.Pair(%s, %s)"
            .formatted(of(Kind.TEXT, place, depth - 1), of(Kind.LIST, place, depth - 1));
  }
}
