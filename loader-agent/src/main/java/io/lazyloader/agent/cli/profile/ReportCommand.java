package io.lazyloader.agent.cli.profile;

import io.lazyloader.agent.analysis.Limits;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.EnumConverter;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.common.Messages;
import io.lazyloader.agent.cli.common.OutputOption;
import io.lazyloader.agent.cli.common.Patience;
import io.lazyloader.agent.cli.common.Terminal;
import io.lazyloader.agent.cli.common.TextLayout;
import io.lazyloader.agent.cli.verdict.PolicyOptions;
import io.lazyloader.agent.profile.FlightReader;
import io.lazyloader.agent.profile.FlightRecording;
import io.lazyloader.agent.profile.PlainText;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.ProfileReader;
import io.lazyloader.agent.profile.Tally;
import io.lazyloader.agent.report.Analysis;
import io.lazyloader.agent.report.ComparingFormat;
import io.lazyloader.agent.report.FlightHtml;
import io.lazyloader.agent.report.FlightText;
import io.lazyloader.agent.report.ReportException;
import io.lazyloader.agent.report.ReportFormat;
import io.lazyloader.agent.report.TextOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a profile, or what changed between two. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Shows what a profile tells: what start-up cost, who started it, and what laziness would"
            + " save. Of two profiles, shows what changed. Of a recording of JDK Flight Recorder, which"
            + " holds less, shows the first reads of deferred fields.",
    footer = {
      "",
      "lazyloader report app.lazyprofile",
      "lazyloader report before.lazyprofile after.lazyprofile",
      "lazyloader report app.lazyprofile --format html -cp 'lib/*' -o app.html",
      "lazyloader report app.jfr"
    })
public final class ReportCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "A profile, those of before and after, or a flight recording.")
  private List<Path> files = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: text.",
      defaultValue = "text",
      converter = FormatConverter.class,
      completionCandidates = FormatConverter.class)
  private ReportFormats format;

  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Text: how many rows a list has at most. Default: 20.",
      defaultValue = "20")
  private int top;

  @Option(
      names = "--min",
      paramLabel = "MS",
      description = "Text: sums up in the tree what took less than so many milliseconds.")
  private @Nullable Double min;

  @Option(
      names = "--all",
      description = "Text: the whole tree, with the uses that found a class initialised (cached).")
  private boolean all;

  @Mixin private RecordedClassPath classPath = new RecordedClassPath();

  @Option(names = "--no-verdicts", description = "Does not judge the fields.")
  private boolean withoutVerdicts;

  @Mixin private PolicyOptions policy;

  @Option(
      names = "--force",
      description = "Compares two profiles even if they are of different programs.")
  private boolean force;

  @Mixin private Messages messages = new Messages();

  @SuppressWarnings("NullAway.Init")
  ReportCommand() {}

  @Override
  public Integer call() throws IOException {
    TextOptions options = options();
    if (classPath.isGiven() && (withoutVerdicts || !format.hasVerdicts())) {
      throw messages.wrongUsage(
          "-cp is for verdicts, which "
              + (withoutVerdicts ? "--no-verdicts" : "--format " + format)
              + " does without.");
    }
    if (files.size() > 2) {
      throw messages.wrongUsage(
          "report shows one profile, or compares two; these are "
              + files.size()
              + ". To see several runs as one: lazyloader merge -o all.lazyprofile FILES...");
    }
    output.check();
    if (files.stream().anyMatch(FlightReader::isRecording)) {
      return showRecording(options);
    }
    List<Profile> profiles = new ArrayList<>();
    for (Path file : files) {
      profiles.add(ProfileReader.read(file));
    }
    checkPrograms(profiles);
    List<Analysis> analyses = new ArrayList<>();
    for (int at = 0; at < files.size(); at++) {
      analyses.add(Analysis.of(files.get(at).toString(), profiles.get(at)));
    }
    ReportFormat chosen = format.format(options);
    try {
      analyses.forEach(chosen::check);
    } catch (ReportException e) {
      throw CommandFailure.usage("--format " + format + ": " + e.getMessage());
    }
    if (analyses.size() == 1) {
      Analysis judged = judged(analyses.get(0));
      output.write(out -> chosen.write(judged, out));
    } else if (chosen instanceof ComparingFormat comparing) {
      Analysis judged = judged(analyses.get(1));
      output.write(out -> comparing.compare(analyses.get(0), judged, out));
    } else {
      throw messages.wrongUsage("--format " + format + " shows one profile; name one, not two.");
    }
    return ExitCode.FINE.number();
  }

  /** Shows what JDK Flight Recorder wrote: less than a profile, so not all that options ask for. */
  private int showRecording(TextOptions options) throws IOException {
    String file = files.get(0).toString();
    if (files.size() > 1) {
      throw messages.wrongUsage(
          "a flight recording is shown by itself; name one file. Two profiles can be compared.");
    }
    if (classPath.isGiven()) {
      throw messages.wrongUsage("-cp is for verdicts on a profile; " + file + " is a recording.");
    }
    FlightRecording recording = FlightReader.read(files.get(0));
    switch (format) {
      case TEXT -> output.write(out -> new FlightText(options).write(file, recording, out));
      case HTML -> output.write(out -> new FlightHtml().write(file, recording, out));
      default ->
          throw messages.wrongUsage(
              "--format "
                  + format
                  + " shows a profile; of a flight recording there is text and html. For scripts:"
                  + " jfr print --json --events 'io.lazyloader.*' "
                  + file);
    }
    return ExitCode.FINE.number();
  }

  @SuppressWarnings("try") // Only to be closed.
  private Analysis judged(Analysis analysis) throws IOException {
    String path = classPath.of(analysis.profile());
    if (withoutVerdicts || !format.hasVerdicts() || path.isEmpty()) {
      return analysis;
    }
    String what = "judging " + RegionVerdicts.classes(analysis.profile());
    try (Patience waiting = messages.patience(what)) {
      return RegionVerdicts.judge(analysis, path, policy, Limits.OFF_LINE, messages::tell);
    }
  }

  /** What changed from one program to another is mostly everything. */
  private void checkPrograms(List<Profile> profiles) {
    if (force || profiles.size() < 2) {
      return;
    }
    Set<String> before = programs(profiles.get(0));
    Set<String> after = programs(profiles.get(1));
    if (!before.isEmpty() && !after.isEmpty() && Collections.disjoint(before, after)) {
      throw CommandFailure.usage(
          "these are profiles of different programs, "
              + names(before)
              + " and "
              + names(after)
              + ". Name two of the same one, or add --force to compare them all the same.");
    }
  }

  private static Set<String> programs(Profile profile) {
    return profile.facts().getOrDefault("main", Tally.NONE).entries().keySet();
  }

  private static String names(Set<String> programs) {
    return String.join(" or ", programs.stream().limit(3).map(PlainText::of).toList());
  }

  private TextOptions options() {
    if (top < 0) {
      throw messages.wrongUsage("--top is " + top + "; it can't be below 0.");
    }
    if (min != null && !(min >= 0 && min < 1e9)) {
      throw messages.wrongUsage("--min is " + min + "; it takes milliseconds, from 0.");
    }
    TextLayout layout = messages.layout();
    long minNanos = min != null ? Math.round(min * 1e6) : all ? 0 : TextOptions.READABLE;
    return new TextOptions(
        layout.width(),
        output.file() == null && Terminal.isInteractive(),
        output.file() == null && layout.isColoured(),
        top,
        minNanos,
        all);
  }

  /** Formats are written in lower case. */
  static final class FormatConverter extends EnumConverter<ReportFormats> {
    FormatConverter() {
      super(ReportFormats.class);
    }
  }
}
