package io.lazyloader.samples.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures how many requests a server answers, from its start on until its code is compiled: one
 * client sends one request after the other and counts the answers in windows of time. Servers that
 * are compared run in turn, the first one changing. The last third of a run's windows is taken for
 * its steady state.
 */
public final class ServerBench {
  private static final int READY_SECONDS = 300;
  private static final String USAGE =
      "usage: ServerBench [-n ROUNDS] [-w WINDOWS] [-s SECONDS] URL NAME=COMMAND...";

  private final PrintStream out;
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost")).build();
  private int rounds = 3;
  private int windows = 12;
  private int seconds = 15;

  /** The words of each server's command, by the name that it is told by. */
  private final Map<String, List<String>> commands = new LinkedHashMap<>();

  private ServerBench(PrintStream out) {
    this.out = out;
  }

  /**
   * Measures and prints.
   *
   * @param args how often each server is started (3), how many windows each run has (12) and how
   *     long one lasts (15 s); what to ask; and the servers, the words of their commands parted by
   *     spaces
   * @throws IOException if a server can't be started or breaks off
   * @throws InterruptedException never
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    run(Arrays.asList(args), System.out);
  }

  /** Does what the arguments ask for. */
  static void run(List<String> args, PrintStream out) throws IOException, InterruptedException {
    ServerBench bench = new ServerBench(out);
    try {
      bench.read(args);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      System.err.println(USAGE);
      System.exit(2);
    }
    bench.measure();
  }

  private void read(List<String> args) {
    int next = 0;
    while (args.get(next).startsWith("-")) {
      int value = Integer.parseInt(args.get(next + 1));
      switch (args.get(next)) {
        case "-n" -> rounds = value;
        case "-w" -> windows = value;
        case "-s" -> seconds = value;
        default -> throw new IllegalArgumentException(args.get(next));
      }
      next += 2;
    }
    request =
        HttpRequest.newBuilder(URI.create(args.get(next))).timeout(Duration.ofMinutes(1)).build();
    for (String arm : args.subList(next + 1, args.size())) {
      String[] parts = arm.split("=", 2);
      commands.put(parts[0], List.of(parts[1].split(" ")));
    }
    if (commands.isEmpty() || rounds < 1 || windows < 1 || seconds < 1) {
      throw new IllegalArgumentException("nothing to measure");
    }
  }

  private void measure() throws IOException, InterruptedException {
    out.printf(
        "%s, one client, requests/s in windows of %d s from the first answer on, %d processors%n",
        request.uri(), seconds, Runtime.getRuntime().availableProcessors());
    List<String> names = new ArrayList<>(commands.keySet());
    Map<String, List<Double>> steady = new LinkedHashMap<>();
    names.forEach(name -> steady.put(name, new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      for (int turn = 0; turn < names.size(); turn++) {
        String name = names.get((round + turn) % names.size());
        List<Double> rates = rates(commands.getOrDefault(name, List.of()));
        steady.getOrDefault(name, new ArrayList<>()).add(steadyState(rates));
        out.printf("%-12s %s%n", name, String.join(" ", rates.stream().map(this::rate).toList()));
      }
    }
    List<Double> first = steady.getOrDefault(names.get(0), List.of());
    out.printf("steady state, medians of %d [95 %%]%n", rounds);
    steady.forEach(
        (name, rates) -> {
          List<Double> ratios = new ArrayList<>();
          for (int round = 0; round < rates.size(); round++) {
            ratios.add(rates.get(round) / first.get(round));
          }
          out.printf(
              "%-12s %s of %s: %s%n",
              name,
              Median.of(rates).text("requests/s"),
              names.get(0),
              Median.of(ratios).text("times"));
        });
  }

  private String rate(double value) {
    return String.format(Locale.ROOT, "%6.0f", value);
  }

  private static double steadyState(List<Double> rates) {
    int last = Math.max(1, rates.size() / 3);
    return rates.subList(rates.size() - last, rates.size()).stream()
        .mapToDouble(rate -> rate)
        .average()
        .orElseThrow();
  }

  /** Starts a server; returns the answers a second in each window, and stops it. */
  private List<Double> rates(List<String> command) throws IOException, InterruptedException {
    Process server =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      awaitAnswer(server);
      List<Double> rates = new ArrayList<>();
      for (int window = 0; window < windows; window++) {
        rates.add(rate());
      }
      return rates;
    } finally {
      server.destroy();
      if (!server.waitFor(READY_SECONDS, TimeUnit.SECONDS)) {
        server.destroyForcibly().waitFor();
      }
    }
  }

  private void awaitAnswer(Process server) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    while (System.nanoTime() < end && server.isAlive()) {
      try {
        ask();
        return;
      } catch (IOException e) {
        // It does not listen yet, or is not ready.
        Thread.sleep(20);
      }
    }
    throw new IOException("no answer of " + request.uri() + " by " + server.info());
  }

  private double rate() throws IOException, InterruptedException {
    long began = System.nanoTime();
    long end = began + TimeUnit.SECONDS.toNanos(seconds);
    int answers = 0;
    long now = began;
    while (now < end) {
      ask();
      answers++;
      now = System.nanoTime();
    }
    return answers * 1e9 / (now - began);
  }

  private void ask() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException("status " + answer.statusCode() + " of " + request.uri());
    }
  }
}
