package io.lazyloader.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.classpath.Workspace;
import io.lazyloader.agent.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainAllTest {
  @TempDir Path directory;
  private Workspace workspace;
  private Path classes;

  @BeforeEach
  void compile() throws IOException {
    workspace = new Workspace(directory);
    classes =
        workspace.classes(
            "classes",
            """
            // acme/One.java
            package acme;
            public class One {
              static final Object SECOND = new Object();
              static final Object FIRST = new Object();
              static final int MAX = 7;
            }
            """,
            """
            // acme/Two.java
            package acme;
            public class Two {
              static final Object ONLY = new Object();
              static final int MIN = 1;
            }
            """,
            "// acme/Three.java\npackage acme; public class Three {}");
  }

  @Test
  void fields_are_counted_by_verdict_and_reason() {
    Ran ran = explain(classes);

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .containsPattern("^3 classes in 1 class path entry, judged in .* of 5 static fields")
        .containsPattern(" 2 +40 % +- +can't be moved")
        .containsPattern(" 2 +- +it is a compile-time constant, .*\n +as acme.One#MAX\n")
        .containsPattern(" 3 +5 +\\d +" + classes);
  }

  @Test
  void a_class_that_is_there_twice_counts_once() throws IOException {
    Path jar = workspace.jar("all.jar", classes);

    Ran ran = explain(jar, classes, "--json");

    assertThat(ran.out()).contains("\"classes\" : 3", "\"fields\" : 5");
    assertThat(ran.out())
        .containsSubsequence(jar.toString(), "\"classes\" : 3", classes.toString(), ": 0");
  }

  @Test
  void what_can_t_be_read_is_told_and_does_not_stop_the_rest() throws IOException {
    Path jar = Workspace.truncated(workspace.jar("broken.jar", classes));
    Workspace.truncated(classes.resolve("acme/Two.class"));

    Ran ran = explain(jar, classes);

    assertThat(ran.exitCode()).as("the jar was asked for").isEqualTo(2);
    assertThat(ran.err().lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("lazyloader: class path entry " + jar))
        .contains(
            "lazyloader: class acme.Two in "
                + classes
                + " is passed over: it is no class file that can be read (it is damaged)");
    assertThat(ran.out()).contains("2 classes in", "Passed over: 1 unreadable class.");
    assertThat(explain(classes).exitCode()).as("all that was asked for was read").isZero();
    assertThat(explain(classes, "--json").out()).contains("class acme.Two in");
  }

  @Test
  void a_class_path_without_classes_is_a_mistake() throws IOException {
    Path empty = Files.createDirectories(workspace.path("empty"));

    Ran ran = explain(empty);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).startsWith("lazyloader: there is no class on the class path " + empty);
  }

  @Test
  void patterns_select_classes_and_fields() {
    assertThat(explain(classes, "--json", "--include", "acme.One").out())
        .contains("\"classes\" : 1", "\"fields\" : 3");
    assertThat(explain(classes, "--json", "--exclude", "acme.T*:*#SECOND").out())
        .contains("\"classes\" : 1", "\"fields\" : 2");
  }

  @Test
  void the_plan_names_what_the_policy_defers_in_order() throws IOException {
    Path plan = workspace.path("app.lazyplan");

    Ran ran = explain(classes, "--safety", "aggressive", "--plan", plan.toString());

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err())
        .startsWith("lazyloader: safety=aggressive trusts ")
        .endsWith("\nlazyloader: wrote 3 fields to " + plan + ".\n");
    List<String> lines = Files.readAllLines(plan);
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).isEqualTo("lazyloader-plan 1");
    assertThat(lines.subList(2, 5))
        .extracting(line -> line.split(" ", -1)[0])
        .containsExactly("acme.One#FIRST", "acme.One#SECOND", "acme.Two#ONLY");
    assertThat(lines.subList(2, 5)).allMatch(line -> line.matches("\\S+ +# [A-Z]+.*"));
    Plan read = new Plan();
    read.read(plan.toString());
    assertThat(read.problems()).isEmpty();
    assertThat(read.fieldsOf("acme.One")).containsExactlyInAnyOrder("FIRST", "SECOND");

    byte[] once = Files.readAllBytes(plan);
    explain(classes, "--safety", "aggressive", "--plan", plan.toString());
    assertThat(Files.readAllBytes(plan)).isEqualTo(once);
  }

  @Test
  void what_is_cheap_can_be_left_out_of_the_plan() throws IOException {
    Path plan = workspace.path("app.lazyplan");

    explain(
        classes, "--safety", "aggressive", "--min-cost", "1000000000", "--plan", plan.toString());

    assertThat(Files.readAllLines(plan)).hasSize(2);
  }

  @Test
  void a_plan_that_can_t_be_written_is_told() {
    Ran ran = explain(classes, "--plan", workspace.path("missing/app.lazyplan").toString());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).startsWith("lazyloader: option --plan: there is no directory ");
  }

  @Test
  void what_has_no_effect_is_refused() {
    assertThat(explain(classes, "--min-cost", "5").err())
        .startsWith(
            "lazyloader: --min-cost goes with --plan FILE, from which it leaves fields out.");
    assertThat(explain(classes, "--include", "com/acme/**").err())
        .startsWith(
            "lazyloader: --include com/acme/** has slashes, and classes are named with dots:"
                + " com.acme.*\n");
  }

  private static Ran explain(Object... arguments) {
    List<String> classPath = new ArrayList<>();
    List<String> all = new ArrayList<>(List.of("explain", "--all"));
    for (Object argument : arguments) {
      (argument instanceof Path ? classPath : all).add(argument.toString());
    }
    all.addAll(List.of("-cp", Workspace.classPath(classPath.toArray())));
    return Ran.command(all.toArray(new String[0]));
  }
}
