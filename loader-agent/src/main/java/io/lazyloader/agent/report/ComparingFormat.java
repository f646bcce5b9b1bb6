package io.lazyloader.agent.report;

import java.io.IOException;
import java.io.Writer;

/** Shows one profile, or what changed between two. */
public interface ComparingFormat extends ReportFormat {
  /**
   * Writes what changed.
   *
   * @param before the profile of before
   * @param after the profile of after
   * @param out where to; neither flushed nor closed
   * @throws IOException if that fails
   */
  void compare(Analysis before, Analysis after, Writer out) throws IOException;
}
