package io.lazyloader;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among overloaded methods as javac does (JLS 17 §15.12.2): first those that fit by
 * subtyping alone, then with boxing, then with variable arity; among those of one phase, the most
 * specific. Types are erased, so nothing is inferred.
 *
 * @param <T> how a type is represented
 */
final class Overloads<T> {
  private final TypeSystem<T> types;

  Overloads(TypeSystem<T> types) {
    this.types = types;
  }

  /** A method to choose. */
  interface Overload<T> {
    /** Its parameters' types; the last one is an array if it has variable arity. */
    List<T> parameters();

    boolean isVarargs();

    String name();
  }

  /**
   * What was chosen.
   *
   * @param best one method; none if no method fits; several if the call is ambiguous
   * @param spreads whether the last arguments go into an array
   */
  record Choice<C>(List<C> best, boolean spreads) {}

  private enum Phase {
    STRICT,
    LOOSE,
    VARIABLE_ARITY
  }

  /**
   * Chooses.
   *
   * @param arguments the arguments' types; null is the null type
   */
  <C extends Overload<T>> Choice<C> choose(List<C> candidates, List<@Nullable T> arguments) {
    for (Phase phase : Phase.values()) {
      List<C> applicable = new ArrayList<>();
      for (C candidate : candidates) {
        if (isApplicable(phase, candidate, arguments)) {
          applicable.add(candidate);
        }
      }
      if (!applicable.isEmpty()) {
        boolean spreads = phase == Phase.VARIABLE_ARITY;
        return new Choice<>(mostSpecific(applicable, arguments.size(), spreads), spreads);
      }
    }
    return new Choice<>(List.of(), false);
  }

  private boolean isApplicable(Phase phase, Overload<T> candidate, List<@Nullable T> arguments) {
    int count = arguments.size();
    boolean spreads = phase == Phase.VARIABLE_ARITY;
    int declared = candidate.parameters().size();
    if (spreads ? !candidate.isVarargs() || count < declared - 1 : count != declared) {
      return false;
    }
    for (int at = 0; at < count; at++) {
      T argument = arguments.get(at);
      T parameter = parameter(candidate, at, spreads);
      boolean fits =
          argument == null
              ? types.kind(parameter) == TypeSystem.REFERENCE
              : phase == Phase.STRICT
                  ? types.isSubtype(argument, parameter)
                  : types.isConvertible(argument, parameter);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** The type that the argument at a place must have. */
  private T parameter(Overload<T> candidate, int at, boolean spreads) {
    List<T> parameters = candidate.parameters();
    int last = parameters.size() - 1;
    return spreads && at >= last ? types.component(parameters.get(last)) : parameters.get(at);
  }

  /** Keeps those than which none is strictly more specific (JLS 17 §15.12.2.5). */
  private <C extends Overload<T>> List<C> mostSpecific(
      List<C> applicable, int count, boolean spreads) {
    List<C> best = new ArrayList<>();
    for (C candidate : applicable) {
      boolean isBeaten = false;
      for (C other : applicable) {
        isBeaten |=
            isMoreSpecific(other, candidate, count, spreads)
                && !isMoreSpecific(candidate, other, count, spreads);
      }
      if (!isBeaten) {
        best.add(candidate);
      }
    }
    return best;
  }

  private boolean isMoreSpecific(
      Overload<T> one, Overload<T> other, int arguments, boolean spreads) {
    // The specification compares the types for the arguments, and one more if the other method has
    // that many parameters. javac compares all parameters, so that more calls are ambiguous to it.
    int compared = arguments;
    if (spreads) {
      compared = Math.max(compared, one.parameters().size());
      compared = Math.max(compared, other.parameters().size());
    }
    for (int at = 0; at < compared; at++) {
      if (!types.isSubtype(parameter(one, at, spreads), parameter(other, at, spreads))) {
        return false;
      }
    }
    return true;
  }

  /** Writes methods down as in source, for a message. */
  String show(List<? extends Overload<T>> candidates) {
    List<String> shown = new ArrayList<>();
    for (Overload<T> candidate : candidates) {
      StringJoiner parameters = new StringJoiner(", ", candidate.name() + "(", ")");
      int last = candidate.parameters().size() - 1;
      for (int at = 0; at <= last; at++) {
        T type = candidate.parameters().get(at);
        parameters.add(
            candidate.isVarargs() && at == last
                ? types.show(types.component(type)) + "..."
                : types.show(type));
      }
      shown.add(parameters.toString());
    }
    shown.sort(null);
    return String.join(", ", shown);
  }

  /** Writes the types of arguments down, for a message. */
  String showArguments(List<@Nullable T> arguments) {
    StringJoiner shown = new StringJoiner(", ", "(", ")");
    for (T argument : arguments) {
      shown.add(argument == null ? "null" : types.show(argument));
    }
    return shown.toString();
  }
}
