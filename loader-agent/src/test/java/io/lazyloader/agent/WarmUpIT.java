package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpIT {
  private static final String PARTS =
      """
      // app/Parts.java
      package app;
      import io.lazyloader.Lazy;
      @Lazy(group = "web") class Parts {
        static final Object PAGE = made("page");
        @Lazy(group = "admin") static final Object ADMIN = made("admin");
        static final Object BROKEN = broken();
        static Object made(String name) { System.out.println("made " + name); return name; }
        static Object broken() { throw new IllegalStateException("out of order"); }
        static void touch() {}
      }
      """;

  /** The same, but for what is broken. */
  private static final String SOUND = PARTS.replace("static final Object BROKEN = broken();", "");

  @TempDir Path directory;

  @Test
  void a_group_is_warmed_up_on_the_calling_thread_and_told_of() throws IOException {
    Run run =
        main("""
                Parts.touch();
                WarmUp.Result result = LazyLoader.warmUp().group("web")
                    .onProgress(p -> System.out.println(p)).run();
                System.out.println(result.resolved() + " " + result.failed() + " " + result.leftOver());
                System.out.println(LazyLoader.pending());
                """)
            .lazy("quiet", "app.Main");

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            made page
            Progress[field=app.Parts#PAGE, failed=false, done=1, left=1]
            Progress[field=app.Parts#BROKEN, failed=true, done=2, left=0]
            [app.Parts#PAGE] {app.Parts#BROKEN=java.lang.IllegalStateException: out of order} []
            [app.Parts#ADMIN]
            """);
  }

  @Test
  void prefixes_tests_and_classes_choose_too_and_a_budget_leaves_over() throws IOException {
    Run run =
        sound(
                """
                System.out.println(LazyLoader.warmUp().run().resolved());
                WarmUp parts = LazyLoader.warmUp().initialising(Parts.class).prefix("app.Parts#");
                System.out.println(parts.within(Duration.ZERO).run().leftOver());
                System.out.println(parts.within(Duration.ofDays(1)).run().leftOver());
                Parts.touch();
                System.out.println(parts.within(Duration.ZERO).run().leftOver());
                System.out.println(LazyLoader.warmUp().prefix("app.P").prefix("x")
                    .where(name -> name.endsWith("PAGE")).run().resolved());
                System.out.println(LazyLoader.warmUp().prefix("x").run().resolved());
                """)
            .lazy("quiet", "app.Main");

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            []
            []
            made page
            made admin
            []
            []
            []
            []
            """);
  }

  @Test
  void what_a_warm_up_makes_known_is_warmed_up_too_and_nothing_twice() throws IOException {
    Run run =
        Program.of(
                directory,
                SOUND,
                """
                // app/Main.java
                package app;
                import io.lazyloader.*;
                public class Main {
                  @Lazy private static final Object FIRST = first();
                  private static final WarmUp.Result DURING = LazyLoader.warmUp().run();
                  @Lazy private static final Object LAST = new Object();
                  static Object first() { Parts.touch(); return LazyLoader.warmUp().prefix("app.Main#FIRST").run(); }
                  public static void main(String[] args) {
                    System.out.println(DURING.resolved() + " " + DURING.leftOver());
                    System.out.println(LazyLoader.warmUp().run().resolved());
                  }
                }
                """)
            .lazy("quiet", "app.Main");

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            made page
            made admin
            [app.Main#FIRST, app.Parts#PAGE, app.Parts#ADMIN] [app.Main#LAST]
            [app.Main#LAST]
            """);
  }

  @Test
  void the_option_warms_up_a_group_in_the_background_once_start_up_is_over() throws IOException {
    Run run =
        main("""
                Parts.touch();
                LazyLoader.addListener(new LazyListener() {
                  public void resolved(Resolution r) {
                    System.out.println(r.fields() + " on " + r.thread().getName()
                        + (r.thread().isDaemon() ? ", a daemon" : ""));
                  }
                });
                LazyLoader.markReady();
                while (!LazyLoader.isResolved("app.Parts#PAGE")) { Thread.sleep(5); }
                while (LazyLoader.snapshot().warmUp().failedFields() == 0) { Thread.sleep(5); }
                while (LazyLoader.snapshot().warmUp().millis() == 0) { Thread.sleep(5); }
                Thread.sleep(100);
                """)
            .lazy("warmup=web:wbe", "app.Main");

    assertThat(run.out())
        .isEqualTo("made page\n[app.Parts#PAGE] on lazyloader-warm-up, a daemon\n");
    assertThat(run.err())
        .contains("3 fields: 0 resolved, 3 pending")
        .containsPattern("loader: warm-up after ready: 1 field resolved in .*, 1 failed\n")
        .contains(
            "loader: option warmup names the group 'wbe', but no field that is deferred so far is in"
                + " it (groups: admin, web).")
        .doesNotContain("after ready, ")
        .doesNotContain("useless");
  }

  @Test
  void the_option_s_figures_are_there_as_json_and_with_quiet_too() throws IOException {
    Program program =
        sound(
            """
            Parts.touch();
            LazyLoader.markReady();
            while (LazyLoader.snapshot().warmUp().millis() == 0) { Thread.sleep(5); }
            Thread.sleep(100);
            System.out.println(LazyLoader.pending());
            """);

    Run json = program.lazy("warmup=all,format=json", "app.Main");
    Run quiet = program.lazy("warmup=all,quiet", "app.Main");

    assertThat(json.err())
        .containsPattern(
            "\"type\":\"warm_up\",\"warm_up_fields\":2,\"warm_up_failed_fields\":0,\"warm_up_ms\":[0-9.]+}");
    assertThat(quiet.out()).endsWith("[]\n");
    assertThat(quiet.err()).isEmpty();
  }

  @Test
  void what_a_warm_up_on_the_way_to_ready_resolves_is_not_called_useless() throws IOException {
    Run run =
        main("Parts.touch(); LazyLoader.warmUp().group(\"admin\").run();").lazy("", "app.Main");

    assertThat(run.err())
        .contains("1 resolved, 2 pending")
        .containsPattern("loader:   warm-up   1 field resolved in ")
        .doesNotContain("useless");
  }

  @Test
  void in_the_background_it_waits_for_the_end_of_start_up_and_can_be_cancelled()
      throws IOException {
    Program program =
        sound(
            """
            Parts.touch();
            var cancelled = LazyLoader.warmUp().group("admin").inBackground();
            var result = LazyLoader.warmUp().group("web").inBackground();
            cancelled.cancel(true);
            Thread.sleep(100);
            System.out.println(result.isDone());
            LazyLoader.markReady();
            System.out.println(result.get().resolved());
            System.out.println(LazyLoader.pending());
            """);

    assertThat(program.lazy("ready=call", "app.Main").out())
        .isEqualTo("false\nmade page\n[app.Parts#PAGE]\n[app.Parts#ADMIN]\n");
  }

  @Test
  void in_the_background_it_starts_at_once_if_nobody_watches_for_the_end_of_start_up()
      throws IOException {
    Run run =
        sound(
                "Parts.touch(); System.out.println(LazyLoader.warmUp().group(\"web\").inBackground().get().resolved());")
            .lazy("quiet", "app.Main");

    assertThat(run.out()).isEqualTo("made page\n[app.Parts#PAGE]\n");
  }

  @Test
  void a_callback_that_throws_ends_the_warm_up_and_reaches_who_waits() throws IOException {
    Run run =
        sound(
                """
                Parts.touch();
                try {
                  LazyLoader.warmUp().onProgress(p -> { throw new IllegalStateException("no"); })
                      .inBackground().get();
                } catch (java.util.concurrent.ExecutionException e) {
                  System.out.println(e.getCause() + " " + LazyLoader.pending());
                }
                """)
            .lazy("quiet", "app.Main");

    assertThat(run.out())
        .isEqualTo("made page\njava.lang.IllegalStateException: no [app.Parts#ADMIN]\n");
  }

  @Test
  void a_class_that_can_not_be_initialised_is_among_the_failed() throws IOException {
    Run run =
        Program.of(
                directory,
                """
                // app/Broken.java
                package app;
                class Broken { static final int N = Integer.parseInt("none"); }
                """,
                """
                // app/Main.java
                package app;
                import io.lazyloader.*;
                public class Main {
                  public static void main(String[] args) {
                    System.out.println(LazyLoader.warmUp().initialising(Broken.class).run().failed());
                  }
                }
                """)
            .lazy("quiet", "app.Main");

    assertThat(run.out())
        .isEqualTo("{app.Broken=java.lang.NumberFormatException: For input string: \"none\"}\n");
  }

  @Test
  void an_error_or_a_full_stack_in_an_initialiser_does_not_end_a_warm_up() throws IOException {
    Run run =
        Program.of(
                directory,
                """
                // app/Broken.java
                package app;
                class Broken { static { if (true) throw new AssertionError("broken"); } }
                """,
                """
                // app/Main.java
                package app;
                import io.lazyloader.*;
                import java.time.Duration;
                public class Main {
                  @Lazy static final Object DEEP = deep(0);
                  @Lazy static final Object FINE = "fine".toUpperCase();
                  static Object deep(int depth) { return deep(depth + 1) + "x"; }
                  public static void main(String[] args) {
                    WarmUp.Result result =
                        LazyLoader.warmUp().initialising(Broken.class)
                            .within(Duration.ofSeconds(Long.MAX_VALUE)).run();
                    System.out.println(result.failed().keySet() + " " + result.resolved());
                  }
                }
                """)
            .lazy("quiet", "app.Main");

    assertThat(run.out()).as(run.err()).isEqualTo("[app.Broken, app.Main#DEEP] [app.Main#FINE]\n");
  }

  @Test
  void a_plan_puts_fields_into_groups_and_wins_over_annotations() throws IOException {
    Program program =
        sound(
            """
            Parts.touch();
            System.out.println(LazyLoader.warmUp().group("first").run().resolved());
            """);
    program.write(
        "app.lazyplan",
        "lazyloader-plan 1\napp.Parts#PAGE group=first   # early\napp.Parts#ADMIN\tgroup=first\n");

    assertThat(program.lazy("quiet,plan=app.lazyplan", "app.Main").out())
        .isEqualTo("made page\nmade admin\n[app.Parts#PAGE, app.Parts#ADMIN]\n");
  }

  @Test
  void a_group_without_a_proper_name_is_told_with_its_place() throws IOException {
    Program program = main("Parts.touch();");
    program.write(
        "app.lazyplan",
        "lazyloader-plan 1\napp.Parts#PAGE group=a b\napp.Parts#ADMIN group=\napp.Parts#BROKEN grp=x\n");

    assertThat(program.lazy("plan=app.lazyplan", "app.Main").ours())
        .contains(
            "loader: plan app.lazyplan line 2: app.Parts#PAGE stays eager: its group 'a b' is no"
                + " name for one: use letters, digits, '.', '_' and '-', and not 'all'.",
            "loader: plan app.lazyplan line 3: group= needs a name, as in group=startup. Passing the"
                + " line over.",
            "loader: plan app.lazyplan line 4: no field 'BROKEN grp=x' in app.Parts (static fields:"
                + " PAGE, ADMIN, BROKEN). Running it eagerly.");
  }

  @Test
  void the_nearest_declaration_that_names_a_group_wins() throws IOException {
    Run run =
        Program.of(
                directory,
                """
                // app/package-info.java
                @io.lazyloader.Lazy(group = "wide") package app;
                """,
                """
                // app/Main.java
                package app;
                import io.lazyloader.*;
                public class Main {
                  static final Object WIDE = new Object();
                  @Lazy static final Object INHERITS = new Object();
                  @Lazy(group = "own") static final Object OWN = new Object();
                  public static void main(String[] args) {
                    System.out.println(LazyLoader.warmUp().group("wide").run().resolved());
                  }
                }
                """)
            .lazy("quiet", "app.Main");

    assertThat(run.out()).isEqualTo("[app.Main#WIDE, app.Main#INHERITS]\n");
  }

  @Test
  void crac_warms_up_before_each_checkpoint() throws Exception {
    Path crac =
        Path.of(org.crac.Core.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path fake =
        Program.of(directory.resolve("fake"))
            .compile(
                "jdk",
                """
                // javax/crac/Resource.java
                package javax.crac;
                public interface Resource {
                  void beforeCheckpoint(Context<? extends Resource> context) throws Exception;
                  void afterRestore(Context<? extends Resource> context) throws Exception;
                }
                """,
                """
                // javax/crac/Context.java
                package javax.crac;
                public abstract class Context<R extends Resource> implements Resource {
                  public abstract void register(R resource);
                }
                """,
                "// javax/crac/CheckpointException.java\npackage javax.crac;\n"
                    + "public class CheckpointException extends Exception {}",
                "// javax/crac/RestoreException.java\npackage javax.crac;\n"
                    + "public class RestoreException extends Exception {}",
                """
                // javax/crac/Core.java
                package javax.crac;
                import java.lang.ref.WeakReference;
                public class Core {
                  static WeakReference<Resource> registered;
                  static final Context<Resource> GLOBAL = new Context<>() {
                    public void register(Resource resource) { registered = new WeakReference<>(resource); }
                    public void beforeCheckpoint(Context<? extends Resource> context) throws Exception {
                      registered.get().beforeCheckpoint(this);
                    }
                    public void afterRestore(Context<? extends Resource> context) throws Exception {
                      registered.get().afterRestore(this);
                    }
                  };
                  public static Context<Resource> getGlobalContext() { return GLOBAL; }
                  public static void checkpointRestore() throws CheckpointException, RestoreException {
                    try {
                      GLOBAL.beforeCheckpoint(null);
                      System.out.println("checkpoint");
                      GLOBAL.afterRestore(null);
                    } catch (Exception e) { throw new IllegalStateException(e); }
                  }
                }
                """);
    Program program =
        main(
            """
            Parts.touch();
            LazyLoader.warmUp().group("web").beforeCheckpoint();
            System.out.println(LazyLoader.pending());
            Class<?> core = Class.forName("org.crac.Core");
            core.getMethod("checkpointRestore").invoke(null);
            System.out.println(LazyLoader.pending());
            """);

    Run without = program.lazy("quiet", "app.Main");
    Run with = program.on(crac, fake).lazy("quiet", "app.Main");

    assertThat(without.err())
        .contains(
            "java.lang.IllegalStateException: org.crac:crac is not where the class loader of"
                + " io.lazyloader finds it; add it to the class path, or register a Resource that"
                + " calls run()");
    assertThat(with.err()).isEmpty();
    assertThat(with.out())
        .isEqualTo(
            """
            [app.Parts#PAGE, app.Parts#ADMIN, app.Parts#BROKEN]
            made page
            checkpoint
            [app.Parts#ADMIN]
            """);
  }

  private Program sound(String body) throws IOException {
    return main(SOUND, body);
  }

  private Program main(String body) throws IOException {
    return main(PARTS, body);
  }

  private Program main(String parts, String body) throws IOException {
    return Program.of(
        directory,
        parts,
        "// app/Main.java\npackage app;\nimport io.lazyloader.*;\nimport java.time.Duration;\n"
            + "public class Main {\n  public static void main(String[] args) throws Exception {\n"
            + body
            + "\n  }\n}\n");
  }
}
