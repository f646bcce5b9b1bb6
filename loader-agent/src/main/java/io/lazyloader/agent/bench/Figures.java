package io.lazyloader.agent.bench;

import io.lazyloader.agent.report.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The figures of a comparison as they are written for people. */
final class Figures {
  /** Stands beside a figure that does not differ from that of the first arm beyond doubt. */
  static final String NO_DIFFERENCE = "~";

  /** Stands for a figure that other arms have. */
  static final String UNKNOWN = "?";

  private final Outcome outcome;

  Figures(Outcome outcome) {
    this.outcome = outcome;
  }

  /** A column of figures, one for each arm. */
  record Column(String title, List<String> cells) {}

  Column names() {
    return column("arm", ArmResult::name);
  }

  /** Median, minimum and maximum of the wall time. */
  List<Column> times() {
    return List.of(
        column("median", arm -> time(arm.times().median())),
        column("min", arm -> time(arm.times().min())),
        column("max", arm -> time(arm.times().max())));
  }

  Column shifts() {
    return column(
        "shift against " + outcome.first().name() + " [95 % interval]",
        arm -> {
          Shift shift = outcome.shift(arm);
          return shift == null ? "" : show(shift, outcome.first().times().median());
        });
  }

  /** What was measured beside; a column that this system does not tell is left out. */
  List<Column> others() {
    List<Column> columns = new ArrayList<>();
    add(columns, measured("exercised", Quantity.EXERCISED, Figures::time));
    add(columns, measured("CPU", Quantity.PROCESSOR, Figures::wholeMillis));
    add(columns, measured("peak RSS", Quantity.RESIDENT, Figures::bytes));
    add(
        columns,
        outcome.settings().target().isServer()
            ? measured("PSS", Quantity.PROPORTIONAL, Figures::bytes)
            : seenOnce("peak PSS", ArmResult::proportional, Figures::bytes));
    add(columns, seenOnce("allocated", arm -> arm.inside().allocatedBytes(), Figures::bytes));
    add(
        columns,
        seenOnce(
            "classes",
            arm -> arm.inside().loadedClasses(),
            value -> Amounts.count(Math.round(value))));
    return columns;
  }

  /** {@code +31.9 ms [+28.1, +36.0], +6.6 %}; a sentence where there is nothing to be told. */
  static String show(Shift shift, double first) {
    String shown =
        String.format(
            Locale.ROOT,
            "%+,.1f ms [%+,.1f, %+,.1f]",
            shift.estimate() * 1e3,
            shift.low() * 1e3,
            shift.high() * 1e3);
    if (!shift.isEnough()) {
      return String.format(
          Locale.ROOT, "%+,.1f ms, too few rounds for an interval", shift.estimate() * 1e3);
    }
    return shift.isDetectable()
        ? shown + ", " + percent(shift.estimate() / first)
        : "no detectable difference: " + shown;
  }

  /** In the unit of the shifts beside it. */
  static String time(double seconds) {
    return String.format(Locale.ROOT, "%,.1f ms", seconds * 1e3);
  }

  static String percent(double ratio) {
    return String.format(Locale.ROOT, "%+.1f %%", ratio * 100);
  }

  /** Of a figure that is seen once, there is no saying what is noise. */
  private static String change(double ratio) {
    return Math.abs(ratio) < 0.0005 ? "=" : percent(ratio);
  }

  /** A clock tick has 10 ms, so that anything finer is not there. */
  private static String wholeMillis(double seconds) {
    return Amounts.count(Math.round(seconds * 1e3)) + " ms";
  }

  private static String bytes(double bytes) {
    return Amounts.bytes(Math.round(bytes));
  }

  private Column column(String title, Function<ArmResult, String> cell) {
    return new Column(title, outcome.arms().stream().map(cell).toList());
  }

  private static void add(List<Column> columns, @Nullable Column column) {
    if (column != null) {
      columns.add(column);
    }
  }

  /** The median of what every run was measured for. */
  private @Nullable Column measured(
      String title, Quantity quantity, Function<Double, String> show) {
    if (outcome.arms().stream().anyMatch(arm -> arm.sample(quantity) == null)) {
      return null;
    }
    return column(
        title,
        arm -> {
          Sample sample = arm.sample(quantity);
          Shift shift = outcome.shift(arm, quantity);
          Sample first = outcome.first().sample(quantity);
          if (sample == null || shift == null || first == null || !shift.isEnough()) {
            return sample == null ? "" : show.apply(sample.median());
          }
          String change =
              shift.isDetectable() ? percent(shift.estimate() / first.median()) : NO_DIFFERENCE;
          return show.apply(sample.median()) + " (" + change + ')';
        });
  }

  private @Nullable Column seenOnce(
      String title, Function<ArmResult, @Nullable Number> value, Function<Double, String> show) {
    Number first = value.apply(outcome.first());
    if (outcome.arms().stream().allMatch(arm -> value.apply(arm) == null)) {
      return null;
    }
    return column(
        title,
        arm -> {
          Number own = value.apply(arm);
          if (own == null) {
            return UNKNOWN;
          }
          String shown = show.apply(own.doubleValue());
          return outcome.isFirst(arm) || first == null
              ? shown
              : shown + " (" + change(own.doubleValue() / first.doubleValue() - 1) + ')';
        });
  }
}
