package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lazyloader.agent.Program.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class RunIT {
  @TempDir Path directory;
  private Program program;

  @BeforeEach
  void compile() throws IOException {
    program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import io.lazyloader.*;
            import java.util.*;
            public class Main {
              @Lazy private static final List<String> ONE = List.of("one");
              @Lazy private static final Object NEVER = new byte[3_000_000];
              public static void main(String[] args) throws Exception {
                System.out.println(ONE + " " + List.of(args));
                System.err.println("to stderr");
                if (args.length > 0) switch (args[0]) {
                  case "exit" -> System.exit(Integer.parseInt(args[1]));
                  case "throw" -> throw new IllegalStateException("no");
                  case "kill" -> { ProcessHandle.current(); new ProcessBuilder(
                      "kill", "-9", "" + ProcessHandle.current().pid()).start(); Thread.sleep(60_000); }
                  case "cat" -> System.in.transferTo(System.out);
                  case "serve" -> {
                    System.out.println("serving " + ProcessHandle.current().pid());
                    LazyLoader.markReady();
                    Thread.sleep(60_000);
                  }
                }
              }
            }
            """);
  }

  @Test
  void runs_the_program_with_its_own_streams_and_prints_the_summary_at_the_end() {
    Run run = run(List.of(), "a", "b c");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("[one] [a, b c]\n");
    assertThat(run.err())
        .startsWith("to stderr\nloader: own cost ")
        .contains(
            "after JVM start (main returned), mode all", "app.Main#NEVER", "memory    allocated");
  }

  @Test
  void budgets_that_are_held_exit_with_0() {
    Run run =
        run(
            List.of(
                "--budget=startup=1000s,allocated=200MB,classes=100000",
                "--budget",
                "live-heap=0.5GB,metaspace=200MiB,useless=1,resolved-late=0"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains(
            "live heap",
            "lazyloader: within budget: startup, allocated, classes, live-heap, metaspace, useless,"
                + " resolved-late\n");
  }

  @Test
  void each_budget_that_is_exceeded_is_named_with_what_it_came_to_and_exits_with_1() {
    Run run = run(List.of("--budget=startup=1ms,classes=10,allocated=1000GB,useless=0"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .containsPattern("lazyloader: budget exceeded: startup [\\d,]+ ms, limit 1\\.00 ms\n")
        .containsPattern("lazyloader: budget exceeded: classes [\\d,]+, limit 10\n")
        .contains("lazyloader: budget exceeded: useless 1, limit 0\n")
        .doesNotContain("exceeded: allocated", "within budget");
  }

  @Test
  void the_outcome_is_written_for_programs() throws IOException {
    Run run = run(List.of("--budget=startup=1ms,allocated=1000GB", "--json=run.json"), "exit", "7");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(directory.resolve("run.json"))
        .content()
        .contains(
            "\"schema\" : 1,",
            "\"exit_code\" : 3,",
            "\"program_exit_code\" : 7,",
            "\"mode\" : \"all\",",
            "\"limit\" : 1000000000000,")
        .containsPattern(
            "\"figure\" : \"startup\",\\s+\"unit\" : \"ms\",\\s+\"value\" : [\\d.]+,"
                + "\\s+\"limit\" : 1,\\s+\"held\" : false\\s")
        .containsPattern("\"figure\" : \"classes\",\\s+\"unit\" : \"1\",\\s+\"value\" : \\d+\\s");
    assertThat(run(List.of("--json=-")).out()).startsWith("[one] []\n{").endsWith("}\n");
    assertThat(run(List.of("--json=no/run.json")).err())
        .startsWith("lazyloader: option --json: there is no directory ");
  }

  @Test
  void a_budget_can_be_held_without_laziness() {
    Run run = run(List.of("--mode", "none", "--budget=allocated=2MB"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("mode none", "nothing: laziness is off", "exceeded: allocated");
  }

  @Test
  void the_agent_s_options_reach_the_agent() throws IOException {
    program.write("p.lazyplan", "lazyloader-plan 1\napp.Main#ONE\n");

    Run run =
        run(
            List.of(
                "--plan=p.lazyplan",
                "--exclude=*#NEVER",
                "--ready=log:one.{1,3}",
                "-O",
                "sites=true"));

    assertThat(run.err())
        .contains(
            "1 field: 1 resolved",
            "(a line matched one.{1,3}), mode normal",
            "read at app.Main.main");
  }

  @Test
  void what_is_trusted_is_said_in_one_line() {
    assertThat(run(List.of()).err()).doesNotContain("trusts");
    assertThat(run(List.of("--trust=loggers")).err())
        .containsOnlyOnce("trusts")
        .containsPattern(
            "(?m)^lazyloader: safety=balanced trusts the standard levels .*; logger factories, .*\\.$");
  }

  @Test
  void a_program_that_fails_is_told_with_its_code_and_exits_with_3() {
    Run exit = run(List.of("--budget=classes=1"), "exit", "42");
    assertThat(exit.exitCode()).isEqualTo(3);
    assertThat(exit.err())
        .contains("(exit), mode all", "budget exceeded: classes")
        .endsWith("lazyloader: the program ended with exit code 42.\n");

    Run thrown = run(List.of(), "throw");
    assertThat(thrown.exitCode()).isEqualTo(3);
    assertThat(thrown.err())
        .contains("IllegalStateException: no", "loader: ready")
        .endsWith("lazyloader: the program ended with exit code 1.\n");
  }

  @Test
  void a_program_that_exits_with_0_is_fine() {
    assertThat(run(List.of("--budget=startup=1000s"), "exit", "0").exitCode()).isZero();
  }

  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Test
  void a_program_that_was_killed_before_it_was_ready_holds_no_budget() {
    Run run = run(List.of("--budget=startup=1000s,classes=1000000"), "kill");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .contains(
            "lazyloader: the program ended before it was ready, and left no figures.\n",
            "lazyloader: budget startup not held: the program ended before it was ready (ready=main);"
                + " limit 1,000,000 ms\n",
            "lazyloader: budget classes not held: ",
            "lazyloader: the program ended with exit code 137 (signal 9).\n");
  }

  @Test
  void a_program_that_never_shows_the_sign_fails_its_startup_budget_only() {
    Run run = run(List.of("--ready=call", "--budget=startup=1000s,classes=1000000"), "exit", "0");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("budget startup not held: the program ended before it was ready (ready=call)")
        .doesNotContain("budget classes");
  }

  @Test
  void a_server_is_stopped_when_it_is_ready() {
    Run run = run(List.of("--stop-when-ready", "--budget=startup=1000s"), "serve");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("(LazyLoader.markReady())", "within budget: startup");
  }

  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Test
  void a_server_is_exercised_before_it_is_stopped() {
    Run run = run(List.of("--stop-when-ready", "--exercise", "echo exercised; sleep 0.1"), "serve");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).doesNotContain("exercised");
    assertThat(run.err()).startsWith("to stderr\nexercised\nloader: own cost ");

    Run failed = run(List.of("--stop-when-ready", "--exercise", "exit 7"), "serve");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err())
        .endsWith("lazyloader: the command of --exercise ended with exit code 7.\n");
  }

  @Test
  void a_plan_that_is_not_there_is_no_run() throws IOException {
    Run missing = run(List.of("--plan=typo.lazyplan"));
    program.write("no.lazyplan", "app.Main#ONE\n");
    Run foreign = run(List.of("-O", "plan=no.lazyplan"));

    assertThat(missing.err())
        .startsWith("lazyloader: plan typo.lazyplan does not exist (looked in ");
    assertThat(foreign.err())
        .isEqualTo(
            "lazyloader: plan no.lazyplan does not begin with the line \"lazyloader-plan 1\", so it is"
                + " no plan that this version can read.\n");
    assertThat(List.of(missing, foreign))
        .allSatisfy(run -> assertThat(run.exitCode()).isEqualTo(2))
        .allSatisfy(run -> assertThat(run.out()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run -jar app.jar | run needs -- before the program, as in: run -- -jar app.jar",
        "record -jar app.jar | record needs -- before the program, as in: record -- -jar app.jar",
        "run --bugdet=x -- y | there is no option '--bugdet'; did you mean --budget?",
        "record -n x -- y | Invalid value for option '--runs': 'x' is not a whole number",
        "run -O x -- y | Value for option '-O' (KEY=VALUE) should be in KEY=VALUE format but was x"
      })
  void arguments_that_can_not_be_read_are_told_in_a_line_and_where_to_read_on(
      String arguments, String message) {
    Run run =
        program.onlyOn().run(List.of("-jar"), Program.AGENT.toString(), arguments.split(" ", -1));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("lazyloader: " + message + "\n")
        .endsWith(
            "To see how it is used: lazyloader "
                + arguments.substring(0, arguments.indexOf(' '))
                + " --help\n");
    assertThat(run.err().lines().count()).isLessThanOrEqualTo(3);
  }

  @Test
  void no_file_is_left_after_a_signal() throws Exception {
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    List<String> command =
        new ArrayList<>(List.of(Program.java(), "-Djava.io.tmpdir=" + temporary, "-jar", agent()));
    command.addAll(List.of(commandLine(List.of("--budget=startup=1ms"), "serve")));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(directory.resolve("err.txt").toFile())
            .start();
    BufferedReader output = process.inputReader();
    output.readLine();
    output.readLine();

    process.destroy();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void the_standard_input_goes_to_the_program() throws Exception {
    Process process = start(List.of(), "cat");
    try (Writer input = process.outputWriter()) {
      input.write("through\n");
    }

    assertThat(process.inputReader().lines()).containsExactly("[one] [cat]", "through");
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @EnabledOnOs({OS.LINUX, OS.MAC})
  @ParameterizedTest
  @CsvSource({"TERM, 1000s, 143", "INT, 1000s, 130", "TERM, 1ms, 1"})
  void a_signal_goes_to_the_program_and_its_summary_still_comes(
      String signal, String budget, int code) throws Exception {
    assumeThat(signal.equals("INT") && Program.isInterruptIgnored()).isFalse();
    Process process = start(List.of("--budget=startup=" + budget), "serve");
    BufferedReader output = process.inputReader();
    output.readLine();
    long child = Long.parseLong(output.readLine().substring("serving ".length()));
    Path err = directory.resolve("err.txt");

    new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(code);
    assertThat(ProcessHandle.of(child)).isEmpty();
    assertThat(Files.readString(err)).contains("loader: ready", "budget");
  }

  @Tag("heavy")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--budget=stratup=1s -- x | there is no budget 'stratup' (known: startup, allocated, heap,"
            + " live-heap, metaspace, pss, classes, useless, resolved-late, paid-late, worst-late,"
            + " own-cost).",
        "--budget=startup=1 -- x | budget 'startup=1' needs a time with its unit, us, ms or s, as in"
            + " startup=800ms.",
        "--budget=pss -- x | budget 'pss' needs a size with its unit, kB, MB, GB, KiB, MiB or GiB,"
            + " as in pss=150MB.",
        "--budget=classes=5k -- x | budget 'classes=5k' needs a number, as in classes=5000.",
        "--budget=pss=1MB,pss=2MB -- x | there are two budgets for pss.",
        "--budget=heap=1MB,live-heap=2MB -- x | budgets heap and live-heap exclude each other: after"
            + " the full collection that live-heap takes, both would be the same.",
        "app.Main | run needs -- before the program, as in: run -- -jar app.jar",
        "-- | there is no program after --, as in: run -- -cp app.jar com.acme.Main",
        "app.Main -- x | 'app.Main' stands before --; the program comes after.",
        "--mode=ALL -- x | option mode=ALL is none of normal, all, none.",
        "--mode=record -- x | run records nothing; that is the command record: lazyloader record -- ...",
        "--trust=logers -- x | option trust=logers: there is no set of trust rules 'logers' (sets:"
            + " balanced, loggers, mappers).",
        "-O metrics=x -- x | the agent's option 'metrics' can't be set by -O here."
      })
  void wrong_usage_exits_with_2_and_runs_nothing(String arguments, String message) {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(List.of(arguments.split(" ")));

    Run run =
        program.onlyOn().run(List.of("-jar"), Program.AGENT.toString(), all.toArray(String[]::new));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("lazyloader: " + message + "\n");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"@args", "--", "-h"})
  void what_the_program_gets_is_not_touched(String argument) {
    assertThat(run(List.of(), argument).out()).isEqualTo("[one] [" + argument + "]\n");
  }

  private Run run(List<String> options, String... arguments) {
    return program
        .onlyOn()
        .run(List.of("-jar"), Program.AGENT.toString(), commandLine(options, arguments));
  }

  private Process start(List<String> options, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Program.java(), "-jar", agent()));
    command.addAll(List.of(commandLine(options, arguments)));
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectError(directory.resolve("err.txt").toFile())
        .start();
  }

  private static String agent() {
    return Program.AGENT.toAbsolutePath().toString();
  }

  private String[] commandLine(List<String> options, String... arguments) {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(options);
    all.addAll(List.of("--", "-cp", program.classes().toString(), "app.Main"));
    all.addAll(List.of(arguments));
    return all.toArray(String[]::new);
  }
}
