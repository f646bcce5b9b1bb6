package io.lazyloader.agent.optimize;

import io.lazyloader.agent.about.About;
import io.lazyloader.agent.bench.ArmSummary;
import io.lazyloader.agent.bench.Shift;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The readable report on an optimisation: {@code optimize.txt}. */
final class OptimizeText {
  private static final int BAR = 30;

  /** What is told of each arm. */
  static final List<String> COLUMNS =
      List.of("time", "of it", "(95 %)", "allocated", "PSS", "classes", "archived");

  private OptimizeText() {}

  static List<String> lines(Optimized optimized) {
    List<String> lines = new ArrayList<>();
    lines.add(
        optimized.application().name()
            + ", linked by Lazyloader "
            + About.version()
            + " for JDK "
            + optimized.jdk().version()
            + ".");
    way(lines, optimized.way());
    optimized.measurementNotes().forEach(note -> lines.add("  " + note));
    lines.add("");
    lines.add("Passes");
    for (Stage stage : optimized.stages()) {
      lines.add("");
      lines.add("  " + stage.pass().label() + ": " + StageText.verdict(stage));
      lines.add("    " + stage.did());
      stage.notes().forEach(note -> lines.add("    - " + note.replace("\n", "\n        ")));
    }
    lines.add("");
    lines.add("Options of the JVM");
    lines.add("");
    if (optimized.image().flags().isEmpty()) {
      lines.add("  None were chosen.");
    }
    optimized.image().flags().forEach(flag -> lines.add("  " + flag));
    lines.add("  They stand in bin/" + optimized.application().name() + " and app.argfile;");
    lines.add("  JAVA_OPTS adds others. An archive fits the options that it was made with.");
    if (!optimized.application().notes().isEmpty()) {
      lines.add("");
      lines.add("The command line");
      lines.add("");
      optimized.application().notes().forEach(note -> lines.add("  " + note));
    }
    return lines;
  }

  /** What it came to, in a sentence. */
  static String lead(List<ArmSummary> way) {
    if (way.isEmpty()) {
      return "Nothing was measured.";
    }
    double plain = way.get(0).medianSeconds();
    double last = way.get(way.size() - 1).medianSeconds();
    return String.format(
        Locale.ROOT,
        "It starts in %,.0f ms instead of %,.0f: %.2f of the time.",
        last * 1e3,
        plain * 1e3,
        last / plain);
  }

  private static void way(List<String> lines, List<ArmSummary> way) {
    lines.add(lead(way));
    if (way.isEmpty()) {
      return;
    }
    ArmSummary plain = way.get(0);
    lines.add("");
    lines.add(row("", COLUMNS));
    for (ArmSummary arm : way) {
      lines.add(row(arm.name(), cells(arm, plain)));
    }
    lines.add("");
    for (ArmSummary arm : way) {
      int length = (int) Math.round(BAR * arm.medianSeconds() / plain.medianSeconds());
      lines.add(
          String.format(Locale.ROOT, "  %-26s %s", arm.name(), "#".repeat(Math.max(1, length))));
    }
  }

  private static String row(String name, List<String> cells) {
    return String.format(
        Locale.ROOT,
        "  %-26s %9s %6s  %-15s %10s %9s %8s %9s",
        Stream.concat(Stream.of(name), cells.stream()).toArray());
  }

  /** The figures of an arm, as {@link #COLUMNS} head them. */
  static List<String> cells(ArmSummary arm, ArmSummary plain) {
    double base = plain.medianSeconds();
    Shift shift = arm.shift();
    return List.of(
        String.format(Locale.ROOT, "%,.0f ms", arm.medianSeconds() * 1e3),
        String.format(Locale.ROOT, "%.2f", arm.medianSeconds() / base),
        shift == null
            ? ""
            : String.format(
                Locale.ROOT, "(%.2f to %.2f)", 1 + shift.low() / base, 1 + shift.high() / base),
        megabytes(arm.allocatedBytes()),
        megabytes(arm.proportionalBytes()),
        number(arm.loadedClasses()),
        number(arm.archivedClasses()));
  }

  private static String megabytes(@Nullable Number bytes) {
    return bytes == null ? "?" : String.format(Locale.ROOT, "%,.1f MB", bytes.doubleValue() / 1e6);
  }

  private static String number(@Nullable Long count) {
    return count == null ? "?" : String.format(Locale.ROOT, "%,d", count);
  }
}
