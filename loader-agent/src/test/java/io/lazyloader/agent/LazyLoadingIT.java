package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JUnit extension, in JVMs of its own with and without the agent. */
class LazyLoadingIT {
  private static final String MAIN =
      """
      // app/Main.java
      package app;
      import io.lazyloader.Lazy;
      public class Main {
        @Lazy static final Object LOG = new Object();
        @Lazy static final Object OTHER = new Object();
        static final Object PLAIN = new Object();
        static void start() {}
      }
      """;

  /** Runs one test class and prints what became of its tests. */
  private static final String RUNNER =
      """
      // app/Runner.java
      package app;
      import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
      import org.junit.platform.testkit.engine.*;
      public class Runner {
        public static void main(String[] args) throws Exception {
          var events = EngineTestKit.engine("junit-jupiter").selectors(selectClass(Class.forName(args[0])))
              .execute().allEvents().stream().toList();
          for (Event event : events) {
            String name = event.getTestDescriptor().getDisplayName();
            event.getPayload(String.class).ifPresent(reason -> System.out.println(name + " skipped: " + reason));
            event.getPayload(org.junit.platform.engine.TestExecutionResult.class)
                .filter(result -> event.getTestDescriptor().isTest())
                .ifPresent(result -> System.out.println(name + " "
                    + result.getThrowable().map(Throwable::toString).orElse("passed")));
          }
        }
      }
      """;

  @TempDir Path directory;

  @Test
  void a_start_up_is_held_lazy_and_a_failure_says_who_resolved_what() throws IOException {
    Program program =
        tests(
            """
            @LazyLoading @TestMethodOrder(MethodOrderer.MethodName.class)
            class Tests {
              @Test void a_unknown() { assertDeferred("app.Main#LOG"); }
              @Test void b_pending() { Main.start(); assertPending("app.Main#LOG", "app.Main#OTHER"); }
              @Test void c_not_resolved() { assertResolved("app.Main#LOG"); }
              @Test void d_resolved() {
                Main.LOG.hashCode();
                assertResolved("app.Main#LOG"); assertDeferred("app.Main#LOG"); assertPending("app.Main#LOG");
              }
              @Test void e_not_lazy() { assertDeferred("app.Main#PLAIN"); }
              @Test void f_misnamed() { assertPending("app.Main.LOG"); }
            }
            """);

    Run run = program.lazy("quiet", "app.Runner", "app.Tests");

    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines().map(LazyLoadingIT::withoutType))
        .containsExactly(
            "a_unknown() app.Main#LOG is not deferred: app.Main has not been initialised, or has no"
                + " field that is deferred",
            "b_pending() passed",
            "c_not_resolved() app.Main#LOG is not resolved: it is pending, nobody has read it",
            "d_resolved() app.Main#LOG is not pending: it was resolved at"
                + " app.Tests.d_resolved(Tests.java:13), on thread main",
            "e_not_lazy() app.Main#PLAIN is not deferred: app.Main defers LOG, OTHER only",
            "f_misnamed() app.Main.LOG is not pending: a field is named as com.acme.Main#LOG");
  }

  @Tag("heavy")
  @Test
  void a_test_in_the_wrong_jvm_fails_and_says_how_to_start_the_right_one() throws IOException {
    Program program =
        tests(
            """
            @TestMethodOrder(MethodOrderer.MethodName.class)
            class Tests {
              @Test @LazyLoading void a_normal() {}
              @Test @LazyLoading(mode = LazyLoader.Mode.ALL) void b_all() {}
              @Test @LazyLoading(mode = LazyLoader.Mode.NONE) void c_none() {}
              @Test @LazyLoading(woven = true) void d_woven() {}
              @Nested @LazyLoading(mode = LazyLoader.Mode.ALL, otherwise = LazyLoading.Otherwise.SKIP)
              class Inner { @Test void e_skipped() {} }
            }
            """);

    String how =
        ". The mode is fixed when a JVM starts: start it with %s=%s, with Maven in the argLine of"
            + " Surefire.";
    String agent = "-javaagent:loader-agent.jar=mode";
    assertThat(program.lazy("quiet", "app.Runner", "app.Tests").out().lines())
        .map(LazyLoadingIT::withoutType)
        .containsExactly(
            "a_normal() passed",
            "b_all() This test needs a JVM in mode all, but this one runs in mode normal"
                + how.formatted(agent, "all"),
            "c_none() This test needs a JVM in mode none, but this one runs in mode normal"
                + how.formatted("-Dlazyloader.mode", "none"),
            "d_woven() passed",
            "Inner skipped: This test needs a JVM in mode all, but this one runs in mode normal"
                + how.formatted(agent, "all"));
    assertThat(program.eager("app.Runner", "app.Tests").out().lines())
        .map(LazyLoadingIT::withoutType)
        .containsSequence(
            "a_normal() This test needs a JVM in mode normal, but this one runs without the"
                + " Lazyloader agent"
                + how.formatted(agent, "normal"))
        .contains("d_woven() passed");
    assertThat(program.lazy("quiet,mode=all,include=app.*", "app.Runner", "app.Tests").out())
        .contains("b_all() passed", "e_skipped() passed");
    assertThat(program.lazy("quiet,mode=none", "app.Runner", "app.Tests").out())
        .contains("c_none() passed");
  }

  @Test
  void listeners_that_a_test_leaves_are_removed_after_it() throws IOException {
    Program program =
        tests(
            """
            @LazyLoading @TestMethodOrder(MethodOrderer.MethodName.class)
            class Tests {
              @Test void a_registers() {
                LazyLoader.addListener(new LazyListener() {
                  public void resolved(Resolution r) { System.out.println("told of " + r.fields()); }
                });
                Main.LOG.hashCode();
              }
              @Test void b_resolves() { Main.OTHER.hashCode(); }
            }
            """);

    assertThat(program.lazy("quiet", "app.Runner", "app.Tests").out())
        .isEqualTo("told of [app.Main#LOG]\na_registers() passed\nb_resolves() passed\n");
  }

  private static String withoutType(String line) {
    return line.replace("org.opentest4j.AssertionFailedError: ", "");
  }

  private Program tests(String source) throws IOException {
    List<Path> libraries = libraries();
    Program program = Program.of(directory, MAIN).on(libraries.toArray(Path[]::new));
    String tests =
        "// app/Tests.java\npackage app;\nimport static io.lazyloader.junit.LazyAssertions.*;\n"
            + "import io.lazyloader.*;\nimport io.lazyloader.junit.*;\nimport org.junit.jupiter.api.*;\n"
            + source;
    program.compile(
        program.classes(),
        List.of("-cp", program.classes() + java.io.File.pathSeparator + Program.join(libraries)),
        tests,
        RUNNER);
    return program;
  }

  /** JUnit and loader-core, as a project under test has them, from our own class path. */
  static List<Path> libraries() {
    List<Path> libraries = new ArrayList<>();
    for (String entry :
        System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      String name = path.getFileName().toString();
      if (entry.contains("loader-core")
          || name.startsWith("junit-")
          || name.startsWith("opentest4j")
          || name.startsWith("apiguardian")
          || name.startsWith("assertj")
          || name.startsWith("byte-buddy")) {
        libraries.add(path);
      }
    }
    assertThat(libraries).isNotEmpty().allMatch(Files::exists);
    return libraries;
  }
}
