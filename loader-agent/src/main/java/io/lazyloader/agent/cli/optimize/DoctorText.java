package io.lazyloader.agent.cli.optimize;

import io.lazyloader.agent.archive.ArchiveKind;
import io.lazyloader.agent.archive.Mismatch;
import io.lazyloader.agent.cli.common.TextLayout;
import io.lazyloader.agent.cli.optimize.Diagnosis.Counts;
import io.lazyloader.agent.report.Amounts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a diagnosis for people. */
final class DoctorText {
  private static final int DETAILS = 3;
  private static final String INDENT = " ".repeat(20);

  private final PrintWriter out;
  private final TextLayout layout;

  DoctorText(PrintWriter out, TextLayout layout) {
    this.out = out;
    this.layout = layout;
  }

  void write(Diagnosis diagnosis) {
    out.println(layout.wrap(verdict(diagnosis), ""));
    Mismatch mismatch = diagnosis.mismatch();
    if (mismatch != null) {
      indented("helps: " + mismatch.kind().help(), "  ");
      if (!mismatch.raw().isEmpty()) {
        indented("the JVM says: " + mismatch.raw(), "  ");
      }
    }
    for (String jar : diagnosis.changedJars()) {
      indented(
          jar
              + " is not as it was when the archive was made, and this JDK does not notice"
              + " (JDK-8377932): its classes run as they were then. Make the archive again.",
          "  ");
    }
    for (String problem : diagnosis.problems()) {
      indented(problem, "  ");
    }
    for (String note : diagnosis.notes()) {
      indented(note, "  ");
    }
    layers(diagnosis);
    groups(diagnosis);
    out.flush();
  }

  /** The first line: whether the application's archive is used, and what comes of that. */
  static String verdict(Diagnosis diagnosis) {
    Counts counts = diagnosis.counts();
    ArchiveKind kind = diagnosis.kind();
    Path file = diagnosis.request().file();
    if (diagnosis.isUsed() && kind != null) {
      return "The archive "
          + file
          + " ("
          + kind.words()
          + ") is used: "
          + share(counts.archived(), counts.all())
          + (kind == ArchiveKind.DYNAMIC
              ? " came from it or from the archive below it."
              : " came from it.");
    }
    Mismatch mismatch = diagnosis.mismatch();
    String why =
        file != null
            ? file + " " + (mismatch == null ? "is not used, without a word" : mismatch.words())
            : diagnosis.request().isMade() ? "this run is to make one" : "no option names one";
    return "No archive of the application is used: " + why + ". " + ofJdk(diagnosis);
  }

  private static String ofJdk(Diagnosis diagnosis) {
    Counts counts = diagnosis.counts();
    Mismatch mismatch = diagnosis.mismatch();
    if (counts.archived() > 0) {
      return share(counts.archived(), counts.all()) + " came from the JDK's default archive.";
    }
    String jdk =
        diagnosis.request().file() != null || mismatch == null
            ? "Nor is the JDK's"
            : "The JDK's default archive " + mismatch.words();
    return jdk
        + ": all "
        + Amounts.counted(counts.all(), "class", "classes")
        + " were read from class files or made.";
  }

  private static String share(long part, long whole) {
    return Amounts.count(part)
        + " of "
        + Amounts.counted(whole, "class", "classes")
        + " ("
        + Amounts.percent(part, whole)
        + ")";
  }

  private void layers(Diagnosis diagnosis) {
    Counts counts = diagnosis.counts();
    out.println();
    out.printf("%10s  %s%n", "classes", "from");
    if (counts.fromApplication() > 0) {
      row(counts.fromApplication(), counts.all(), String.valueOf(diagnosis.request().file()));
    }
    if (counts.fromJdk() > 0) {
      row(
          counts.fromJdk(),
          counts.all(),
          diagnosis.isUsed() ? "the archive below it" : ArchiveKind.JDK_DEFAULT.words());
    }
    row(counts.others(), counts.all(), "no archive");
  }

  private void row(long classes, long whole, String text) {
    out.printf(
        Locale.ROOT,
        "%10s%8s  %s%n",
        Amounts.count(classes),
        Amounts.percent(classes, whole),
        layout.wrap(text, INDENT).substring(INDENT.length()));
  }

  private void groups(Diagnosis diagnosis) {
    if (diagnosis.groups().isEmpty()) {
      return;
    }
    out.println();
    out.printf("%10s  %s%n", "classes", "why from no archive");
    for (AbsenceGroup group : diagnosis.groups()) {
      row(group.classes(), diagnosis.counts().all(), group.reason().words());
      indented("as " + String.join(", ", group.examples()), INDENT);
      if (!group.details().isEmpty()) {
        indented(details(group), INDENT);
      }
      indented("helps: " + group.reason().help(), INDENT);
    }
  }

  private static String details(AbsenceGroup group) {
    String text =
        group.details().entrySet().stream()
            .limit(DETAILS)
            .map(DoctorText::detail)
            .collect(Collectors.joining(", "));
    int more = group.details().size() - DETAILS;
    return more > 0 ? text + ", and " + Amounts.count(more) + " more" : text;
  }

  private static String detail(Map.Entry<String, Long> detail) {
    return detail.getKey() + " (" + Amounts.count(detail.getValue()) + ")";
  }

  private void indented(String sentence, String indent) {
    out.println(layout.wrap(sentence, indent));
  }
}
