package io.lazyloader.agent.cli.optimize;

import io.lazyloader.agent.cli.common.TextLayout;
import io.lazyloader.agent.report.Amounts;
import io.lazyloader.agent.validate.JarReport;
import io.lazyloader.agent.validate.Validation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** Writes what was found of a jar for people. */
final class VerifyText {
  private VerifyText() {}

  static void write(PrintWriter out, JarReport report, TextLayout layout) {
    VerifyCounts counts = VerifyCounts.of(report);
    out.println(Amounts.counted(counts.classes(), "class", "classes"));
    line(out, counts.same(), "have the bytes that they had");
    line(out, counts.deferred(), "defer " + Amounts.counted(counts.fields(), "field", "fields"));
    line(out, counts.modernised(), "are modernised");
    line(out, counts.refused(), "are not vouched for");
    line(out, report.resources(), "other files are as they were");
    for (Map.Entry<String, Validation> entry : report.classes().entrySet()) {
      if (!entry.getValue().isVouchedFor()) {
        out.println();
        out.println("not vouched for: " + entry.getKey());
        sentences(out, entry.getValue().problems(), layout);
      }
    }
    section(out, "wrong:", report.problems(), layout);
    section(out, "for information:", report.notes(), layout);
    out.flush();
  }

  private static void line(PrintWriter out, int count, String what) {
    String number = Amounts.count(count);
    out.println(" ".repeat(Math.max(1, 9 - number.length())) + number + ' ' + what);
  }

  private static void section(
      PrintWriter out, String head, List<String> sentences, TextLayout layout) {
    if (!sentences.isEmpty()) {
      out.println();
      out.println(head);
      sentences(out, sentences, layout);
    }
  }

  private static void sentences(PrintWriter out, List<String> sentences, TextLayout layout) {
    for (String sentence : sentences) {
      out.println(layout.wrap(sentence + '.', "  "));
    }
  }
}
