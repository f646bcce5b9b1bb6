package io.lazyloader.agent.cli;

import io.lazyloader.agent.analysis.Limits;
import io.lazyloader.agent.profile.PlainText;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.ProfileReader;
import io.lazyloader.agent.profile.Tally;
import io.lazyloader.agent.report.Analysis;
import io.lazyloader.agent.report.ComparingFormat;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a profile, or what changed between two. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Shows what a profile tells: what start-up cost, who started it, and what laziness would"
            + " save. Of two profiles, shows what changed.",
    footer = {
      "",
      "lazyloader report app.lazyprofile",
      "lazyloader report before.lazyprofile after.lazyprofile",
      "lazyloader report app.lazyprofile --format html -cp 'lib/*' -o app.html"
    })
final class ReportCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "A profile, or those of before and after.")
  private List<Path> files = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: text.",
      defaultValue = "text",
      converter = FormatConverter.class)
  private ReportFormats format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Writes there instead of to standard output.")
  private @Nullable Path output;

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

  @Option(
      names = {"-cp", "-classpath", "--class-path"},
      paramLabel = "PATH",
      description =
          "Judges the fields by these classes, as explain does. Default: those of the class path"
              + " that the profile names.")
  private @Nullable String classPath;

  @Option(names = "--no-verdicts", description = "Does not judge the fields.")
  private boolean withoutVerdicts;

  @Mixin private PolicyOptions policy;

  @Option(
      names = "--force",
      description = "Compares two profiles even if they are of different programs.")
  private boolean force;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  ReportCommand() {}

  @Override
  public Integer call() throws IOException {
    TextOptions options = options();
    if (classPath != null && (withoutVerdicts || !format.hasVerdicts())) {
      throw wrongUsage(
          "-cp is for verdicts, which "
              + (withoutVerdicts ? "--no-verdicts" : "--format " + format)
              + " does without.");
    }
    if (files.size() > 2) {
      throw wrongUsage(
          "report shows one profile, or compares two; these are "
              + files.size()
              + ". To see several runs as one: lazyloader merge -o all.lazyprofile FILES...");
    }
    if (output != null) {
      new OutputFile("-o", output).checkPlace();
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
      throw new CommandFailure(Main.USAGE, "--format " + format + ": " + e.getMessage());
    }
    if (analyses.size() == 1) {
      Analysis judged = judged(analyses.get(0));
      write(out -> chosen.write(judged, out));
    } else if (chosen instanceof ComparingFormat comparing) {
      Analysis judged = judged(analyses.get(1));
      write(out -> comparing.compare(analyses.get(0), judged, out));
    } else {
      throw wrongUsage("--format " + format + " shows one profile; name one, not two.");
    }
    return 0;
  }

  private Analysis judged(Analysis analysis) throws IOException {
    String path =
        classPath == null ? RegionVerdicts.recordedClassPath(analysis.profile()) : classPath;
    if (withoutVerdicts || !format.hasVerdicts() || path.isEmpty()) {
      return analysis;
    }
    return RegionVerdicts.judge(analysis, path, policy, Limits.OFF_LINE, this::complain);
  }

  /** What changed from one program to another is mostly everything. */
  private void checkPrograms(List<Profile> profiles) {
    if (force || profiles.size() < 2) {
      return;
    }
    Set<String> before = programs(profiles.get(0));
    Set<String> after = programs(profiles.get(1));
    if (!before.isEmpty() && !after.isEmpty() && Collections.disjoint(before, after)) {
      throw new CommandFailure(
          Main.USAGE,
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

  private void complain(String message) {
    spec.commandLine().getErr().println("lazyloader: " + message);
  }

  private TextOptions options() {
    if (top < 0) {
      throw wrongUsage("--top is " + top + "; it can't be below 0.");
    }
    if (min != null && !(min >= 0 && min < 1e9)) {
      throw wrongUsage("--min is " + min + "; it takes milliseconds, from 0.");
    }
    TextLayout layout = Terminal.layout(spec);
    long minNanos = min != null ? Math.round(min * 1e6) : all ? 0 : TextOptions.READABLE;
    return new TextOptions(
        layout.width(),
        output == null && Terminal.isInteractive(),
        output == null && layout.isColoured(),
        top,
        minNanos,
        all);
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void write(OutputFile.Content content) throws IOException {
    if (output == null) {
      content.writeTo(spec.commandLine().getOut());
    } else {
      new OutputFile("-o", output).write(content);
    }
  }

  /** Formats are written in lower case. */
  static final class FormatConverter extends Choice<ReportFormats> {
    FormatConverter() {
      super(ReportFormats.class);
    }
  }
}
