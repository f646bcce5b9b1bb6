package io.lazyloader.samples.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Measures what recording a program costs, and how far its figures can be trusted.
 *
 * <p>Eager and recorded runs take turns. The self times of a recording, which leave out what the
 * recorder cost, are added up and compared with what HotSpot itself counts in eager runs: {@code
 * sun.cls.classInitTime}, the time that threads spend in static initialisers, those of the JDK
 * included. On JDK 25 and later one more run is recorded and timed by JEP 520's method timing at
 * once; both count their own cost there, so it is the recorder's gross time that is compared.
 */
public final class RecorderBench {
  private static final int TOP = 20;

  private final List<String> program;
  private final PrintStream out;
  private final Path directory;
  private final ObjectMapper mapper = new ObjectMapper();

  private RecorderBench(List<String> program, Path directory, PrintStream out) {
    this.program = program;
    this.directory = directory;
    this.out = out;
  }

  /**
   * Measures and prints.
   *
   * @param args {@code -n RUNS} of each kind, then {@code --} and what java gets
   * @throws IOException if a process can't be started or a figure can't be read
   * @throws InterruptedException never
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> given = Arrays.asList(args);
    int delimiter = given.indexOf("--");
    if (delimiter != 2 || !args[0].equals("-n") || given.size() == 3) {
      System.err.println("usage: RecorderBench -n RUNS -- JAVA-ARGS");
      System.exit(2);
    }
    Path directory = Files.createTempDirectory("recorder");
    try {
      List<String> program = given.subList(3, given.size());
      new RecorderBench(program, directory, System.out).run(Integer.parseInt(args[1]));
    } finally {
      for (String file : List.of("profile", "counters", "timing.jfr")) {
        Files.deleteIfExists(directory.resolve(file));
      }
      Files.delete(directory);
    }
  }

  private void run(int runs) throws IOException, InterruptedException {
    List<Double> eager = new ArrayList<>();
    List<Double> recorded = new ArrayList<>();
    List<Double> counted = new ArrayList<>();
    List<Double> selfSums = new ArrayList<>();
    List<Map<String, Long>> selfTimes = new ArrayList<>();
    for (int round = -1; round < runs; round++) {
      double eagerMillis = start(counting());
      double initMillis = countedInitialising();
      double recordedMillis = start(recording());
      if (round < 0) {
        continue;
      }
      eager.add(eagerMillis);
      counted.add(initMillis);
      recorded.add(recordedMillis);
      Map<String, Long> self = selfTimes(profile());
      selfTimes.add(self);
      selfSums.add(self.values().stream().mapToLong(nanos -> nanos).sum() / 1e6);
    }
    out.printf(Locale.ROOT, "JDK %s, medians of %d runs in turn%n", Runtime.version(), runs);
    out.printf(
        Locale.ROOT,
        "time        eager %.0f ms, recorded %.0f ms: %.2f times%n",
        Median.of(eager).value(),
        Median.of(recorded).value(),
        Median.of(recorded).value() / Median.of(eager).value());
    out.printf(
        Locale.ROOT,
        "self times  %.0f ms in all; HotSpot counts %.0f ms when eager: %.2f times%n",
        Median.of(selfSums).value(),
        Median.of(counted).value(),
        Median.of(selfSums).value() / Median.of(counted).value());
    for (int merged = 1; merged * 2 <= runs; merged += 2) {
      printRanking(selfTimes, merged);
    }
    if (Runtime.version().feature() >= 25) {
      compareWithMethodTiming();
    }
  }

  /** Compares recordings of so many runs each, of which their medians count. */
  private void printRanking(List<Map<String, Long>> selfTimes, int merged) {
    List<Map<String, Long>> recordings = new ArrayList<>();
    for (int run = 0; run + merged <= selfTimes.size(); run += merged) {
      recordings.add(medians(selfTimes.subList(run, run + merged)));
    }
    List<Double> taus = new ArrayList<>();
    for (int next = 1; next < recordings.size(); next++) {
      taus.add(tau(recordings.get(next - 1), recordings.get(next)));
    }
    out.printf(
        Locale.ROOT,
        "ranking     Kendall's tau of the top %d in two recordings of %d %s: median %.2f, worst"
            + " %.2f%n",
        TOP,
        merged,
        merged == 1 ? "run" : "runs",
        Median.of(taus).value(),
        taus.stream().min(Comparator.naturalOrder()).orElseThrow());
  }

  private static Map<String, Long> medians(List<Map<String, Long>> runs) {
    Map<String, Long> medians = new HashMap<>();
    for (String name : runs.get(0).keySet()) {
      List<Long> values = runs.stream().map(run -> run.getOrDefault(name, 0L)).sorted().toList();
      medians.put(name, values.get(values.size() / 2));
    }
    return medians;
  }

  private List<String> counting() {
    return List.of(
        "-XX:+UsePerfData",
        "-XX:+PerfDataSaveToFile",
        "-XX:PerfDataSaveFile=" + directory.resolve("counters"));
  }

  private List<String> recording() {
    return List.of(
        "-javaagent:" + AgentJar.find() + "=mode=record,profile=" + directory.resolve("profile"));
  }

  private void compareWithMethodTiming() throws IOException, InterruptedException {
    Path timing = directory.resolve("timing.jfr");
    List<String> options = new ArrayList<>(recording());
    options.add("-XX:StartFlightRecording:method-timing=::<clinit>,filename=" + timing);
    options.add("-Xlog:jfr*=off");
    start(options);
    JsonNode profile = profile();
    Set<String> outermost = new HashSet<>();
    for (JsonNode recorded : profile.get("classes")) {
      if (recorded.get("triggers").has("")) {
        outermost.add(recorded.get("name").asText());
      }
    }
    double timed = 0;
    try (RecordingFile events = new RecordingFile(timing)) {
      while (events.hasMoreEvents()) {
        RecordedEvent event = events.readEvent();
        if (event.getEventType().getName().equals("jdk.MethodTiming")) {
          RecordedMethod method = event.getValue("method");
          if (outermost.contains(method.getType().getName())) {
            timed += event.getLong("invocations") * event.getDuration("average").toNanos() / 1e6;
          }
        }
      }
    }
    double gross = profile.get("totals").get("initialising_ns").asLong() / 1e6;
    out.printf(
        Locale.ROOT,
        "JEP 520     %.0f ms in the %d outermost initialisers of one run; the recorder's gross time"
            + " %.0f ms: %.2f times%n",
        timed,
        outermost.size(),
        gross,
        gross / timed);
  }

  /** Runs the program; returns the milliseconds that the process lived. */
  private double start(List<String> options) throws IOException, InterruptedException {
    return JavaProcess.run(options, program) / 1e6;
  }

  /** What HotSpot counted in the last eager run, read from its counters by {@code jstat}. */
  private double countedInitialising() throws IOException, InterruptedException {
    Process jstat =
        new ProcessBuilder(
                JavaProcess.tool("jstat"),
                "-J-Djstat.showUnsupported=true",
                "-snap",
                "file://" + directory.resolve("counters"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Map<String, Double> counters = new HashMap<>();
    for (String line :
        new String(jstat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
            .split("\n", -1)) {
      if (line.startsWith("sun.cls.classInitTime=") || line.startsWith("sun.os.hrt.frequency=")) {
        String[] parts = line.split("=", 2);
        counters.put(parts[0], Double.parseDouble(parts[1]));
      }
    }
    jstat.waitFor();
    Double ticks = counters.get("sun.cls.classInitTime");
    Double frequency = counters.get("sun.os.hrt.frequency");
    if (ticks == null || frequency == null) {
      throw new IllegalStateException("this JVM does not count the time of static initialisers");
    }
    return ticks / frequency * 1000;
  }

  private JsonNode profile() throws IOException {
    return mapper.readTree(directory.resolve("profile").toFile());
  }

  private static Map<String, Long> selfTimes(JsonNode profile) {
    Map<String, Long> times = new HashMap<>();
    for (JsonNode recorded : profile.get("classes")) {
      String name = recorded.get("name").asText();
      times.merge(name, recorded.get("self_ns").asLong(), Long::sum);
      for (JsonNode region : recorded.path("regions")) {
        String field = region.get("fields").get(0).asText();
        times.merge(name + '#' + field, region.get("self_ns").asLong(), Long::sum);
      }
    }
    return times;
  }

  /**
   * Kendall's tau-a: of all pairs of the first recording's top, how many more are in the same order
   * in the second than in the other.
   */
  private static double tau(Map<String, Long> one, Map<String, Long> other) {
    List<String> top =
        one.keySet().stream()
            .sorted(Comparator.comparing((String name) -> -one.getOrDefault(name, 0L)))
            .limit(TOP)
            .toList();
    int sum = 0;
    int pairs = 0;
    for (int a = 0; a < top.size(); a++) {
      for (int b = a + 1; b < top.size(); b++) {
        long first = other.getOrDefault(top.get(a), 0L);
        long second = other.getOrDefault(top.get(b), 0L);
        sum += Long.compare(first, second);
        pairs++;
      }
    }
    return (double) sum / pairs;
  }
}
