package io.lazyloader.agent.cli.profile;

import io.lazyloader.agent.report.CollapsedReport;
import io.lazyloader.agent.report.HtmlReport;
import io.lazyloader.agent.report.JsonReport;
import io.lazyloader.agent.report.ReportFormat;
import io.lazyloader.agent.report.TextOptions;
import io.lazyloader.agent.report.TextReport;
import io.lazyloader.agent.report.TraceReport;
import java.util.Locale;

/** The formats of the command {@code report}, by the names that users give. */
enum ReportFormats {
  TEXT,
  JSON,
  HTML,
  TRACE,
  COLLAPSED;

  /** Whether it shows verdicts; stacks hold nothing but names and times. */
  boolean hasVerdicts() {
    return this != COLLAPSED;
  }

  /** Makes the format; what is not text needs no options. */
  ReportFormat format(TextOptions options) {
    return switch (this) {
      case TEXT -> new TextReport(options);
      case JSON -> new JsonReport();
      case HTML -> new HtmlReport();
      case TRACE -> new TraceReport();
      case COLLAPSED -> new CollapsedReport();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
