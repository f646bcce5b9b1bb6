package io.lazyloader.agent.cli.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lazyloader.agent.bench.Arm;
import io.lazyloader.agent.bench.Bench;
import io.lazyloader.agent.bench.BenchException;
import io.lazyloader.agent.bench.JavaArguments;
import io.lazyloader.agent.bench.Outcome;
import io.lazyloader.agent.bench.Settings;
import io.lazyloader.agent.bench.Target;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.common.Messages;
import io.lazyloader.agent.cli.common.Terminal;
import io.lazyloader.agent.cli.program.AgentJar;
import io.lazyloader.agent.cli.program.ChildJvm;
import io.lazyloader.agent.cli.program.RunProgress;
import io.lazyloader.agent.profile.ProfileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs the toolbox sample eagerly, lazily under the agent, and optimised, in turn, and prints all
 * side by side.
 *
 * <p>Time, allocation and classes are those of the whole process, seen from outside: eager and
 * optimised runs have no agent at all. Live heap and metaspace are what the metrics log of further
 * runs says, eager and lazy ones; there the agent is attached to both.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Runs the toolbox sample eagerly, lazily and optimised, and prints all side by side.")
public final class DemoCommand implements Callable<Integer> {
  private static final List<String> DEFAULT_TOOL = List.of("json", "{\"b\":1,\"a\":[1,2]}");
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  @Option(
      names = {"-n", "--runs"},
      paramLabel = "RUNS",
      description = "Timed runs of each kind at most (default: ${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int runs;

  @Parameters(
      arity = "0..*",
      paramLabel = "TOOL",
      description = "The tool to run, and its arguments (default: json with a small object).")
  private List<String> tool = List.of();

  @Mixin private Messages messages = new Messages();

  @SuppressWarnings("NullAway.Init")
  DemoCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (runs < 1) {
      throw CommandFailure.usage("option -n: at least one run, not " + runs + ".");
    }
    Path agent = AgentJar.find("the demo");
    Path toolbox = toolbox(agent);
    List<String> command = tool.isEmpty() ? DEFAULT_TOOL : tool;
    JavaArguments eager =
        new JavaArguments(List.of(), List.of("-jar", toolbox.toString()), command);

    List<Arm> arms = new ArrayList<>();
    arms.add(arm("eager", eager));
    arms.add(arm("lazy", eager.with(List.of("-javaagent:" + agent + "=quiet"))));
    JavaArguments optimised = optimised(new OptimisedToolbox(toolbox, agent, command));
    if (optimised != null) {
      arms.add(arm("optimised", optimised));
    }
    Outcome outcome = measure(arms);
    messages.tell("measuring live heap and metaspace");
    Map<String, Double> eagerMetrics = metrics(agent, "none", eager);
    Map<String, Double> lazyMetrics = metrics(agent, "normal", eager);

    PrintWriter out = messages.out();
    out.printf(
        Locale.ROOT,
        "toolbox %s: of %.0f lazy tools, %.0f was used. Medians of %d %s each, in turn.%n%n",
        command.get(0),
        lazyMetrics.getOrDefault("deferred_fields", Double.NaN),
        lazyMetrics.getOrDefault("resolved_fields", Double.NaN),
        outcome.rounds(),
        outcome.rounds() == 1 ? "run" : "runs");
    new DemoTable(out, outcome.summaries(), List.of(eagerMetrics, lazyMetrics)).print();
    out.printf(
        "%nTime is the whole process. Lazy runs have the agent, optimised ones an archive and no%n"
            + "agent, which tells live heap and metaspace.%n"
            + "Try another tool: ./lazyloader demo groovy '6 * 7'. The tools are listed by%n"
            + "java -jar %s help%n",
        shortest(toolbox));
    out.flush();
    return ExitCode.FINE.number();
  }

  private static Arm arm(String name, JavaArguments arguments) {
    return new Arm(name, ChildJvm.command(List.of()).get(0), arguments);
  }

  /** How to run the optimised toolbox; null if there is none, and then the user was told why. */
  private @Nullable JavaArguments optimised(OptimisedToolbox toolbox) {
    try {
      if (!toolbox.isMade()) {
        messages.tell(
            "optimising the toolbox for this tool and JDK first, which takes a minute or two (once)");
        toolbox.make();
      }
      JavaArguments arguments = toolbox.arguments();
      ChildJvm.run(arguments.words());
      return arguments;
    } catch (CommandFailure | IOException e) {
      messages.tell("there will be no column for the optimised toolbox: " + reason(e));
      return null;
    }
  }

  /** What a command that failed said last, or whatever there is. */
  private static String reason(Exception failure) {
    String message = String.valueOf(failure.getMessage()).strip();
    return message.substring(message.lastIndexOf('\n') + 1).replaceFirst("^lazyloader: ", "");
  }

  private Outcome measure(List<Arm> arms) throws IOException, InterruptedException {
    RunProgress progress =
        new RunProgress(messages.err(), Terminal.isErrInteractive(), messages.layout().width());
    Target untilItEnds = new Target(0, null, TIMEOUT);
    Settings settings =
        new Settings(
            untilItEnds,
            runs,
            /* comparesFirstToItself= */ false,
            /* ignoresFailure= */ false,
            /* looksInside= */ true);
    try {
      return new Bench(arms, settings, progress).run();
    } catch (BenchException e) {
      throw new CommandFailure(ExitCode.PROGRAM_FAILED, String.valueOf(e.getMessage()));
    } finally {
      progress.end();
    }
  }

  /** The way from here, where there is one: not to another drive. */
  private static Path shortest(Path file) {
    Path here = Path.of("").toAbsolutePath();
    return file.startsWith(here.getRoot()) ? here.relativize(file) : file;
  }

  private static Map<String, Double> metrics(Path agent, String mode, JavaArguments program) {
    try {
      Path file = Files.createTempFile("startup", ".jsonl");
      try {
        List<String> arguments = new ArrayList<>();
        arguments.add(
            "-javaagent:"
                + agent
                + "=mode="
                + mode
                + ",heap=live,format=json,metrics="
                + file.toAbsolutePath());
        arguments.addAll(program.words());
        ChildJvm.run(arguments);
        return numbers(Files.readString(file));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.PROGRAM_FAILED, "the metrics can't be read: " + ProfileException.reason(e));
    }
  }

  /** The figures of the first JSON line. */
  private static Map<String, Double> numbers(String lines) throws IOException {
    Map<String, Double> numbers = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(lines)) {
      for (JsonToken token = json.nextToken();
          token != null && token != JsonToken.END_OBJECT;
          token = json.nextToken()) {
        if (token.isNumeric()) {
          numbers.put(json.currentName(), json.getDoubleValue());
        }
      }
    }
    return numbers;
  }

  private static Path toolbox(Path agent) {
    Path root = agent.resolveSibling("../..").normalize();
    Path toolbox = root.resolve("samples/toolbox/target/toolbox.jar");
    if (!Files.isRegularFile(toolbox)) {
      throw CommandFailure.usage(
          "the toolbox sample is not built (no "
              + toolbox
              + "). Use ./lazyloader demo, which builds it, or: mvn -DskipTests package");
    }
    return toolbox;
  }
}
