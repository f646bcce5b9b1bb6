package io.lazyloader.agent.cli.bench;

import io.lazyloader.agent.bench.Arm;
import io.lazyloader.agent.bench.Bench;
import io.lazyloader.agent.bench.BenchException;
import io.lazyloader.agent.bench.BenchJson;
import io.lazyloader.agent.bench.BenchMarkdown;
import io.lazyloader.agent.bench.BenchText;
import io.lazyloader.agent.bench.JavaArguments;
import io.lazyloader.agent.bench.Outcome;
import io.lazyloader.agent.bench.Settings;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.common.Messages;
import io.lazyloader.agent.cli.common.OutputFile;
import io.lazyloader.agent.cli.common.Terminal;
import io.lazyloader.agent.cli.common.TextLayout;
import io.lazyloader.agent.cli.program.AgentJar;
import io.lazyloader.agent.cli.program.AgentOptions;
import io.lazyloader.agent.cli.program.ProgramArguments;
import io.lazyloader.agent.cli.program.RunProgress;
import io.lazyloader.agent.cli.program.RunTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares a program with itself under other options, and tells differences from noise. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "lazyloader bench [OPTIONS] [--arm NAME=OPTIONS]... -- JAVA-ARGS",
    description =
        "Runs a program plain and with the agent, or as each --arm says, in turn, and prints how"
            + " they differ, with confidence intervals.",
    footer = {
      "",
      "lazyloader bench -- -jar app.jar",
      "lazyloader bench --arm nocds=-Xshare:off --arm 'woven=-jar w.jar' -- -jar app.jar",
      "lazyloader bench --ready port:8080 --exercise ./first-request.sh -- -jar app.jar",
      "",
      "Exit codes: 0 fine, 2 wrong usage, 3 the program failed"
    })
public final class BenchCommand implements Callable<Integer> {
  private static final String STDOUT = "-";

  @Option(
      names = {"-n", "--rounds"},
      paramLabel = "N",
      description =
          "Timed rounds at most; fewer if all differences are known to 1 %% before (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int rounds = 20;

  @Option(
      names = "--arm",
      paramLabel = "NAME=OPTIONS",
      description = {
        "The program with other options of the JVM, or with the agent where OPTIONS has the word"
            + " agent or agent:KEY=VALUE,...; repeatable. The first arm is plain, the program as it"
            + " is, unless an arm of that name is given."
      })
  private List<String> arms = new ArrayList<>();

  @Option(
      names = "--aa",
      description = "Also compares the first arm with itself: what this machine resolves.")
  private boolean comparesFirstToItself;

  @Option(
      names = {"-i", "--ignore-failure"},
      description = "Measures programs whatever their exit code.")
  private boolean ignoresFailure;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes all figures as hyperfine's --export-json does; - is stdout.")
  private @Nullable String json;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = STDOUT,
      description = "Writes a table for a pull request; to stdout if no file is named.")
  private @Nullable String markdown;

  @Mixin private RunTarget target = new RunTarget();

  @Mixin private AgentOptions agentOptions = new AgentOptions();

  @Mixin private ProgramArguments program = new ProgramArguments();

  @Mixin private Messages messages = new Messages();

  @SuppressWarnings("NullAway.Init")
  BenchCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    JavaArguments words = JavaArguments.parse(program.words());
    Settings settings = settings();
    List<Arm> compared = arms(words);
    if (STDOUT.equals(json) && STDOUT.equals(markdown)) {
      throw CommandFailure.usage("--json and --markdown can't both go to stdout.");
    }
    OutputFile jsonFile = file("--json", json);
    OutputFile markdownFile = file("--markdown", markdown);
    TextLayout layout = messages.layout();
    RunProgress progress =
        new RunProgress(messages.err(), Terminal.isErrInteractive(), layout.width());
    Outcome outcome;
    try {
      outcome = new Bench(compared, settings, progress).run();
    } catch (BenchException e) {
      progress.end();
      throw CommandFailure.of(e);
    }
    progress.end();
    print(outcome, layout);
    write(jsonFile, json, BenchJson.text(outcome));
    write(markdownFile, markdown, text(BenchMarkdown.lines(outcome)));
    return ExitCode.FINE.number();
  }

  private Settings settings() {
    if (rounds < 1) {
      throw CommandFailure.usage("option -n: at least one round, not " + rounds + ".");
    }
    return new Settings(
        target.target(), rounds, comparesFirstToItself, ignoresFailure, /* looksInside= */ true);
  }

  private List<Arm> arms(JavaArguments words) {
    ArmParser parser = new ArmParser(words, agentOptions.given(), () -> AgentJar.find("bench"));
    List<Arm> parsed = parser.parse(arms);
    if (!parser.usesAgent() && !agentOptions.given().isEmpty()) {
      throw CommandFailure.usage(
          "--mode, --plan and other options of the agent change nothing: no arm has it. Add --arm"
              + " agent=agent.");
    }
    return parsed;
  }

  private static @Nullable OutputFile file(String option, @Nullable String name) {
    if (name == null || name.equals(STDOUT)) {
      return null;
    }
    OutputFile file = new OutputFile(option, Path.of(name));
    file.checkPlace();
    file.probe();
    return file;
  }

  private void print(Outcome outcome, TextLayout layout) {
    boolean isStdoutTaken = STDOUT.equals(json) || STDOUT.equals(markdown);
    PrintWriter out = isStdoutTaken ? messages.err() : messages.out();
    boolean isTerminal = isStdoutTaken ? Terminal.isErrInteractive() : Terminal.isInteractive();
    out.print(
        text(BenchText.lines(outcome, layout.width(), isTerminal, Terminal.hasBlockElements())));
    out.flush();
  }

  private void write(@Nullable OutputFile file, @Nullable String name, String text) {
    if (file != null) {
      file.write(out -> out.write(text));
    } else if (name != null) {
      messages.out().print(text);
      messages.out().flush();
    }
  }

  private static String text(List<String> lines) {
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }
}
