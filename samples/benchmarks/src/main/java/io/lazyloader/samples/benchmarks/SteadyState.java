package io.lazyloader.samples.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the JMH benchmarks with the agent and prints one table: what a resolved field costs in each
 * shape, against {@code static final}.
 *
 * <p>The benchmarks run in rounds, each benchmark in a JVM of its own once a round, so that a
 * machine that slows down half-way slows all shapes down. A round's figure is its fastest
 * iteration: other load only ever adds. A time is the median of the rounds, a difference the median
 * of the differences within a round; the 95 % confidence interval stands in brackets.
 */
public final class SteadyState {
  private static final List<Class<?>> BENCHMARKS =
      List.of(
          PatternLoop.class,
          JacksonLoop.class,
          RegistryLoop.class,
          LogGuard.class,
          IntGuard.class,
          MemberCall.class,
          ValueGuard.class,
          ValueField.class,
          ViewCall.class);

  private static final String BASELINE = "eager";

  private final Settings settings;

  /** By class and method: the fastest iteration of each round. */
  private final Map<Class<?>, Map<String, List<Double>>> fastest = new LinkedHashMap<>();

  private final Map<Class<?>, String> units = new LinkedHashMap<>();

  private SteadyState(Settings settings) {
    this.settings = settings;
  }

  /**
   * Runs everything.
   *
   * @param args {@code -r ROUNDS} (9), {@code -i ITERATIONS} in each JVM (5), {@code -ms
   *     MILLISECONDS} an iteration (200), {@code -only REGEX} of benchmark classes
   * @throws RunnerException if a benchmark failed, for one because its field was not deferred
   */
  public static void main(String[] args) throws RunnerException {
    Settings settings = new Settings();
    if (!settings.read(args)) {
      System.err.println(
          "usage: SteadyState [-r ROUNDS] [-i ITERATIONS] [-ms MILLISECONDS] [-only REGEX]");
      System.exit(2);
    }
    settings.jvmArguments.add("-javaagent:" + AgentJar.find() + "=quiet");
    if (Runtime.version().feature() >= 24) {
      // JMH reads field offsets; without this the JVM says so at each start.
      settings.jvmArguments.add("--sun-misc-unsafe-memory-access=allow");
    }
    run(settings, System.out);
  }

  /**
   * Runs each benchmark for a blink in a JVM like this one, which must have the agent, and prints
   * the table. Not in this one: JMH reads offsets of fields, from which on no more are deferred.
   */
  static void runHere(PrintStream out) throws RunnerException {
    Settings settings = new Settings();
    settings.rounds = 1;
    settings.iterations = 1;
    settings.millis = 1;
    settings.jvmArguments.add("-XX:TieredStopAtLevel=1");
    run(settings, out);
  }

  private static void run(Settings settings, PrintStream out) throws RunnerException {
    SteadyState run = new SteadyState(settings);
    run.measure();
    run.print(out);
  }

  private void measure() throws RunnerException {
    for (int round = 1; round <= settings.rounds; round++) {
      for (Class<?> benchmark : BENCHMARKS) {
        if (settings.only.matcher(benchmark.getSimpleName()).find()) {
          System.err.printf(
              "round %d of %d: %s%n", round, settings.rounds, benchmark.getSimpleName());
          measure(benchmark);
        }
      }
    }
  }

  private void measure(Class<?> benchmark) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(Pattern.quote(benchmark.getName() + "."))
        .warmupIterations(Math.min(settings.iterations, 3))
        .warmupTime(TimeValue.milliseconds(settings.millis))
        .measurementIterations(settings.iterations)
        .measurementTime(TimeValue.milliseconds(settings.millis))
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
    if (settings.jvmArguments.isEmpty()) {
      options.forks(0);
    } else {
      options.forks(1).jvmArgsAppend(settings.jvmArguments.toArray(new String[0]));
    }
    Map<String, List<Double>> methods =
        fastest.computeIfAbsent(benchmark, none -> new LinkedHashMap<>());
    for (RunResult result : new Runner(options.build()).run()) {
      Result<?> score = result.getPrimaryResult();
      methods
          .computeIfAbsent(score.getLabel(), none -> new ArrayList<>())
          .add(score.getStatistics().getMin());
      units.put(benchmark, score.getScoreUnit());
    }
  }

  private void print(PrintStream out) {
    out.printf(
        "JDK %s, %d rounds of %d x %d ms, %d processors%n",
        Runtime.version(),
        settings.rounds,
        settings.iterations,
        settings.millis,
        Runtime.getRuntime().availableProcessors());
    row(out, "benchmark", "shape", "time", "against final", "");
    fastest.forEach(
        (benchmark, methods) -> {
          String unit = units.getOrDefault(benchmark, "").replace("/op", "");
          List<Double> baseline = methods.getOrDefault(BASELINE, List.of());
          row(out, benchmark.getSimpleName(), "final", Median.of(baseline).text(unit), "", "");
          methods.forEach(
              (method, values) -> {
                if (!method.equals(BASELINE)) {
                  row(
                      out,
                      "",
                      method,
                      Median.of(values).text(unit),
                      differences(baseline, values, false).signedText(unit),
                      differences(baseline, values, true).signedText("%"));
                }
              });
        });
  }

  private static void row(PrintStream out, Object... cells) {
    out.println(String.format("%-13s %-9s %28s %30s %28s", cells).stripTrailing());
  }

  private static Median differences(List<Double> baseline, List<Double> values, boolean inPercent) {
    List<Double> differences = new ArrayList<>();
    for (int round = 0; round < Math.min(baseline.size(), values.size()); round++) {
      double difference = values.get(round) - baseline.get(round);
      differences.add(inPercent ? 100 * difference / baseline.get(round) : difference);
    }
    return Median.of(differences);
  }

  /** What the command line asked for. */
  private static final class Settings {
    int rounds = 9;
    int iterations = 5;
    int millis = 200;
    Pattern only = Pattern.compile("");

    /** The options of each benchmark's own JVM; empty to run in this one. */
    final List<String> jvmArguments = new ArrayList<>();

    boolean read(String[] args) {
      try {
        for (int at = 0; at < args.length; at += 2) {
          String value = args[at + 1];
          switch (args[at]) {
            case "-r" -> rounds = Integer.parseInt(value);
            case "-i" -> iterations = Integer.parseInt(value);
            case "-ms" -> millis = Integer.parseInt(value);
            case "-only" -> only = Pattern.compile(value);
            default -> {
              return false;
            }
          }
        }
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        return false;
      }
      return rounds > 0 && iterations > 0 && millis > 0;
    }
  }
}
