package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.FlightRecording;
import io.lazyloader.agent.profile.FlightRecording.FirstRead;
import io.lazyloader.agent.profile.PlainText;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;

/**
 * Shows what a recording of JDK Flight Recorder holds of first reads as an HTML page of one table,
 * in the style of {@link HtmlReport}. It has no script, and its policy forbids any.
 */
public final class FlightHtml {
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";
  private static final List<String> COLUMNS =
      List.of("At", "Took", "Own", "Allocated", "Field", "How it was read");

  /** Makes the format. */
  public FlightHtml() {}

  /**
   * Writes a page.
   *
   * @param name of the recording
   * @param out where to; neither flushed nor closed
   * @throws IOException if that fails
   */
  public void write(String name, FlightRecording recording, Writer out) throws IOException {
    String title = "Flight recording " + text(name);
    out.write("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n");
    out.write("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\" />\n");
    out.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n");
    out.write("<title>" + title + "</title>\n<style>\n" + HtmlReport.read("page.css"));
    out.write("</style>\n</head>\n<body>\n<header><h1>" + title + "</h1></header>\n<main>\n");
    for (String sentence : FlightSentences.of(recording)) {
      out.write("<p>" + text(sentence) + "</p>\n");
    }
    if (!recording.firstReads().isEmpty()) {
      writeTable(recording, out);
    }
    out.write("</main>\n</body>\n</html>\n");
  }

  private static void writeTable(FlightRecording recording, Writer out) throws IOException {
    out.write("<div class=\"scroll\" role=\"region\" aria-label=\"First reads\" tabindex=\"0\">\n");
    out.write("<table>\n<thead><tr>");
    for (int at = 0; at < COLUMNS.size(); at++) {
      out.write("<th scope=\"col\"" + (at < 4 ? " class=\"number\"" : "") + ">");
      out.write(COLUMNS.get(at) + "</th>");
    }
    out.write("</tr></thead>\n<tbody>\n");
    List<FirstRead> dearestFirst =
        recording.firstReads().stream()
            .sorted(Comparator.comparingLong(FirstRead::nanos).reversed())
            .toList();
    for (FirstRead read : dearestFirst) {
      Long bytes = read.bytes();
      out.write("<tr>");
      number(Amounts.time(read.atNanos()), out);
      number(Amounts.time(read.nanos()), out);
      number(Amounts.time(read.ownNanos()), out);
      number(bytes == null ? "" : Amounts.bytes(bytes), out);
      out.write("<td>" + text(read.field()) + "<br />" + text(read.declarationSite()) + "</td>");
      out.write("<td>" + text(FlightSentences.circumstances(read)) + "</td></tr>\n");
    }
    out.write("</tbody>\n</table>\n</div>\n");
  }

  private static void number(String amount, Writer out) throws IOException {
    out.write("<td class=\"number\">" + amount + "</td>");
  }

  /** Names in a recording may be anything; as text they are no markup. */
  private static String text(String unknown) {
    return PlainText.of(unknown).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
