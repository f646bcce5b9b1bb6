package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassWriter;

/**
 * Small programs that once behaved differently under the agent. Their sources are no part of this
 * project: they lie in the directory that {@code -Dfaults=DIR} names, a folder for each fault and a
 * table of them in its README. Without that option the tests are passed over.
 */
class FaultsIT {
  private static final Path FAULTS =
      Path.of(System.getProperty("faults", "no-faults")).toAbsolutePath().normalize();

  private static final String ALL = "mode=all,quiet";
  private static final String BALANCED = "mode=all,safety=balanced,quiet";
  private static final String MARKS = "quiet";

  private static final Pattern PERCENT = Pattern.compile("([\\d,.]+) %");
  private static final Pattern SECONDS = Pattern.compile("\"seconds\" : ([\\d.]+)");

  @TempDir Path directory;

  static Stream<Fault> table() {
    return Stream.of(
        new Fault(
            "early",
            fault -> {
              fault.compile(".");
              fault.isSame(ALL, "app.AllEarly");
              fault.isSame(MARKS, "app.Early");
            }),
        new Fault("views", fault -> fault.compile(".").isSame(ALL, "Views")),
        new Fault("elements", fault -> fault.compile(".").isSame(ALL, "Proofs")),
        new Fault("mixed", fault -> fault.compile(".").isSame(ALL, "app.Mixed")),
        new Fault(
            "text",
            fault -> {
              fault.compile(".");
              fault.isSame(ALL, "app.Rec");
              fault.isSame(ALL, "app.Text");
            }),
        new Fault("budget", FaultsIT::hasVerdictInLittleMemory),
        new Fault(
            "unseen",
            fault -> fault.compile("p", "plug").on("p").isSame(ALL, "p.Boot", fault.path("plug"))),
        new Fault(
            "locks",
            fault ->
                fault
                    .compile("gen", "host")
                    .on("host")
                    .isSameInAnyOrder(ALL, "host.Host", fault.path("gen"), "80")),
        new Fault("class-lock", FaultsIT::ends),
        new Fault("bootstrap", FaultsIT::isOnBootstrapPath),
        new Fault(
            "isolated",
            fault ->
                fault
                    .compile("api", "plug", "host")
                    .on("host")
                    .isSame(ALL, "host.Host", fault.path("api"), fault.path("plug"))),
        new Fault(
            "loaders",
            fault -> fault.compile("lib", "app").isSame(MARKS, "app.Main", fault.path("lib"))),
        new Fault(
            "hierarchies",
            fault ->
                fault
                    .compile("s1", "s2", "app")
                    .on("app")
                    .isSame(MARKS, "app.Loaders", fault.path("s1"), fault.path("s2"))),
        new Fault(
            "moved",
            fault ->
                fault
                    .compile("v1", "v2", "h")
                    .on("h")
                    .isSame(ALL, "Host", fault.path("v1"), fault.path("v2"))),
        new Fault("frames", FaultsIT::isVerified),
        new Fault(
            "closed",
            fault ->
                fault
                    .compile("plug", "host")
                    .on("host")
                    .isSame(ALL, "host.Host", fault.path("plug"))),
        new Fault(
            "rules-jul",
            fault -> {
              fault.compile(".");
              fault.isSame(BALANCED, "Jul");
              fault.isSame(BALANCED, "JulNames");
            }),
        new Fault(
            "rules-locale",
            fault ->
                fault
                    .with(
                        Libraries.named("jackson-databind", "jackson-core", "jackson-annotations"))
                    .compile(".")
                    .isSame(BALANCED, "Lc")),
        new Fault(
            "rules-hook",
            fault ->
                fault
                    .with(Libraries.named("log4j-api", "log4j-core"))
                    .compile(".")
                    .isSame(BALANCED, "Hook")),
        new Fault(
            "rules-config",
            fault ->
                fault
                    .with(Libraries.named("log4j-api", "log4j-core"))
                    .compile(".")
                    .isSame(BALANCED, "Cfg")),
        new Fault("reflection", fault -> fault.compile(".").isSame(ALL, "Names")),
        new Fault("members", fault -> fault.compile(".").isSame(ALL, "Members")),
        new Fault(
            "platform",
            fault -> {
              fault.compile(".");
              fault.isSame(ALL, "Dyn");
              fault.isSame(ALL, "Beans");
            }),
        new Fault(
            "redefined",
            fault ->
                fault
                    .compile("s1", "ag", "s2")
                    .agent("ag", "Swap")
                    .on("s1")
                    .isSame(ALL, "Swap", fault.unit("s2").resolve("Shop.class").toString())),
        new Fault("circles", FaultsIT::takesNoLongerForCircle),
        new Fault("late", FaultsIT::isAtMostTheWhole),
        new Fault("guarded", FaultsIT::hasFigures));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void behaves_as_it_does_eagerly(Fault fault) throws IOException {
    assumeThat(FAULTS).as("name the directory of the faults by -Dfaults=DIR").isDirectory();
    fault.check.run(new FaultFolder(FAULTS.resolve(fault.folder), directory));
  }

  @Test
  void every_folder_is_in_the_table() throws IOException {
    assumeThat(FAULTS).as("name the directory of the faults by -Dfaults=DIR").isDirectory();
    try (Stream<Path> folders = Files.list(FAULTS)) {
      assertThat(folders.filter(Files::isDirectory).map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(table().map(Fault::folder).toList());
    }
  }

  private static void hasVerdictInLittleMemory(FaultFolder fault) throws IOException {
    fault.compile(".");
    Run explained =
        fault.command(List.of("-Xmx128m"), "explain", "app.Big#BIG", "-cp", fault.path("."));
    // What is under way is told by those machines that take their time.
    assertThat(explained.err().replaceFirst("lazyloader: judging.* \\.\\.\\.\n", "")).isEmpty();
    assertThat(explained.out()).containsPattern("(PROVEN|UNKNOWN|UNSAFE) +\\w+( \\w+)? +BIG");
    assertThat(explained.exitCode()).isZero();
  }

  /** A marked program, which may see another order of things, but must come to an end. */
  private static void ends(FaultFolder fault) throws IOException {
    fault.compile(".");
    String ended = "false false\n";
    assertThat(fault.eager("Dead").out()).endsWith(ended);
    assertThat(fault.lazy(MARKS, "Dead").out()).contains("t1 b", "t2 b").endsWith(ended);
  }

  private static void isOnBootstrapPath(FaultFolder fault) throws IOException {
    fault.compile("ag", "p").agent("ag", "Inst").on("p");
    Path shared = Path.of("p", "Shared.class");
    Path content = fault.directory.resolve("boot");
    Files.createDirectories(content.resolve("p"));
    Files.copy(fault.unit("p").resolve(shared), content.resolve(shared));
    fault.isSame(ALL, "p.Main", fault.jar("boot.jar", content).toString());
  }

  private static void isVerified(FaultFolder fault) throws IOException {
    Path asm = Libraries.of(ClassWriter.class);
    fault.with(List.of(asm)).compile(".");
    assertThat(fault.eager("Gen").exitCode()).isZero();
    fault.onEntries(List.of(fault.unit("."), fault.directory.resolve("out"))).isSame(ALL, "Main");
  }

  private static void takesNoLongerForCircle(FaultFolder fault) throws IOException {
    fault.compile(".");
    assertThat(fault.eager("Gen").exitCode()).isZero();
    double plain = secondsToExplain(fault, "plain");
    assertThat(secondsToExplain(fault, "circle")).isLessThan(5 * plain + 1);
  }

  private static double secondsToExplain(FaultFolder fault, String kind) throws IOException {
    Path classes = Files.createDirectories(fault.directory.resolve("classes-" + kind));
    FaultFolder.compile(fault.directory.resolve(kind), classes, List.of());
    Run explained =
        fault.command(List.of(), "explain", "--all", "--json", "-cp", classes.toString());
    assertThat(explained.exitCode()).as(explained.err()).isZero();
    Matcher seconds = SECONDS.matcher(explained.out());
    assertThat(seconds.find()).as(explained.out()).isTrue();
    return Double.parseDouble(seconds.group(1));
  }

  private static void isAtMostTheWhole(FaultFolder fault) throws IOException {
    fault.compile(".");
    String profile = fault.directory.resolve("late.lazyprofile").toString();
    Run recorded =
        fault.command(List.of(), "record", "-o", profile, "--", "-cp", fault.path("."), "Late");
    assertThat(recorded.exitCode()).as(recorded.err()).isZero();
    Run report = fault.command(List.of(), "report", profile);
    List<String> percents =
        PERCENT.matcher(report.out()).results().map(MatchResult::group).toList();
    assertThat(percents).isNotEmpty();
    assertThat(percents)
        .as(report.out())
        .allSatisfy(
            each ->
                assertThat(Double.parseDouble(each.replaceAll("[ %,]", "")))
                    .isLessThanOrEqualTo(100));
  }

  private static void hasFigures(FaultFolder fault) throws IOException {
    assumeThat(Runtime.version().feature()).as("a SecurityManager may be set").isLessThan(18);
    fault.compile(".");
    Run run = fault.command(List.of(), "run", "--", "-cp", fault.path("."), "Guarded");
    assertThat(run.out()).isEqualTo("true\n");
    assertThat(run.err()).contains("loader: ready ", "memory    allocated").doesNotContain("\tat ");
    assertThat(run.exitCode()).as(run.err()).isZero();
    Path profile = fault.directory.resolve("guarded.lazyprofile");
    Run recorded =
        fault.command(
            List.of(), "record", "-o", profile.toString(), "--", "-cp", fault.path("."), "Guarded");
    assertThat(recorded.err()).doesNotContain("\tat ");
    assertThat(recorded.exitCode()).as(recorded.err()).isZero();
    assertThat(profile).isRegularFile();
  }

  /**
   * A row of the table.
   *
   * @param folder where its sources are
   * @param check compiles and runs them
   */
  record Fault(String folder, Check check) {
    @Override
    public String toString() {
      return folder;
    }
  }

  /** How a fault is looked for. */
  interface Check {
    void run(FaultFolder fault) throws IOException;
  }
}
