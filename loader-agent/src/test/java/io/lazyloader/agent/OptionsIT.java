package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsIT {
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
            import io.lazyloader.Lazy;
            public class Main {
              @Lazy private static final Object ONE = made();
              private static Object made() { System.out.println("made"); return "one"; }
              public static void main(String[] args) { System.out.println("main"); System.exit(7); }
            }
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mood=happy | unknown option 'mood'; did you mean mode? (known: mode, profile, plan, safety, rules, trust,"
            + " include, exclude, filter, metrics, format, ready, warmup, heap, sites, jmx, dump,"
            + " quiet, cache, learn)",
        "plan | option 'plan' needs a value, as in plan=VALUE",
        "mode=lazy | option mode=lazy is none of normal, all, none, record",
        "format=xml | option format=xml is none of text, json",
        "ready=soon | option ready=soon is none of main, call, spring, idle:MILLISECONDS (as in"
            + " idle:500), port:NUMBER (as in port:8080), log:REGEX (as in log:Started)",
        "ready=idle:no | option ready=idle:no is none of main, call, spring, idle:MILLISECONDS (as"
            + " in idle:500), port:NUMBER (as in port:8080), log:REGEX (as in log:Started)",
        "ready=port:70000 | option ready=port:70000: a port is a number from 1 to 65535",
        "mode=all,mode=none | option 'mode' is given twice",
        "plan= | option 'plan' needs a value, as in plan=VALUE",
        "include=com/acme/** | option include=com/acme/** has slashes, and classes are named with"
            + " dots: include=com.acme.*",
        "exclude=a.B=reads a/b:c/D | option exclude=c/D has slashes, and classes are named with dots:"
            + " exclude=c.D",
        "ready=log:a(b | option ready=log:a(b has a bad regular expression: Unclosed group near"
            + " character 3",
        "trust=logers | option trust=logers: there is no set of trust rules 'logers' (sets: balanced,"
            + " loggers, mappers)",
        "jmx=maybe | option jmx=maybe is none of true, false",
        "dump=out.txt | option dump=out.txt names a file; it must be a directory"
      })
  void a_mistake_is_named_in_one_line_and_the_program_runs_eagerly(String options, String message)
      throws IOException {
    program.write("out.txt", "");

    Run run = program.lazy(options, "app.Main");

    assertThat(run.out()).isEqualTo("made\nmain\n");
    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.err()).isEqualTo("loader: " + message + ". Running eagerly.\n");
  }

  @Test
  void quiet_says_nothing_when_nothing_is_wrong() {
    Run run = program.lazy("quiet", "app.Main");

    assertThat(run.out()).isEqualTo("main\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(7);
  }

  @Test
  void options_come_from_properties_too() {
    Run run =
        program.run(List.of("-javaagent:" + Program.AGENT, "-Dlazyloader.quiet=true"), "app.Main");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("main\n");
  }

  @Test
  void a_mistyped_property_or_variable_is_named_and_the_rest_counts() {
    program.environment("LAZYLOADER_MOOD", "all");

    Run run =
        program.run(
            List.of("-javaagent:" + Program.AGENT + "=quiet", "-Dlazyloader.mdoe=all"), "app.Main");

    String noOption = " names no option and has no effect; did you mean ";
    String known =
        "? (known: mode, profile, plan, safety, rules, trust,"
            + " include, exclude, filter, metrics, format, ready, warmup, heap, sites, jmx, dump,"
            + " quiet, cache, learn).";
    assertThat(run.ours())
        .containsExactly(
            "loader: system property lazyloader.mdoe" + noOption + "lazyloader.mode" + known,
            "loader: environment variable LAZYLOADER_MOOD" + noOption + "LAZYLOADER_MODE" + known);
    assertThat(run.out()).isEqualTo("main\n");
  }

  @Test
  void a_profile_that_nobody_records_is_named() {
    assertThat(program.lazy("quiet,profile=app.lazyprofile", "app.Main").ours())
        .containsExactly(
            "loader: option profile=app.lazyprofile has no effect: it goes with mode=record, which"
                + " records.");
  }

  @Test
  void a_property_without_a_value_switches_on_and_an_empty_variable_says_nothing() {
    program.environment("LAZYLOADER_PLAN", "");

    Run run = program.run(List.of("-javaagent:" + Program.AGENT, "-Dlazyloader.quiet"), "app.Main");

    assertThat(run.err()).isEmpty();
  }

  @Test
  void a_dump_shows_rewritten_classes_before_and_after() {
    program.lazy("quiet,dump=dumped", "app.Main");

    assertThat(directory.resolve("dumped/app/Main.class")).isRegularFile();
    assertThat(directory.resolve("dumped/app/Main.before.class"))
        .hasSameBinaryContentAs(program.classes().resolve("app/Main.class"));
  }

  @Test
  void a_dump_that_can_not_be_written_is_no_reason_to_stop() throws IOException {
    Files.createFile(directory.resolve("dumped"));

    Run run = program.lazy("quiet,dump=dumped/further", "app.Main");

    assertThat(run.out()).isEqualTo("main\n");
    assertThat(run.ours())
        .containsExactly(
            "loader: option dump: directory dumped/further/app can't be made. Running without it.");
  }
}
