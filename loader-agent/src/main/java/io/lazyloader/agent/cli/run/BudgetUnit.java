package io.lazyloader.agent.cli.run;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the amount of a budget is measured in. */
enum BudgetUnit {
  /** In milliseconds. */
  TIME("a time with its unit, us, ms or s"),

  /** In bytes. */
  BYTES("a size with its unit, kB, MB, GB, KiB, MiB or GiB"),

  /** Just a number. */
  COUNT("a number");

  private final String form;

  BudgetUnit(String form) {
    this.form = form;
  }

  /** What an amount looks like, for a message. */
  String form() {
    return form;
  }

  /** What amounts are in, for programs. */
  String base() {
    return switch (this) {
      case TIME -> "ms";
      case BYTES -> "B";
      case COUNT -> "1";
    };
  }

  /** Shows an amount with its unit. */
  String show(double amount) {
    return switch (this) {
      case TIME -> String.format(Locale.ROOT, amount < 10 ? "%.2f ms" : "%,.0f ms", amount);
      case BYTES -> String.format(Locale.ROOT, "%,.1f MB", amount / 1e6);
      case COUNT -> String.format(Locale.ROOT, "%,.0f", amount);
    };
  }

  /** How much one of a unit is in the base unit, or null if there is no such unit. */
  @Nullable Double factor(String name) {
    return switch (this) {
      case TIME ->
          switch (name) {
            case "us" -> 1e-3;
            case "ms" -> 1.0;
            case "s" -> 1e3;
            default -> null;
          };
      case BYTES ->
          switch (name) {
            case "B" -> 1.0;
            case "kB" -> 1e3;
            case "MB" -> 1e6;
            case "GB" -> 1e9;
            case "KiB" -> 0x1p10;
            case "MiB" -> 0x1p20;
            case "GiB" -> 0x1p30;
            default -> null;
          };
      case COUNT -> name.isEmpty() ? 1.0 : null;
    };
  }
}
