package io.lazyloader.samples.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Measures what the agent adds to a program that defers nothing: the time of a whole process that
 * prints one line, and the classes it loads before {@code main}, without an agent, with an empty
 * one, and with Lazyloader.
 *
 * <p>All kinds of process run in turn, the first one changing, so that a machine that slows down
 * half-way slows all of them down. A difference is the median of the differences within a round;
 * the fastest runs stand beside it, because other load only ever adds.
 */
public final class HelloBench {
  private static final int WARM_UPS = 2;
  private static final String EMPTY_AGENT = "empty agent";

  private final Path directory;
  private final PrintStream out;

  /** What is compared: a name and the options that go before the class path. */
  private final Map<String, List<String>> kinds = new LinkedHashMap<>();

  private HelloBench(Path directory, PrintStream out) throws IOException {
    this.directory = directory;
    this.out = out;
    String agent = "-javaagent:" + AgentJar.find();
    kinds.put("no agent", List.of());
    kinds.put(EMPTY_AGENT, List.of("-javaagent:" + emptyAgent()));
    kinds.put("lazyloader, quiet", List.of(agent + "=quiet"));
    kinds.put("lazyloader, default", List.of(agent));
    copyClass(Hello.class);
  }

  /**
   * Measures and prints a table.
   *
   * @param args {@code -n RUNS} of each kind (20)
   * @throws IOException if a process can't be started
   * @throws InterruptedException never
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int runs = runs(args);
    if (runs < 1) {
      System.err.println("usage: HelloBench [-n RUNS]");
      System.exit(2);
    }
    run(runs, System.out);
  }

  /** Measures so many runs of each kind and prints a table. */
  static void run(int runs, PrintStream out) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("hello");
    try {
      HelloBench bench = new HelloBench(directory, out);
      bench.printTimes(runs, bench.times(runs));
      bench.printClasses();
    } finally {
      delete(directory);
    }
  }

  private static int runs(String[] args) {
    if (args.length == 0) {
      return 20;
    }
    try {
      return args.length == 2 && args[0].equals("-n") ? Integer.parseInt(args[1]) : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Returns the nanoseconds of each run, by kind. */
  private Map<String, List<Long>> times(int runs) throws IOException, InterruptedException {
    List<String> names = new ArrayList<>(kinds.keySet());
    Map<String, List<Long>> times = new LinkedHashMap<>();
    names.forEach(name -> times.put(name, new ArrayList<>()));
    for (int round = -WARM_UPS; round < runs; round++) {
      for (int turn = 0; turn < names.size(); turn++) {
        String name = names.get(Math.floorMod(round + turn, names.size()));
        long nanos = start(kinds.getOrDefault(name, List.of()));
        if (round >= 0) {
          times.getOrDefault(name, new ArrayList<>()).add(nanos);
        }
      }
    }
    return times;
  }

  private long start(List<String> options) throws IOException, InterruptedException {
    return JavaProcess.run(options, List.of("-cp", directory.toString(), Hello.class.getName()));
  }

  private void printTimes(int runs, Map<String, List<Long>> times) {
    out.printf(
        "JDK %s, hello world, medians of %d runs in turn after %d warm-ups, %d processors%n",
        Runtime.version(), runs, WARM_UPS, Runtime.getRuntime().availableProcessors());
    out.printf(
        "%-20s %10s %20s %10s %20s%n",
        "process", "median", "against empty agent", "fastest", "against empty agent");
    List<Long> empty = times.getOrDefault(EMPTY_AGENT, List.of());
    times.forEach(
        (name, nanos) -> {
          List<Long> differences = new ArrayList<>();
          for (int run = 0; run < nanos.size(); run++) {
            differences.add(nanos.get(run) - empty.get(run));
          }
          long fastest = Collections.min(nanos);
          out.printf(
              Locale.ROOT,
              "%-20s %7.1f ms %+17.1f ms %7.1f ms %+17.1f ms%n",
              name,
              median(nanos) / 1e6,
              median(differences) / 1e6,
              fastest / 1e6,
              (fastest - Collections.min(empty)) / 1e6);
        });
  }

  /** The classes are counted in a run of their own: logging them takes time. */
  private void printClasses() throws IOException, InterruptedException {
    out.printf("%-20s %10s %22s%n", "before main", "classes", "of io.lazyloader");
    for (Map.Entry<String, List<String>> kind : kinds.entrySet()) {
      Path log = directory.resolve("classes.log");
      List<String> options = new ArrayList<>(kind.getValue());
      options.add("-Xlog:class+load:file=" + log);
      start(options);
      int all = 0;
      int own = 0;
      for (String line : Files.readAllLines(log)) {
        String name = line.substring(line.lastIndexOf(']') + 1).trim();
        if (name.startsWith(Hello.class.getName() + " ")) {
          break;
        }
        all++;
        if (name.startsWith("io.lazyloader.") && !name.startsWith("io.lazyloader.samples.")) {
          own++;
        }
      }
      out.printf("%-20s %10d %22d%n", kind.getKey(), all, own);
    }
  }

  private Path emptyAgent() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", EmptyAgent.class.getName());
    Path jar = directory.resolve("empty-agent.jar");
    try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      output.putNextEntry(new JarEntry(resource(EmptyAgent.class)));
      copy(EmptyAgent.class, output);
      output.closeEntry();
    }
    return jar;
  }

  private void copyClass(Class<?> type) throws IOException {
    Path file = directory.resolve(resource(type));
    Files.createDirectories(file.resolveSibling(""));
    try (OutputStream output = Files.newOutputStream(file)) {
      copy(type, output);
    }
  }

  private static void copy(Class<?> type, OutputStream output) throws IOException {
    try (InputStream input = type.getClassLoader().getResourceAsStream(resource(type))) {
      if (input == null) {
        throw new IOException("no class file of " + type.getName());
      }
      input.transferTo(output);
    }
  }

  private static String resource(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  private static double median(List<Long> values) {
    List<Long> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
