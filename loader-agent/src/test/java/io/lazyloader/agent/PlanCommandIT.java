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

/** From a training run to a plan that a lazy run takes, by the shaded jar's command line. */
class PlanCommandIT {
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
            import io.lazyloader.metrics.StartupSnapshot;
            import java.util.*;
            public class Main {
              private static final int[] SAFE = squares();
              private static final int[] READ = squares();
              private static final byte[] TOUCHED = touched();
              static int count;
              static int[] squares() {
                int[] squares = new int[100_000];
                for (int at = 0; at < squares.length; at++) squares[at] = at * at;
                return squares;
              }
              static byte[] touched() { count++; return new byte[2_000_000]; }
              public static void main(String[] args) {
                System.out.println(READ.length + " " + count);
                System.out.println(new First() + " " + new Second());
              }
            }
            """,
            """
            // app/First.java
            package app;
            class First { static final Registry OWN = Registry.of("first"); }
            """,
            """
            // app/Second.java
            package app;
            class Second { static final Registry OWN = Registry.of("second"); }
            """,
            """
            // app/Registry.java
            package app;
            import java.util.*;
            class Registry {
              private static Map<String, Integer> known;
              static Registry of(String name) {
                if (known == null) {
                  known = new TreeMap<>();
                  for (int at = 0; at < 30_000; at++) known.put("entry " + at, at);
                }
                return new Registry();
              }
            }
            """);
  }

  @Test
  void what_is_safe_and_not_needed_is_planned_and_a_lazy_run_takes_the_plan() throws IOException {
    assertThat(record().exitCode()).isZero();

    Run planned = jar("plan", "--profile", "app.lazyprofile", "-o", "app.lazyplan");

    assertThat(planned.exitCode()).as(planned.err()).isZero();
    assertThat(planned.out()).isEmpty();
    assertThat(planned.err())
        .contains(
            "lazyloader: 4 regions were not needed before ready in any run; 1 of these may be"
                + " deferred; 1 is worth it.",
            "Expected until ready if woven",
            "bench --arm plan=agent:plan=app.lazyplan -- JAVA-ARGS");
    assertThat(Files.readAllLines(directory.resolve("app.lazyplan")))
        .startsWith("lazyloader-plan 1")
        .anyMatch(line -> line.startsWith("# Chosen by lazyloader plan --safety strict from 1 run"))
        .last()
        .asString()
        .matches("app\\.Main#SAFE +# PROVEN; saves [\\d.]+ ms, [45]\\d\\d\\.\\d kB");
    assertThat(program.lazy("plan=app.lazyplan", "app.Main").err())
        .contains("pending   app.Main#SAFE");
  }

  @Test
  void the_choice_is_written_for_programs() throws IOException {
    record();

    Run planned =
        jar("plan", "--profile", "app.lazyprofile", "-o", "app.lazyplan", "--json", "plan.json");

    assertThat(planned.exitCode()).as(planned.err()).isZero();
    assertThat(directory.resolve("plan.json"))
        .content()
        .contains("\"schema\" : 1,", "\"safety\" : \"strict\",", "\"not_needed\" : 4,")
        .containsPattern(
            "\"field\" : \"app.Main#SAFE\",\\s+\"verdict\" : \"PROVEN\",\\s+\"saved_ns\" : \\d+,");
    assertThat(jar("plan", "--profile", "app.lazyprofile", "--json", "-").err())
        .contains("plan and JSON can't both go to stdout; name a file with -o.");
  }

  @Test
  void the_plan_is_data_and_why_the_rest_was_left_alone_is_told() throws IOException {
    record();

    Run planned = jar("plan", "--profile", "app.lazyprofile", "--explain");

    assertThat(planned.out()).startsWith("lazyloader-plan 1\n").contains("\napp.Main#SAFE ");
    assertThat(planned.err())
        .contains("UNSAFE: ", "app.Registry.of: ", "paid by app.First#OWN", "; still paid")
        .contains("would pay: app.Second#OWN (line 3)")
        .doesNotContain("bench");
    assertThat(jar("plan", "--profile", "app.lazyprofile", "--explain").out())
        .isEqualTo(planned.out());
  }

  @Test
  void a_report_tells_verdicts_and_shared_costs_by_the_class_path_of_the_profile() {
    record();

    assertThat(jar("report", "app.lazyprofile").out())
        .contains("never read; PROVEN; class started by", "never read; UNSAFE; class started by")
        .contains("ms in app.Registry.of: app.First#OWN (line 3); next would be app.Second#OWN")
        .contains("1 of these may be deferred; 1 is worth it.");
    assertThat(jar("report", "app.lazyprofile", "--format", "json").out())
        .contains("\"calls\":\"app.Registry.of\"", "\"kind\":\"PROVEN\"", "\"expected_ns\":");
    assertThat(jar("report", "app.lazyprofile", "--no-verdicts").out()).doesNotContain("PROVEN");
  }

  @Test
  void classes_that_are_not_those_that_were_recorded_are_named() throws IOException {
    record();
    program.compile(
        program.classes(),
        List.of(),
        "// app/First.java\npackage app; class First { static final Object OWN = 1; }");

    Run planned = jar("plan", "--profile", "app.lazyprofile");

    assertThat(planned.err())
        .contains("1 of 3 classes on the class path are not those that were recorded (app.First)");
    Files.createDirectory(directory.resolve("empty"));
    assertThat(jar("plan", "--profile", "app.lazyprofile", "-cp", "empty").err())
        .contains("3 of 3 classes of the profile are not on the class path empty (app.First, ");
    assertThat(jar("plan", "--profile", "app.lazyprofile", "-cp", "nowhere:no/*"))
        .satisfies(
            run -> {
              assertThat(run.exitCode()).isEqualTo(2);
              assertThat(run.err()).contains("option -cp: nothing of nowhere:no/* exists (looked");
            });
  }

  @Test
  void mistakes_are_named() throws IOException {
    record();

    assertThat(jar("plan", "--profile", "app.lazyprofile", "-o", "no/app.lazyplan"))
        .satisfies(
            run -> {
              assertThat(run.exitCode()).isEqualTo(2);
              assertThat(run.err())
                  .contains("option -o: there is no directory ", "; make it first.");
            });
    assertThat(jar("plan", "--profile", "app.lazyprofile", "--max-fields", "0").err())
        .contains("--max-fields is 0; it takes a number from 1.");
    assertThat(jar("plan", "--profile", "none.lazyprofile").err()).contains("none.lazyprofile");
    Files.writeString(
        directory.resolve("other.lazyprofile"),
        Files.readString(directory.resolve("app.lazyprofile"))
            .replace(directory.toString(), "/not/on/this/machine"));
    assertThat(jar("plan", "--profile", "other.lazyprofile").err())
        .contains("it names no class path that is on this machine. Name the program's with -cp.");
  }

  private Run record() {
    return jar("record", "-o", "app.lazyprofile", "--", "-cp", "classes", "app.Main");
  }

  private Run jar(String... arguments) {
    return program.run(List.of(), "-jar " + Program.AGENT.toAbsolutePath(), arguments);
  }
}
