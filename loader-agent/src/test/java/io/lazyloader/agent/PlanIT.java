package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanIT {
  private static final String EAGER_OUT = "made log\nmade registry\nmain\nregistry\n";
  private static final String LAZY_OUT = "main\nmade registry\nregistry\n";

  @TempDir Path directory;
  private Program program;

  @BeforeEach
  void compile() throws IOException {
    program =
        Program.of(
            directory,
            """
            // app/Part.java
            package app;
            public class Part {
              public final String name;
              public Part(String name) { this.name = name; System.out.println("made " + name); }
            }
            """,
            """
            // app/Registry.java
            package app;
            public class Registry {
              public static final Part REGISTRY = new Part("registry");
            }
            """,
            """
            // app/Main.java
            package app;
            public class Main {
              private static final Part LOGGER = new Part("log");
              private static final String USED = Registry.REGISTRY.toString();
              public static void main(String[] args) {
                System.out.println("main");
                System.out.println(Registry.REGISTRY.name);
              }
            }
            """);
  }

  @Test
  void a_plan_defers_fields_of_classes_that_know_nothing_of_it() throws IOException {
    Run lazy =
        withPlan(
            """
            lazyloader-plan 1
            # loggers
            app.Main#LOGGER   # nobody reads it

            app.Main#USED
            app.Registry#REGISTRY
            """);

    assertThat(program.eager("app.Main").out()).isEqualTo(EAGER_OUT);
    assertThat(lazy.out()).isEqualTo(LAZY_OUT);
    assertThat(lazy.exitCode()).isZero();
    assertThat(lazy.err()).contains("3 fields: 1 resolved, 2 pending");
  }

  @Test
  void a_jar_carries_a_plan_of_its_own() throws IOException {
    Files.createDirectories(program.classes().resolve("META-INF/lazyloader"));
    Files.writeString(
        program.classes().resolve("META-INF/lazyloader/fields.lazyplan"),
        "lazyloader-plan 1\napp.Main#LOGGER\napp.Main#USED\napp.Registry#REGISTRY\n");
    Path library = program.jar("library.jar", program.classes(), Map.of());

    assertThat(program.onlyOn(library).lazy("quiet", "app.Main").out()).isEqualTo(LAZY_OUT);

    Path empty = Files.createDirectory(directory.resolve("empty"));
    Path launcher =
        program.jar(
            "launcher.jar", empty, Map.of("Class-Path", "library.jar", "Main-Class", "app.Main"));
    assertThat(program.onlyOn().lazy("quiet", "-jar " + launcher).out())
        .as("also by a manifest's class path")
        .isEqualTo(LAZY_OUT);
  }

  @Test
  void patterns_choose_among_the_planned_fields() throws IOException {
    String plan = "lazyloader-plan 1\napp.Main#LOGGER\napp.Main#USED\napp.Registry#REGISTRY\n";
    program.write("app.lazyplan", plan);

    assertThat(program.lazy("plan=app.lazyplan,quiet,exclude=app.Reg*:x.Y", "app.Main").out())
        .isEqualTo("main\nmade registry\nregistry\n");
    assertThat(program.lazy("plan=app.lazyplan,quiet,exclude=*#LOGGER", "app.Main").out())
        .isEqualTo("made log\n" + LAZY_OUT);
    assertThat(program.lazy("plan=app.lazyplan,quiet,include=*#LOGGER", "app.Main").out())
        .isEqualTo("made registry\nmain\nregistry\n");
    assertThat(program.lazy("plan=app.lazyplan,exclude=*#LOGGER", "app.Main").ours())
        .contains(
            "loader: plan app.lazyplan line 2: app.Main#LOGGER stays eager: it is excluded by option.");
  }

  @Test
  void a_missing_plan_is_named_and_the_program_runs_eagerly() {
    Run run = program.lazy("plan=none.lazyplan", "app.Main");

    assertThat(run.out()).isEqualTo(EAGER_OUT);
    assertThat(run.exitCode()).isZero();
    assertThat(run.ours().get(0))
        .startsWith("loader: plan none.lazyplan does not exist (looked in ")
        .endsWith("). Running without it.");
  }

  @Test
  void a_directory_or_a_foreign_file_is_no_plan() throws IOException {
    assertThat(program.lazy("plan=classes", "app.Main").ours().get(0))
        .isEqualTo("loader: plan classes is a directory, not a file. Running without it.");
    assertThat(withPlan("<xml/>").ours().get(0))
        .isEqualTo(
            "loader: plan app.lazyplan does not begin with the line \"lazyloader-plan 1\", so it is"
                + " no plan that this version can read. Running without it.");
    assertThat(withPlan("").ours().get(0)).contains("does not begin with the line");
    assertThat(withPlan("<xml/>").out()).isEqualTo(EAGER_OUT);
  }

  @Test
  void an_unknown_field_is_named_with_those_that_exist() throws IOException {
    Run run = withPlan("lazyloader-plan 1\napp.Registry#REGISTRY\n\napp.Main#LOG\n");

    assertThat(run.ours())
        .contains(
            "loader: plan app.lazyplan line 4: no field 'LOG' in app.Main (static fields: LOGGER,"
                + " USED). Running it eagerly.");
    assertThat(run.out()).isEqualTo(EAGER_OUT);
  }

  @Test
  void an_unknown_class_is_named_when_start_up_is_over() throws IOException {
    Run run = withPlan("lazyloader-plan 1\napp.Mian#LOG\napp.Part#NONE\n");

    assertThat(run.ours())
        .contains("loader: plan app.lazyplan line 2: class app.Mian is not on the class path.");
  }

  @Test
  void a_class_of_the_java_platform_stays_as_it_is() throws IOException {
    Path directory = this.directory.resolve("platform");
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import javax.xml.datatype.DatatypeConstants;
            public class Main {
              public static void main(String[] args) { System.out.println(DatatypeConstants.YEARS); }
            }
            """);
    program.write(
        "jdk.lazyplan", "lazyloader-plan 1\njavax.xml.datatype.DatatypeConstants#YEARS\n");

    Run run = program.lazy("plan=jdk.lazyplan", "app.Main");

    assertThat(run.out()).isEqualTo("YEARS\n");
    assertThat(run.ours())
        .contains(
            "loader: plan jdk.lazyplan line 2: javax.xml.datatype.DatatypeConstants belongs to the"
                + " Java platform, whose classes stay as they are. Take it out.");
  }

  @Test
  void a_line_of_another_form_is_passed_over() throws IOException {
    Run run = withPlan("lazyloader-plan 1\napp/Main.LOGGER\napp.Main#LOGGER\n");

    assertThat(run.ours().get(0))
        .isEqualTo(
            "loader: plan app.lazyplan line 2: \"app/Main.LOGGER\" is not of the form"
                + " fully.qualified.Class#FIELD. Passing it over.");
    assertThat(run.out()).isEqualTo("made registry\nmain\nregistry\n");
  }

  @Test
  void an_editor_s_byte_order_mark_and_line_ends_do_no_harm() throws IOException {
    Run run = withPlan("\uFEFFlazyloader-plan 1\r\napp.Main#LOGGER\r\n");

    assertThat(run.out()).isEqualTo("made registry\nmain\nregistry\n");
  }

  @Test
  void a_planned_class_that_was_loaded_before_the_agent_is_named() throws IOException {
    Path early =
        program.compile(
            "early",
            """
            // early/Agent.java
            package early;
            public class Agent {
              public static void premain(String argument) { new app.Registry(); }
            }
            """);
    Path jar = program.jar("early.jar", early, Map.of("Premain-Class", "early.Agent"));
    program.write("app.lazyplan", "lazyloader-plan 1\napp.Registry#REGISTRY\napp.Main#LOGGER\n");
    program.jvm("-javaagent:" + jar);

    Run run = program.lazy("plan=app.lazyplan", "app.Main");

    assertThat(run.out()).isEqualTo("made registry\nmain\nregistry\n");
    assertThat(run.ours())
        .contains("loader: app.Registry was loaded before the agent; its fields stay eager.");
  }

  private Run withPlan(String plan) throws IOException {
    program.write("app.lazyplan", plan);
    return program.lazy("plan=app.lazyplan", "app.Main");
  }
}
