package io.lazyloader.agent.cli.run;

import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.Messages;
import io.lazyloader.metrics.StartupSnapshot;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The limits that a run is held to. */
final class Budgets {
  private final List<Budget> budgets;

  private Budgets(List<Budget> budgets) {
    this.budgets = budgets;
  }

  /**
   * Reads budgets.
   *
   * @param texts each as in {@code startup=800ms}
   * @throws CommandFailure if one is wrong, or they contradict each other
   */
  static Budgets parse(List<String> texts) {
    Set<BudgetFigure> seen = EnumSet.noneOf(BudgetFigure.class);
    List<Budget> budgets = new ArrayList<>();
    for (String text : texts) {
      Budget budget = Budget.parse(text);
      if (!seen.add(budget.figure())) {
        throw CommandFailure.usage("there are two budgets for " + budget.figure().label() + ".");
      }
      budgets.add(budget);
    }
    if (seen.contains(BudgetFigure.HEAP) && seen.contains(BudgetFigure.LIVE_HEAP)) {
      throw CommandFailure.usage(
          "budgets heap and live-heap exclude each other: after the full collection that live-heap"
              + " takes, both would be the same.");
    }
    return new Budgets(budgets);
  }

  /** The limit on a figure; null if there is none. */
  @Nullable Budget of(BudgetFigure figure) {
    for (Budget budget : budgets) {
      if (budget.figure() == figure) {
        return budget;
      }
    }
    return null;
  }

  /** Whether the heap must be collected before it is measured. */
  boolean needLiveHeap() {
    return budgets.stream().anyMatch(budget -> budget.figure() == BudgetFigure.LIVE_HEAP);
  }

  /**
   * Compares a start-up with its limits and tells of each.
   *
   * @param start what was measured, or null if the program left no figures
   * @param missedSign what was to end start-up and never came, or null if it did
   * @return whether all were held
   */
  boolean judge(@Nullable StartupSnapshot start, @Nullable String missedSign, PrintWriter err) {
    List<String> held = new ArrayList<>();
    for (Budget budget : budgets) {
      String failure = failure(budget, start, missedSign);
      if (failure == null) {
        held.add(budget.figure().label());
      } else {
        Messages.tell(err, "budget " + failure);
      }
    }
    if (!budgets.isEmpty() && held.size() == budgets.size()) {
      Messages.tell(err, "within budget: " + String.join(", ", held));
    }
    return held.size() == budgets.size();
  }

  /** Why a limit is not held, as the end of a sentence; null if it is. */
  static @Nullable String failure(
      Budget budget, @Nullable StartupSnapshot start, @Nullable String missedSign) {
    String label = budget.figure().label();
    if (missedSign != null && (start == null || budget.figure() == BudgetFigure.STARTUP)) {
      return label
          + " not held: the program ended before it was ready (ready="
          + missedSign
          + "); limit "
          + budget.showLimit();
    }
    Double actual = start == null ? null : budget.figure().of(start);
    if (actual == null) {
      return label + " not held: it was not measured in this run; limit " + budget.showLimit();
    }
    return actual <= budget.limit()
        ? null
        : "exceeded: " + budget.show(actual) + ", limit " + budget.showLimit();
  }
}
