package io.lazyloader.agent.report;

import java.io.IOException;
import java.io.Writer;

/**
 * Shows one profile. Names in it are of unknown origin: a format escapes what its readers act on.
 */
public interface ReportFormat {
  /**
   * Refuses a profile that it can't show.
   *
   * @param analysis what the report would be about
   * @throws ReportException if so
   */
  default void check(Analysis analysis) {}

  /**
   * Writes a report. The same profile gives the same characters.
   *
   * @param analysis what it is about
   * @param out where to; neither flushed nor closed
   * @throws IOException if that fails
   */
  void write(Analysis analysis, Writer out) throws IOException;
}
