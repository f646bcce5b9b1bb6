package io.lazyloader.agent.cli;

import io.lazyloader.agent.report.CollapsedReport;
import io.lazyloader.agent.report.FieldVerdict;
import io.lazyloader.agent.report.HtmlReport;
import io.lazyloader.agent.report.JsonReport;
import io.lazyloader.agent.report.ReportFormat;
import io.lazyloader.agent.report.TextOptions;
import io.lazyloader.agent.report.TextReport;
import io.lazyloader.agent.report.TraceReport;
import java.util.Locale;
import java.util.Map;

/** The formats of the command {@code report}, by the names that users give. */
enum ReportFormats {
  TEXT,
  JSON,
  HTML,
  TRACE,
  COLLAPSED;

  /** Whether it shows verdicts. */
  boolean hasVerdicts() {
    return this == HTML || this == TRACE;
  }

  /** Makes the format; what is not text needs no options. */
  ReportFormat format(TextOptions options, Map<String, FieldVerdict> verdicts) {
    return switch (this) {
      case TEXT -> new TextReport(options);
      case JSON -> new JsonReport();
      case HTML -> new HtmlReport(verdicts);
      case TRACE -> new TraceReport(verdicts);
      case COLLAPSED -> new CollapsedReport();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
