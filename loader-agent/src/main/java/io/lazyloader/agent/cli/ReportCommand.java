package io.lazyloader.agent.cli;

import io.lazyloader.agent.analysis.Limits;
import io.lazyloader.agent.profile.ProfileReader;
import io.lazyloader.agent.report.Analysis;
import io.lazyloader.agent.report.ComparingFormat;
import io.lazyloader.agent.report.ReportException;
import io.lazyloader.agent.report.ReportFormat;
import io.lazyloader.agent.report.TextOptions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    description = {
      "Shows what a profile tells: what start-up cost, who started it, and what laziness would",
      "save. Of two profiles, shows what changed."
    },
    footer = {
      "",
      "lazyloader report app.lazyprofile",
      "lazyloader report before.lazyprofile after.lazyprofile",
      "lazyloader report app.lazyprofile --format html -cp 'lib/*' -o app.html"
    })
final class ReportCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..2",
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
    List<Analysis> analyses = new ArrayList<>();
    for (Path file : files) {
      analyses.add(Analysis.of(file.toString(), ProfileReader.read(file)));
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

  /** Writes a report somewhere. */
  private interface Content {
    void writeTo(Writer out) throws IOException;
  }

  private void write(Content content) throws IOException {
    if (output == null) {
      PrintWriter out = spec.commandLine().getOut();
      content.writeTo(out);
      // What is behind the writer keeps errors for itself, too.
      if (out.checkError() || System.out.checkError()) {
        throw new CommandFailure(
            Main.USAGE, "the report could not be written to the end of standard output.");
      }
      return;
    }
    try (BufferedWriter out = Files.newBufferedWriter(output, StandardCharsets.UTF_8)) {
      content.writeTo(out);
    } catch (IOException e) {
      throw new CommandFailure(
          Main.USAGE, "option -o: " + output + " can't be written: " + e + ".");
    }
  }

  /** Formats are written in lower case. */
  static final class FormatConverter extends Choice<ReportFormats> {
    FormatConverter() {
      super(ReportFormats.class);
    }
  }
}
