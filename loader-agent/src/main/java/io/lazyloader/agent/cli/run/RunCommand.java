package io.lazyloader.agent.cli.run;

import io.lazyloader.agent.Options;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.common.JsonOption;
import io.lazyloader.agent.cli.common.Messages;
import io.lazyloader.agent.cli.program.AgentOptions;
import io.lazyloader.agent.cli.program.ForegroundProgram;
import io.lazyloader.agent.cli.program.ProgramArguments;
import io.lazyloader.agent.cli.program.ProgramEnd;
import io.lazyloader.agent.cli.program.WhenReady;
import io.lazyloader.agent.plan.Plan;
import io.lazyloader.metrics.StartupSnapshot;
import io.lazyloader.runtime.Startup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a program with the agent, tells what its start-up came to, and holds it to budgets. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "lazyloader run [OPTIONS] -- JAVA-ARGS",
    description =
        "Runs a program with the agent, in mode all unless told otherwise, and prints its start-up"
            + " summary on stderr when it has ended.",
    footer = {
      "",
      "lazyloader run --budget startup=800ms,classes=5000 -- -jar app.jar",
      "",
      "Exit codes: 0 fine, 1 a budget was exceeded or --exercise failed, 2 wrong usage,",
      "            3 the program failed, 4 a file could not be written"
    })
public final class RunCommand implements Callable<Integer> {
  /** Options of the agent that this command sets itself. */
  private static final Set<String> OURS = Set.of("metrics", "format", "quiet", "ready");

  private static final String MAIN = "main";

  @Mixin private AgentOptions agent = new AgentOptions();

  @Mixin private WhenReady whenReady = new WhenReady();

  @Option(
      names = "--budget",
      paramLabel = "NAME=LIMIT[,...]",
      split = ",",
      description =
          "Fails if a figure is above its limit: startup, allocated, heap, live-heap, metaspace,"
              + " pss, classes, useless, resolved-late, paid-late, worst-late, own-cost.")
  private List<String> budgets = new ArrayList<>();

  @Mixin private JsonOption json = new JsonOption();

  @Mixin private ProgramArguments program = new ProgramArguments();

  @Mixin private Messages messages = new Messages();

  @SuppressWarnings("NullAway.Init")
  RunCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> words = program.words();
    Budgets limits = Budgets.parse(budgets);
    Map<String, String> options = agentOptions(limits);
    json.check();
    Path metrics = Files.createTempFile("lazyloader", ".jsonl");
    try {
      options.put("metrics", metrics.toString());
      options.put("format", "json");
      options.put("quiet", "true");
      String trusted = Options.trustIn(options);
      if (trusted != null) {
        messages.tell(trusted);
      }
      return run(ForegroundProgram.start("run", options, words, false), metrics, limits);
    } finally {
      Files.deleteIfExists(metrics);
    }
  }

  private int run(ForegroundProgram running, Path metrics, Budgets limits)
      throws IOException, InterruptedException {
    ExitCode code = ExitCode.PROGRAM_FAILED;
    try {
      ProgramEnd end = running.await(whenReady, () -> hasContent(metrics));
      code = tell(end, running.exerciseCode(), Files.readString(metrics), limits);
    } finally {
      // After a signal, nothing is done any more once all is told.
      Files.deleteIfExists(metrics);
      running.told(code);
    }
    return code.number();
  }

  private ExitCode tell(ProgramEnd end, int exerciseCode, String metrics, Budgets limits)
      throws IOException {
    PrintWriter err = messages.err();
    StartupSnapshot start = StartupReader.read(metrics);
    err.println(
        start == null
            ? "lazyloader: the program ended before it was ready, and left no figures."
            : start.toText());
    String missed = missedSign(start);
    boolean held = limits.judge(start, missed, err);
    if (exerciseCode != 0) {
      messages.tell("the command of --exercise ended with exit code " + exerciseCode + ".");
    }
    String sentence = end.sentence();
    if (sentence != null) {
      messages.tell(sentence);
    }
    err.flush();
    ExitCode code =
        !end.isFine()
            ? ExitCode.PROGRAM_FAILED
            : held && exerciseCode == 0 ? ExitCode.FINE : ExitCode.CHECK_FAILED;
    if (json.isGiven()) {
      json.write(RunJson.text(start, missed, limits, end, exerciseCode, code));
    }
    return code;
  }

  /** The sign that was to end start-up, if the program ended without it; else null. */
  private @Nullable String missedSign(@Nullable StartupSnapshot start) {
    boolean ended = start == null || Startup.EXIT.equals(start.readyBy());
    // A program whose main never returns, but exits, has started when it is done.
    String sign = whenReady.sign() == null ? MAIN : whenReady.sign();
    return ended && (start == null || !sign.equals(MAIN)) ? sign : null;
  }

  private static boolean hasContent(Path file) {
    try {
      return Files.size(file) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Map<String, String> agentOptions(Budgets limits) {
    Map<String, String> given = agent.given();
    for (String key : given.keySet()) {
      if (OURS.contains(key)) {
        throw CommandFailure.usage("the agent's option '" + key + "' can't be set by -O here.");
      }
    }
    Map<String, String> options = AgentOptions.withMode(given);
    options.put("ready", MAIN);
    // What this very run gains is asked for, not what the next one would.
    options.putIfAbsent("learn", "now");
    whenReady.addTo(options);
    if (limits.needLiveHeap()) {
      options.putIfAbsent("heap", "live");
    }
    check(options);
    return options;
  }

  private static void check(Map<String, String> options) {
    String chosen = options.get("mode");
    if ("record".equals(chosen)) {
      throw CommandFailure.usage(
          "run records nothing; that is the command record: lazyloader record -- ...");
    }
    if (chosen != null && !AgentOptions.Modes.ALL.contains(chosen)) {
      throw CommandFailure.usage(
          "option mode="
              + chosen
              + " is none of "
              + String.join(", ", AgentOptions.Modes.ALL)
              + ".");
    }
    String problem = Options.problemIn(options);
    if (problem != null) {
      throw CommandFailure.usage(problem + ".");
    }
    String file = options.get("plan");
    if (file != null) {
      checkPlan(file);
    }
  }

  /** The agent would go on without it, and every budget would be held for the wrong reason. */
  private static void checkPlan(String file) {
    Plan plan = new Plan();
    plan.read(file);
    for (String problem : plan.problems()) {
      if (problem.endsWith(Plan.WITHOUT)) {
        throw CommandFailure.usage(problem.substring(0, problem.length() - Plan.WITHOUT.length()));
      }
    }
  }
}
