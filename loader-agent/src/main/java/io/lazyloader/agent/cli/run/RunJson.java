package io.lazyloader.agent.cli.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.program.ProgramEnd;
import io.lazyloader.metrics.StartupSnapshot;
import java.io.IOException;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** Writes how a run went for programs. The schema is in {@code docs/run.md}. */
final class RunJson {
  private static final int SCHEMA = 1;

  private RunJson() {}

  /**
   * The document.
   *
   * @param start what was measured, or null if the program left no figures
   * @param missedSign what was to end start-up and never came, or null if it did
   * @param code what the command ends with
   */
  static String text(
      @Nullable StartupSnapshot start,
      @Nullable String missedSign,
      Budgets budgets,
      ProgramEnd end,
      int exerciseCode,
      ExitCode code)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeNumberField("schema", SCHEMA);
      json.writeNumberField("exit_code", code.number());
      json.writeNumberField("program_exit_code", end.exitCode());
      json.writeBooleanField("was_stopped", end.wasStopped());
      json.writeNumberField("exercise_exit_code", exerciseCode);
      json.writeStringField("mode", start == null ? null : start.mode());
      json.writeStringField("ready_by", start == null ? null : start.readyBy());
      json.writeArrayFieldStart("figures");
      for (BudgetFigure figure : BudgetFigure.values()) {
        write(json, figure, start, missedSign, budgets);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text + System.lineSeparator();
  }

  private static void write(
      JsonGenerator json,
      BudgetFigure figure,
      @Nullable StartupSnapshot start,
      @Nullable String missedSign,
      Budgets budgets)
      throws IOException {
    Double value = start == null ? null : figure.of(start);
    Budget budget = budgets.of(figure);
    if (value == null && budget == null) {
      return;
    }
    json.writeStartObject();
    json.writeStringField("figure", figure.label());
    json.writeStringField("unit", figure.unit().base());
    if (value != null) {
      write(json, "value", value);
    }
    if (budget != null) {
      write(json, "limit", budget.limit());
      json.writeBooleanField("held", Budgets.failure(budget, start, missedSign) == null);
    }
    json.writeEndObject();
  }

  /** Whole numbers are written as such. */
  private static void write(JsonGenerator json, String key, double number) throws IOException {
    if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      json.writeNumberField(key, (long) number);
    } else {
      json.writeNumberField(key, number);
    }
  }
}
