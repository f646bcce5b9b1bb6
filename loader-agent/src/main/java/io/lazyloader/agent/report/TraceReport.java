package io.lazyloader.agent.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes the profile of one run as events in time, in the Trace Event Format that Perfetto,
 * chrome://tracing and speedscope read: a track for each thread, a slice for each initialisation,
 * and arrows from who triggered it and to who first read it.
 *
 * <p>Times are microseconds after the start of the process, with three decimals. The events of a
 * thread are in the order of time, as {@link TraceSlices} sees to, so those at the same time are
 * unambiguous. Reads by code that no slice stands for are slices without duration on a track of
 * their own.
 */
public final class TraceReport implements ReportFormat {
  /** Makes the format. */
  public TraceReport() {}

  @Override
  public void check(Analysis analysis) {
    long runs = analysis.profile().runs();
    if (runs != 1) {
      throw new ReportException(
          analysis.name()
              + " is of "
              + runs
              + " runs, but a trace shows when things happened in one. Take a profile as it was"
              + " recorded, not merged, or another format.");
    }
  }

  @Override
  public void write(Analysis analysis, Writer out) throws IOException {
    check(analysis);
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
      // Names may hold half a surrogate pair, which UTF-8 has no bytes for.
      json.setHighestNonEscapedChar(127);
      new TraceEvents(json, new TraceSlices(analysis.tree()), analysis).write(analysis.tree());
    }
  }
}
