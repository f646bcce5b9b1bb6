package io.lazyloader.samples.suites;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The way from a recording to a measured difference, by the commands that users have: {@code
 * record}, {@code plan}, and {@code bench} of classes that are woven, with no agent about.
 *
 * <p>Both arms of the benchmark have the classes of the plan in a jar in front of the class path,
 * one as they are and one woven: they differ by what weaving changes, and by nothing else.
 */
final class PlanTrial {
  private static final int SECONDS = 7200;
  private static final String BEFORE = ".before.class";
  private static final Pattern EXPECTED =
      Pattern.compile("taken off: (-?[\\d,.]+) (s|ms|us|ns)\\b.*?for (\\d[\\d,]*) fields?");

  private static final Path CORE = Path.of(System.getProperty("core.jar")).toAbsolutePath();

  private final ProgramRunner runner;
  private final Path directory;
  private final boolean isServer;

  PlanTrial(Program program, ProgramRunner runner, Path directory) {
    this.runner = runner;
    this.directory = directory;
    this.isServer = program.service().isPresent();
  }

  /**
   * What came out.
   *
   * @param fields in the plan
   * @param expected what the plan is expected to save until ready, in milliseconds
   * @param plain the median of the program as it is, in milliseconds
   * @param saved by how much the woven one is faster, in milliseconds
   * @param least the lower end of the 95 % interval of that
   * @param most its upper end
   */
  record Figures(
      int fields, double expected, double plain, double saved, double least, double most) {
    /** Whether the interval holds zero, or the expectation is right to a factor of two. */
    boolean holds() {
      return (least <= 0 && most >= 0) || (expected >= saved / 2 && expected <= saved * 2);
    }

    /** Whether the woven program is slower, beyond doubt. */
    boolean isSlower() {
      return most < 0;
    }
  }

  /** Records the program, and makes its plan; returns what that says of it. */
  String plan() throws IOException {
    List<String> program = runner.prepared();
    List<String> record = new ArrayList<>(List.of("record", "-o", file("app.lazyprofile")));
    record.addAll(List.of("--runs", System.getProperty("plans.runs")));
    record.addAll(ready());
    if (isServer) {
      record.add("--stop-when-ready");
    }
    record.add("--");
    record.addAll(program.subList(1, program.size()));
    cli(record);
    return cli(List.of(
            "plan", "--profile", file("app.lazyprofile"), "-o", file("app.lazyplan"), "--explain"))
        .err();
  }

  /** Weaves what the plan names: the class files as they were, and as they are, each in a jar. */
  List<Path> weave() throws IOException {
    Path dump = Child.freshDirectory(directory.resolve("dump"));
    runner.lazy("mode=normal,quiet,plan=" + file("app.lazyplan") + ",dump=" + dump);
    Path before = directory.resolve("before.jar");
    Path woven = directory.resolve("woven.jar");
    try (OutputStream plain = Files.newOutputStream(before);
        OutputStream lazy = Files.newOutputStream(woven);
        ZipOutputStream plainJar = new ZipOutputStream(plain);
        ZipOutputStream lazyJar = new ZipOutputStream(lazy);
        Stream<Path> files = Files.walk(dump)) {
      for (Path file : files.filter(path -> path.toString().endsWith(BEFORE)).sorted().toList()) {
        String path = dump.relativize(file).toString();
        String name = path.substring(0, path.length() - BEFORE.length()) + ".class";
        add(plainJar, name, file);
        add(lazyJar, name, dump.resolve(name));
      }
    }
    return List.of(before, woven);
  }

  private static void add(ZipOutputStream jar, String name, Path file) throws IOException {
    jar.putNextEntry(new ZipEntry(name));
    Files.copy(file, jar);
    jar.closeEntry();
  }

  /** The woven program's class path, as far as it is in front of the program's own. */
  static List<Path> front(Path woven) {
    return List.of(woven, CORE);
  }

  /** Compares the program and the woven one, in turn. */
  Figures bench(String planned, Path before, Path woven) throws IOException {
    List<String> program = runner.prepared();
    List<String> bench =
        new ArrayList<>(List.of("bench", "-n", System.getProperty("plans.rounds")));
    bench.addAll(List.of("--ignore-failure", "--json", file("bench.json")));
    bench.addAll(ready());
    bench.addAll(List.of("--arm", "plain=-cp '" + runner.classPath(List.of(before)) + "'"));
    bench.addAll(List.of("--arm", "woven=-cp '" + runner.classPath(front(woven)) + "'"));
    bench.add("--");
    bench.addAll(program.subList(1, program.size()));
    Child.Outcome outcome = cli(bench);
    Files.writeString(directory.resolve("bench.txt"), outcome.out() + outcome.err());
    String json = Files.readString(directory.resolve("bench.json"));
    Matcher expected = EXPECTED.matcher(planned);
    if (!expected.find()) {
      throw new IllegalStateException("the plan does not tell what it is expected to save");
    }
    double least = -1000 * Json.number(json, "high");
    double most = -1000 * Json.number(json, "low");
    return new Figures(
        Integer.parseInt(expected.group(3).replace(",", "")),
        millis(expected.group(1), expected.group(2)),
        1000 * Json.number(json, "median"),
        -1000 * Json.number(json, "estimate"),
        least,
        most);
  }

  private List<String> ready() {
    return isServer ? List.of("--ready", "port:" + runner.port()) : List.of();
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private Child.Outcome cli(List<String> arguments) throws IOException {
    List<String> command = Child.jvm("-jar", Child.agentJar().toString());
    command.addAll(arguments);
    Child.Outcome outcome = Child.run(command, runner.work(), SECONDS);
    Files.writeString(directory.resolve(arguments.get(0) + ".txt"), outcome.out() + outcome.err());
    return outcome;
  }

  private static double millis(String amount, String unit) {
    double value = Double.parseDouble(amount.replace(",", ""));
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "s" -> value * 1e3;
      case "us" -> value / 1e3;
      case "ns" -> value / 1e6;
      default -> value;
    };
  }
}
