package io.lazyloader.agent.cli.run;

import io.lazyloader.agent.cli.common.CommandFailure;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A limit on one figure of a start-up.
 *
 * @param figure what is limited
 * @param limit the most that it may be, in milliseconds, bytes or just a number
 */
record Budget(BudgetFigure figure, double limit) {
  private static final Pattern AMOUNT = Pattern.compile("(\\d+(?:\\.\\d+)?) ?(\\p{Alpha}*)");

  /**
   * Reads a budget.
   *
   * @param text as in {@code startup=800ms}
   * @throws CommandFailure if there is no such figure, or no such unit
   */
  static Budget parse(String text) {
    int equals = text.indexOf('=');
    String name = (equals < 0 ? text : text.substring(0, equals)).strip();
    BudgetFigure figure =
        Arrays.stream(BudgetFigure.values())
            .filter(known -> known.label().equals(name))
            .findFirst()
            .orElseThrow(() -> usage("there is no budget '" + name + "' (known: " + known() + ")"));
    BudgetUnit unit = figure.unit();
    Matcher amount = AMOUNT.matcher(equals < 0 ? "" : text.substring(equals + 1).strip());
    Double factor = amount.matches() ? unit.factor(amount.group(2)) : null;
    if (factor == null) {
      throw usage("budget '" + text + "' needs " + unit.form() + ", as in " + figure.example());
    }
    return new Budget(figure, Double.parseDouble(amount.group(1)) * factor);
  }

  private static String known() {
    return Arrays.stream(BudgetFigure.values())
        .map(BudgetFigure::label)
        .collect(Collectors.joining(", "));
  }

  private static CommandFailure usage(String message) {
    return CommandFailure.usage(message + ".");
  }

  /** Shows an amount of the figure, as in {@code startup 912 ms}. */
  String show(double amount) {
    return figure.label() + ' ' + figure.unit().show(amount);
  }

  /** Shows the limit. */
  String showLimit() {
    return figure.unit().show(limit);
  }
}
