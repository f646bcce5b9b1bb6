package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.FlightRecording;
import io.lazyloader.agent.profile.FlightRecording.FirstRead;
import io.lazyloader.agent.profile.PlainText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;

/** Shows what a recording of JDK Flight Recorder holds of first reads, the dearest first. */
public final class FlightText {
  private static final String ROW = "%12s %11s %11s %10s  %s%n";
  private static final String INDENT = " ".repeat(49);

  private final TextOptions options;

  /**
   * Makes the format.
   *
   * @param options how much it tells
   */
  public FlightText(TextOptions options) {
    this.options = options;
  }

  /**
   * Writes a report.
   *
   * @param name of the recording
   * @param out where to; neither flushed nor closed
   * @throws IOException if that fails
   */
  public void write(String name, FlightRecording recording, Writer out) throws IOException {
    StringWriter text = new StringWriter();
    PrintWriter lines = new PrintWriter(text);
    lines.println(new Paint(options.isColoured()).title("Flight recording " + PlainText.of(name)));
    for (String sentence : FlightSentences.of(recording)) {
      lines.println(Sentences.wrap(sentence, "  ", options.width()));
    }
    List<FirstRead> rows = rows(recording);
    if (!rows.isEmpty()) {
      lines.println();
      lines.printf(ROW, "at", "took", "own", "allocated", "field, and who read it first");
      rows.forEach(read -> row(read, lines));
      int more = recording.firstReads().size() - rows.size();
      if (more > 0) {
        lines.println(INDENT + Amounts.count(more) + " more (--all)");
      }
    }
    out.write(text.toString());
  }

  private List<FirstRead> rows(FlightRecording recording) {
    return recording.firstReads().stream()
        .filter(read -> read.nanos() >= options.minNanos())
        .sorted(Comparator.comparingLong(FirstRead::nanos).reversed())
        .limit(options.withCached() ? Long.MAX_VALUE : options.top())
        .toList();
  }

  private static void row(FirstRead read, PrintWriter lines) {
    String site =
        read.declarationSite().isEmpty() ? "" : " (" + PlainText.of(read.declarationSite()) + ")";
    Long bytes = read.bytes();
    lines.printf(
        ROW,
        Amounts.time(read.atNanos()),
        Amounts.time(read.nanos()),
        Amounts.time(read.ownNanos()),
        bytes == null ? "" : Amounts.bytes(bytes),
        PlainText.of(read.field()) + site);
    lines.println(INDENT + FlightSentences.circumstances(read));
  }
}
