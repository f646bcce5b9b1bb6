package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerIT {
  private static final String PARTS =
      """
      // app/Parts.java
      package app;
      import io.lazyloader.Lazy;
      @Lazy public class Parts {
        public static final Object PAGE = new Object();
        public static final Object BROKEN = broken();
        static Object broken() { throw new IllegalStateException("out of order"); }
        public static void touch() {}
      }
      """;
  private static final String PRINTER =
      """
      // app/Printer.java
      package app;
      import io.lazyloader.LazyListener;
      import java.util.List;
      public class Printer implements LazyListener {
        public void deferred(String className, List<String> fields) {
          System.out.println("deferred " + className + " " + fields);
        }
        public void resolved(Resolution r) { System.out.println("resolved " + text(r)); }
        public void failed(Resolution r, Throwable e) { System.out.println("failed " + text(r) + " " + e); }
        private static String text(Resolution r) {
          return r.fields() + " " + r.declaredAt() + " " + r.readAt() + " " + (r.nanos() > 0) + " "
              + (r.thread() == Thread.currentThread());
        }
      }
      """;
  private static final String READS =
      """
      Parts.touch();
      Object page = Parts.PAGE;
      try { page = Parts.BROKEN; } catch (ExceptionInInitializerError e) { System.out.println("caught"); }
      """;
  private static final String TOLD =
      """
      deferred app.Parts [app.Parts#PAGE, app.Parts#BROKEN]
      resolved [app.Parts#PAGE] Parts.java:5 app.Main.main(Main.java:6) true true
      failed [app.Parts#BROKEN] Parts.java:6 app.Main.main(Main.java:7) true true\
       java.lang.IllegalStateException: out of order
      caught
      """;

  @TempDir Path directory;

  @Test
  void a_listener_is_told_of_fields_sites_duration_and_thread_until_it_is_closed()
      throws IOException {
    Run run =
        main(
                "LazyListener.Registration registration = LazyLoader.addListener(new Printer());"
                    + READS
                    + """
                    registration.close();
                    registration.close();
                    System.out.println(LazyLoader.warmUp().initialising(More.class).run().resolved());
                    """,
                """
                // app/More.java
                package app;
                class More { @io.lazyloader.Lazy static final Object MORE = new Object(); }
                """)
            .lazy("quiet", "app.Main");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo(TOLD + "[app.More#MORE]\n");
  }

  @Test
  void a_listener_may_be_a_service_on_the_class_path() throws IOException {
    Program program = main(READS);
    Path services = Files.createDirectories(program.classes().resolve("META-INF/services"));
    Files.writeString(services.resolve("io.lazyloader.LazyListener"), "app.Printer\n");

    assertThat(program.lazy("quiet", "app.Main").out()).isEqualTo(TOLD);

    Files.writeString(services.resolve("io.lazyloader.LazyListener"), "app.None\n");
    Run broken = program.lazy("quiet", "app.Main");
    assertThat(broken.out()).isEqualTo("caught\n");
    assertThat(broken.ours().get(0))
        .startsWith("loader: a listener on the class path can't be made: ")
        .endsWith("Provider app.None not found. Running without it.");
  }

  @Test
  void what_a_listener_throws_is_said_once_and_the_program_and_other_listeners_go_on()
      throws IOException {
    Run run =
        main("""
                LazyLoader.addListener(new LazyListener() {
                  public void deferred(String name, java.util.List<String> fields) { throw new Error("no"); }
                  public void resolved(Resolution r) { resolved(r); }
                });
                LazyLoader.addListener(new Printer());
                """
                + READS)
            .lazy("quiet", "app.Main");

    assertThat(run.out().lines().map(line -> line.replaceAll(" .*", "")))
        .containsExactly("deferred", "resolved", "failed", "caught");
    assertThat(run.err())
        .isEqualTo(
            "loader: listener app.Main$1 failed in deferred: java.lang.Error: no. It is still called;"
                + " further failures are not reported.\n");
  }

  @Test
  void a_listener_may_resolve_more_and_is_told_of_that_first() throws IOException {
    Run run =
        main(
                """
                LazyLoader.addListener(new LazyListener() {
                  public void resolved(Resolution r) {
                    Object more = More.MORE;
                    System.out.println("told of " + r.fields() + " " + LazyLoader.isResolved("app.Parts#PAGE"));
                  }
                });
                Object page = Parts.PAGE;
                """,
                """
                // app/More.java
                package app;
                class More { @io.lazyloader.Lazy static final Object MORE = new Object(); }
                """)
            .lazy("quiet", "app.Main");

    assertThat(run.out())
        .isEqualTo("told of [app.More#MORE] true\ntold of [app.Parts#PAGE] true\n");
  }

  @Test
  void no_lock_is_held_while_a_listener_runs() throws IOException {
    Run run =
        main("""
                LazyLoader.addListener(new LazyListener() {
                  public void resolved(Resolution r) {
                    Thread other = new Thread(() -> System.out.println(Parts.PAGE != null));
                    other.start();
                    try { other.join(); } catch (InterruptedException e) { throw new IllegalStateException(e); }
                    System.out.println("told");
                  }
                });
                Object page = Parts.PAGE;
                """)
            .lazy("quiet", "app.Main");

    assertThat(run.out()).isEqualTo("true\ntold\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void a_removed_listener_s_class_loader_can_go() throws IOException {
    Program program =
        main(
            """
            var url = new java.io.File("plugin").toURI().toURL();
            var loader = new java.net.URLClassLoader(new java.net.URL[] {url});
            var gone = new java.lang.ref.WeakReference<>(loader);
            var listener = (LazyListener) loader.loadClass("plugin.Fails").getConstructor().newInstance();
            var registration = LazyLoader.addListener(listener);
            Object page = Parts.PAGE;
            registration.close();
            registration = null;
            listener = null;
            loader = null;
            while (gone.get() != null) { System.gc(); Thread.sleep(10); }
            System.out.println("gone");
            """);
    program.compile(
        "plugin",
        """
        // plugin/Fails.java
        package plugin;
        public class Fails implements io.lazyloader.LazyListener {
          public void resolved(Resolution r) { throw new RuntimeException() {}; }
        }
        """);

    Run run = program.lazy("quiet", "app.Main");

    assertThat(run.out()).isEqualTo("gone\n");
    assertThat(run.err()).contains("listener plugin.Fails failed in resolved: ");
  }

  @Test
  void who_does_not_listen_loads_nothing_for_it() throws IOException {
    Run run =
        main("Parts.touch(); System.out.println(Parts.PAGE != null);")
            .jvm("-Xlog:class+load:stdout")
            .lazy("quiet", "app.Main");

    assertThat(run.out())
        .contains("io.lazyloader.runtime.DeferredRegion ")
        .doesNotContain("io.lazyloader.runtime.Listeners")
        .doesNotContain("io.lazyloader.runtime.ResolutionListener")
        .doesNotContain("io.lazyloader.runtime.WarmUps")
        .doesNotContain("io.lazyloader.agent.Filters")
        .doesNotContain("io.lazyloader.agent.Listening")
        .doesNotContain("io.lazyloader.LazyListener")
        .doesNotContain("io.lazyloader.LazyFilter")
        .doesNotContain("io.lazyloader.WarmUp ");
  }

  private Program main(String body, String... more) throws IOException {
    String[] sources = new String[more.length + 3];
    sources[0] = PARTS;
    sources[1] = PRINTER;
    sources[2] =
        "// app/Main.java\npackage app;\nimport io.lazyloader.*;\npublic class Main { public static"
            + " void main(String[] args) throws Exception {\n"
            + body
            + "\n  }\n}\n";
    System.arraycopy(more, 0, sources, 3, more.length);
    return Program.of(directory, sources);
  }
}
