package io.lazyloader.agent.cli;

import io.lazyloader.agent.report.JsonReport;
import io.lazyloader.agent.report.ReportFormat;
import io.lazyloader.agent.report.TextOptions;
import io.lazyloader.agent.report.TextReport;
import java.util.Locale;

/** The formats of the command {@code report}, by the names that users give. */
enum ReportFormats {
  TEXT,
  JSON;

  /** Makes the format; what is not text needs no options. */
  ReportFormat format(TextOptions options) {
    return switch (this) {
      case TEXT -> new TextReport(options);
      case JSON -> new JsonReport();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
