package io.lazyloader.agent.analysis;

import io.lazyloader.agent.analysis.GraphParts.Field;
import io.lazyloader.agent.analysis.GraphParts.Kind;
import io.lazyloader.agent.analysis.GraphParts.Level;
import io.lazyloader.agent.analysis.GraphParts.Local;
import io.lazyloader.agent.analysis.GraphParts.Method;
import io.lazyloader.agent.analysis.GraphParts.Place;
import java.util.List;

/** Generates statements, one a line, that end. */
final class GraphStatements {
  private final GraphExpressions expressions;

  GraphStatements(GraphExpressions expressions) {
    this.expressions = expressions;
  }

  String some(Place place, int depth) {
    StringBuilder text = new StringBuilder();
    int count = 1 + expressions.upTo(3);
    for (int index = 0; index < count; index++) {
      text.append(one(place, depth));
    }
    return text.toString();
  }

  /** Locals first, so that what follows can work on what this code made itself. */
  String declarations(Place place) {
    StringBuilder text = new StringBuilder();
    int count = expressions.upTo(3);
    for (int index = 0; index < count; index++) {
      text.append(declaration(place));
    }
    return text.toString();
  }

  private String declaration(Place place) {
    Kind kind = expressions.anyKind();
    String name = expressions.freshName("v");
    boolean isFinal = expressions.chance(60);
    String value = of(kind, place, 2);
    place.locals().add(new Local(kind, name, isFinal));
    return "%s%s %s = %s;\n".formatted(isFinal ? "final " : "", kind.type, name, value);
  }

  String one(Place place, int depth) {
    if (depth > 0 && expressions.chance(25)) {
      return compound(place, depth - 1);
    }
    return expressions.chance(15) ? declaration(place) : effect(place);
  }

  private String compound(Place place, int depth) {
    String number = of(Kind.INT, place, 1);
    switch (expressions.upTo(5)) {
      case 0 -> {
        return "if (%s > %d) {\n%s} else {\n%s}\n"
            .formatted(
                number,
                expressions.upTo(60),
                some(place.nested(), depth),
                some(place.nested(), depth));
      }
      case 1 -> {
        return "try {\n%sKit.fail(%s);\n%s} catch (RuntimeException e) {\n%s}\n"
            .formatted(
                some(place.nested(), 0), number, some(place.nested(), 0), some(place.nested(), 0));
      }
      case 2 -> {
        return "synchronized (Kit.class) {\n" + some(place.nested(), depth) + "}\n";
      }
      default -> {
        String index = expressions.freshName("i");
        Place body = place.nested();
        body.locals().add(new Local(Kind.INT, index, false));
        return "for (int %1$s = 0; %1$s < %2$d; %1$s++) {\n%3$s}\n"
            .formatted(index, 1 + expressions.upTo(3), some(body, depth));
      }
    }
  }

  /** Something that is done to an object or a variable: to a local one, unless it is hot here. */
  String effect(Place place) {
    String text = of(Kind.TEXT, place, 2);
    String number = of(Kind.INT, place, 2);
    switch (expressions.upTo(9)) {
      case 0, 1 -> {
        return "Kit.add(" + target(Kind.LIST, place) + ", " + text + ");\n";
      }
      case 2 -> {
        return "Kit.put(" + target(Kind.MAP, place) + ", " + text + ", " + number + ");\n";
      }
      case 3 -> {
        return "Kit.set(%s, %s, %s);\n"
            .formatted(target(Kind.INTS, place), of(Kind.INT, place, 1), number);
      }
      case 4 -> {
        return "Kit.append(" + target(Kind.BUILDER, place) + ", " + text + ");\n";
      }
      case 5 -> {
        return place.level().compareTo(Level.HIDDEN) > 0
            ? "Kit.poke(" + target(Kind.THING, place) + ", " + number + ");\n"
            : "Kit.same(" + number + ");\n";
      }
      case 6 -> {
        return call(place, number);
      }
      case 7 -> {
        return expressions.chance(place.heat())
            ? expressions.any(
                List.of(
                    "Kit.Registry.LOG.add(Kit.clip(" + text + "));\n",
                    "Kit.Registry.count++;\n",
                    "Kit.Registry.last = " + text + ";\n"))
            : assignLocal(place);
      }
      default -> {
        return assignment(place);
      }
    }
  }

  private String target(Kind kind, Place place) {
    List<Local> locals = place.locals().stream().filter(each -> each.kind() == kind).toList();
    return !locals.isEmpty() && expressions.chance(60)
        ? expressions.any(locals).name()
        : of(kind, place, 0);
  }

  private String call(Place place, String argument) {
    List<Method> methods = expressions.callable(place, expressions.anyKind());
    if (methods.isEmpty() || !expressions.chance(place.heat())) {
      return assignLocal(place);
    }
    Method method = expressions.any(methods);
    return method.owner().name + '.' + method.name() + '(' + argument + ");\n";
  }

  private String assignment(Place place) {
    List<Field> fields = expressions.assignable(expressions.anyKind(), place);
    if (fields.isEmpty() || !expressions.chance(place.heat())) {
      return assignLocal(place);
    }
    Field field = expressions.any(fields);
    String value = of(field.kind(), place, 2);
    return field.owner().name + '.' + field.name() + " = " + value + ";\n";
  }

  private String assignLocal(Place place) {
    List<Local> variables = place.locals().stream().filter(each -> !each.isFinal()).toList();
    List<Local> numbers = variables.stream().filter(each -> !each.name().startsWith("i")).toList();
    if (numbers.isEmpty()) {
      return declaration(place);
    }
    Local local = expressions.any(numbers);
    return local.name() + " = " + of(local.kind(), place, 1) + ";\n";
  }

  private String of(Kind kind, Place place, int depth) {
    return expressions.of(kind, place, depth);
  }
}
