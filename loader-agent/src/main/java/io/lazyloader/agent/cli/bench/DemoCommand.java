package io.lazyloader.agent.cli.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.common.Messages;
import io.lazyloader.agent.cli.program.AgentJar;
import io.lazyloader.agent.cli.program.ChildJvm;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs the toolbox sample eagerly and lazily, in turn, and prints both side by side.
 *
 * <p>Time is that of the whole process, seen from outside: eager runs have no agent at all. Memory
 * is what the metrics log of further runs says; there the agent is attached to both.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Runs the toolbox sample eagerly and lazily and prints both side by side.")
public final class DemoCommand implements Runnable {
  private static final List<String> DEFAULT_TOOL = List.of("json", "{\"b\":1,\"a\":[1,2]}");
  private static final int MAX_MEMORY_RUNS = 3;

  @Option(
      names = {"-n", "--runs"},
      paramLabel = "RUNS",
      description = "Timed runs of each kind (default: ${DEFAULT-VALUE}).",
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
  public void run() {
    if (runs < 1) {
      throw CommandFailure.usage("option -n: at least one run, not " + runs + ".");
    }
    Path agent = AgentJar.find("the demo");
    Path toolbox = toolbox(agent);
    List<String> command = tool.isEmpty() ? DEFAULT_TOOL : tool;
    PrintWriter progress = messages.err();

    List<String> eager = new ArrayList<>(List.of("-jar", toolbox.toString()));
    eager.addAll(command);
    List<String> lazy = new ArrayList<>(List.of("-javaagent:" + agent + "=quiet"));
    lazy.addAll(eager);

    progress.println("Warming up: one run each.");
    ChildJvm.run(eager);
    ChildJvm.run(lazy);
    List<Double> eagerMillis = new ArrayList<>();
    List<Double> lazyMillis = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      progress.println("Timing: run " + run + " of " + runs + ".");
      eagerMillis.add(ChildJvm.run(eager));
      lazyMillis.add(ChildJvm.run(lazy));
    }
    int memoryRuns = Math.min(runs, MAX_MEMORY_RUNS);
    List<Map<String, Double>> eagerMemory = new ArrayList<>();
    List<Map<String, Double>> lazyMemory = new ArrayList<>();
    for (int run = 1; run <= memoryRuns; run++) {
      progress.println("Measuring memory: run " + run + " of " + memoryRuns + ".");
      eagerMemory.add(metrics(agent, "none", eager));
      lazyMemory.add(metrics(agent, "normal", eager));
    }

    PrintWriter out = messages.out();
    out.printf(
        Locale.ROOT,
        "toolbox %s: of %.0f lazy tools, %.0f was used. Medians of %d %s each, in turn.%n%n",
        command.get(0),
        Median.of(lazyMemory, "deferred_fields"),
        Median.of(lazyMemory, "resolved_fields"),
        runs,
        runs == 1 ? "run" : "runs");
    out.printf(Locale.ROOT, "%-16s%12s%12s%10s%n", "", "eager", "lazy", "change");
    row(out, "start-up time", "ms", Median.of(eagerMillis), Median.of(lazyMillis));
    row(out, "allocated", "allocated_bytes", eagerMemory, lazyMemory);
    row(out, "live heap", "live_heap_bytes", eagerMemory, lazyMemory);
    row(out, "metaspace", "metaspace_bytes", eagerMemory, lazyMemory);
    row(out, "loaded classes", "loaded_classes", eagerMemory, lazyMemory);
    row(out, "PSS", "pss_bytes", eagerMemory, lazyMemory);
    out.printf(
        "%nTime is the whole process, the agent included in lazy runs and absent from eager ones.%n"
            + "Try another tool: ./lazyloader demo groovy '6 * 7'. The tools are listed by%n"
            + "java -jar %s help%n",
        shortest(toolbox));
    out.flush();
  }

  /** The way from here, where there is one: not to another drive. */
  private static Path shortest(Path file) {
    Path here = Path.of("").toAbsolutePath();
    return file.startsWith(here.getRoot()) ? here.relativize(file) : file;
  }

  private static void row(
      PrintWriter out,
      String label,
      String key,
      List<Map<String, Double>> eager,
      List<Map<String, Double>> lazy) {
    boolean isBytes = key.endsWith("_bytes");
    double scale = isBytes ? 1e6 : 1;
    double eagerMedian = Median.of(eager, key) / scale;
    double lazyMedian = Median.of(lazy, key) / scale;
    // Not every system tells every figure.
    if (!Double.isNaN(eagerMedian) && !Double.isNaN(lazyMedian)) {
      row(out, label, isBytes ? "MB" : "", eagerMedian, lazyMedian);
    }
  }

  private static void row(PrintWriter out, String label, String unit, double eager, double lazy) {
    String format = unit.equals("MB") ? "%,.1f %s" : "%,.0f %s";
    out.printf(
        Locale.ROOT,
        "%-16s%12s%12s%10s%n",
        label,
        String.format(Locale.ROOT, format, eager, unit).strip(),
        String.format(Locale.ROOT, format, lazy, unit).strip(),
        String.format(Locale.ROOT, "%+.0f %%", (lazy / eager - 1) * 100));
  }

  private static Map<String, Double> metrics(Path agent, String mode, List<String> program) {
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
        arguments.addAll(program);
        ChildJvm.run(arguments);
        return numbers(Files.readString(file));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.PROGRAM_FAILED, "the metrics can't be read: " + e);
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
