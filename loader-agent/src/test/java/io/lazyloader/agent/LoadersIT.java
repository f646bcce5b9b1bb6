package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import io.lazyloader.runtime.LazyRegions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadersIT {
  private static final String PLUGIN =
      """
      // plugin/Plugin.java
      package plugin;
      import io.lazyloader.Lazy;
      public class Plugin implements Runnable {
        @Lazy private static final StringBuilder STATE = state();
        static StringBuilder state() { System.out.println("state"); return new StringBuilder("x"); }
        public void run() { System.out.println("run"); System.out.println(STATE); }
      }
      """;

  @TempDir Path directory;

  @Test
  void classes_of_a_child_class_loader_are_lazy_too() throws IOException {
    assertThat(host("ClassLoader.getSystemClassLoader()").lazy("quiet", "app.Main").out())
        .isEqualTo("run\nstate\nx\nrun\nx\n");
  }

  @Test
  void classes_are_lazy_whose_class_loader_can_not_see_the_run_time_library() throws IOException {
    Run run = host("null").lazy("quiet", "app.Main");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("run\nstate\nx\nrun\nx\n");
  }

  @Test
  void a_class_reads_the_field_of_an_interface_that_its_class_loader_does_not_see()
      throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // api/Hidden.java
            package api;
            import io.lazyloader.Lazy;
            interface Hidden {
              @Lazy StringBuilder STATE = new StringBuilder(say("state"));
              String EAGER = say("eager");
              static String say(String text) { System.out.println(text); return text; }
            }
            """,
            """
            // api/Api.java
            package api;
            public class Api implements Hidden {}
            """,
            """
            // app/Main.java
            package app;
            import java.net.*;
            import java.nio.file.Path;
            public class Main {
              static class Narrow extends URLClassLoader {
                Narrow(URL... urls) { super(urls, ClassLoader.getPlatformClassLoader()); }
                @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
                  return name.equals("api.Api") ? api.Api.class : super.findClass(name);
                }
              }
              public static void main(String[] args) throws Exception {
                System.out.println(new api.Api() != null);
                Narrow loader = new Narrow(Path.of("plugin").toUri().toURL());
                ((Runnable) loader.loadClass("plugin.Reader").getDeclaredConstructor().newInstance()).run();
              }
            }
            """);
    program.compile(
        "plugin",
        """
        // plugin/Reader.java
        package plugin;
        public class Reader implements Runnable {
          public void run() { System.out.println("run"); System.out.println(api.Api.STATE); }
        }
        """);

    Run run = program.lazy("quiet", "app.Main");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("true\nrun\neager\nstate\nstate\n");
  }

  @Test
  void a_class_reads_what_it_inherits_whose_class_loader_can_not_show_it() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Base.java
            package app;
            import io.lazyloader.Lazy;
            public class Base { @Lazy protected static final Object ONE = new StringBuilder("one"); }
            """,
            """
            // app/Parts.java
            package app;
            import io.lazyloader.Lazy;
            public interface Parts { @Lazy Object TWO = new StringBuilder("two"); }
            """,
            """
            // app/Main.java
            package app;
            import java.nio.file.*;
            public class Main extends Base implements Parts {
              static class Loader extends ClassLoader {
                Class<?> define(byte[] bytes) { return defineClass("plugin.Reader", bytes, 0, bytes.length); }
              }
              public static void main(String[] args) throws Exception {
                byte[] bytes = Files.readAllBytes(Path.of("plugin/plugin/Reader.class"));
                ((Runnable) new Loader().define(bytes).getDeclaredConstructor().newInstance()).run();
              }
            }
            """);
    program.compile(
        "plugin",
        """
        // plugin/Reader.java
        package plugin;
        public class Reader extends app.Base implements app.Parts, Runnable {
          public void run() { System.out.println(ONE + " " + TWO); }
        }
        """);

    assertThat(program.lazy("quiet", "app.Main").out()).isEqualTo("one two\n");
  }

  @Test
  void nothing_of_ours_keeps_a_class_loader_alive() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import java.lang.ref.WeakReference;
            import java.net.*;
            import java.nio.file.Path;
            public class Main {
              public static void main(String[] args) throws Exception {
                WeakReference<ClassLoader> loader = use(args[0]);
                for (int i = 0; i < 50 && loader.get() != null; i++) { System.gc(); Thread.sleep(20); }
                System.out.println(loader.get() == null ? "gone" : "still there");
                System.out.println(io.lazyloader.LazyLoader.pending());
              }
              static WeakReference<ClassLoader> use(String path) throws Exception {
                URLClassLoader loader = new URLClassLoader(new URL[] {Path.of(path).toUri().toURL()});
                Class<?> type = loader.loadClass("plugin.Plugin");
                ((Runnable) type.getDeclaredConstructor().newInstance()).run();
                try { loader.loadClass("plugin.Failing").getMethod("read").invoke(null); }
                catch (java.lang.reflect.InvocationTargetException e) { System.out.println("failed"); }
                loader.close();
                return new WeakReference<>(loader);
              }
            }
            """);
    Path plugin =
        program.compile(
            "plugin",
            PLUGIN,
            """
            // plugin/Failing.java
            package plugin;
            import io.lazyloader.Lazy;
            public class Failing {
              static class Own extends RuntimeException {}
              @Lazy private static final Object BAD = fail();
              @Lazy private static final Object NEVER = "never";
              static Object fail() { throw new Own(); }
              public static Object read() { return BAD; }
            }
            """);

    assertThat(program.lazy("quiet", "app.Main", plugin + "/").out())
        .isEqualTo("run\nstate\nx\nfailed\ngone\n[]\n");
  }

  @Test
  void a_modular_program_needs_to_require_nothing() throws IOException {
    Program program = Program.of(directory);
    Path module = Files.createDirectories(directory.resolve("module"));
    program.compile(
        module,
        List.of(),
        """
        // app/Main.java
        package app;
        import java.util.List;
        public class Main {
          private static final List<String> ONE = one();
          public static final List<String> TWO = two();
          static List<String> one() { System.out.println("one"); return List.of("1"); }
          static List<String> two() { System.out.println("two"); return List.of("2"); }
          public static void main(String[] args) { System.out.println("main " + Main.class.getModule().getName()); System.out.println(ONE); }
        }
        """,
        """
        // module-info.java
        module app { }
        """);
    program.write("app.lazyplan", "lazyloader-plan 1\napp.Main#ONE\napp.Main#TWO\n");

    Run run = program.onlyOn().lazy("plan=app.lazyplan,quiet", "-p " + module + " -m app/app.Main");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("main app\none\n[1]\n");
  }

  @Test
  void a_class_that_is_redefined_keeps_its_lazy_fields() throws IOException {
    Program program =
        Program.of(
            directory,
            PLUGIN,
            """
            // app/Main.java
            package app;
            public class Main {
              public static void main(String[] args) throws Exception {
                plugin.Plugin p = new plugin.Plugin();
                tools.Agent.reload(plugin.Plugin.class);
                p.run();
              }
            }
            """,
            """
            // tools/Agent.java
            package tools;
            import java.lang.instrument.*;
            public class Agent {
              static Instrumentation instrumentation;
              public static void premain(String argument, Instrumentation i) { instrumentation = i; }
              public static void reload(Class<?> type) throws Exception {
                byte[] bytes = type.getResourceAsStream(type.getSimpleName() + ".class").readAllBytes();
                instrumentation.redefineClasses(new ClassDefinition(type, bytes));
                instrumentation.retransformClasses(type);
                System.out.println("reloaded");
              }
            }
            """);
    Path agent =
        program.jar(
            "tools.jar",
            Files.createDirectories(directory.resolve("nothing")),
            Map.of(
                "Premain-Class", "tools.Agent",
                "Can-Redefine-Classes", "true",
                "Can-Retransform-Classes", "true"));
    program.jvm("-javaagent:" + agent);

    assertThat(program.lazy("quiet", "app.Main").out()).isEqualTo("reloaded\nrun\nstate\nx\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"app.Declarer", "app.Reader"})
  void a_field_stays_eager_whose_class_or_reader_another_agent_loaded_first(String loaded)
      throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Declarer.java
            package app;
            import io.lazyloader.Lazy;
            public class Declarer {
              @Lazy static final Object VALUE = new StringBuilder("value");
            }
            """,
            """
            // app/Reader.java
            package app;
            public class Reader {
              static void read() { System.out.println(Declarer.VALUE); }
            }
            """,
            """
            // app/Main.java
            package app;
            public class Main {
              public static void main(String[] args) { Reader.read(); }
            }
            """);
    Path early =
        program.compile(
            "early",
            """
            // early/Agent.java
            package early;
            public class Agent {
              public static void premain(String name) throws Exception {
                Class.forName(name, false, ClassLoader.getSystemClassLoader());
              }
            }
            """);
    Path jar = program.jar("early.jar", early, Map.of("Premain-Class", "early.Agent"));
    program.jvm("-javaagent:" + jar + "=" + loaded);

    Run run = program.lazy("quiet", "app.Main");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("value\n");
    assertThat(program.lazy("", "app.Main").ours().get(0))
        .isEqualTo(
            loaded.equals("app.Declarer")
                ? "loader: app.Declarer was loaded before the agent; its fields stay eager."
                : "loader: @Lazy on app.Declarer#VALUE stays eager: a class that reads it was loaded"
                    + " before it was known to be lazy.");
  }

  @Test
  void versions_of_a_class_may_differ_in_a_field_s_type() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import java.net.*;
            import java.nio.file.Path;
            public class Main {
              public static void main(String[] args) throws Exception {
                for (String version : args) {
                  URL[] urls = {Path.of(version).toUri().toURL()};
                  URLClassLoader loader = new URLClassLoader(urls);
                  ((Runnable) loader.loadClass("lib.Reader").getDeclaredConstructor().newInstance()).run();
                }
              }
            }
            """);
    String reader =
        """
        // lib/Reader.java
        package lib;
        public class Reader implements Runnable {
          public void run() { System.out.println(Declarer.VALUE); }
        }
        """;
    String declarer =
        """
        // lib/Declarer.java
        package lib;
        import io.lazyloader.Lazy;
        class Declarer { @Lazy static final TYPE VALUE = new TYPE("value"); }
        """;
    Path one = program.compile("one", reader, declarer.replace("TYPE", "String"));
    Path two = program.compile("two", reader, declarer.replace("TYPE", "StringBuilder"));

    assertThat(program.lazy("quiet", "app.Main", one + "/", two + "/").out())
        .isEqualTo("value\nvalue\n");
  }

  @Test
  void a_module_that_does_not_require_the_run_time_library_finds_it_in_another() throws Exception {
    Program program = Program.of(directory);
    Path core =
        Path.of(LazyRegions.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path app = Files.createDirectories(directory.resolve("module"));
    program.compile(
        app,
        List.of(),
        """
        // app/Main.java
        package app;
        public class Main {
          private static final Object VALUE = new StringBuilder("value");
          public static void main(String[] args) { System.out.println(VALUE); }
        }
        """,
        """
        // module-info.java
        module app { }
        """);
    program.write("app.lazyplan", "lazyloader-plan 1\napp.Main#VALUE\n");
    program.jvm("--add-modules", "io.lazyloader");

    Run run =
        program
            .onlyOn()
            .lazy(
                "plan=app.lazyplan,quiet",
                "-p " + Program.join(List.of(core, app)) + " -m app/app.Main");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("value\n");
  }

  @Test
  void a_field_stays_eager_that_a_class_reads_which_could_not_be_looked_at() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Declarer.java
            package app;
            import io.lazyloader.Lazy;
            public class Declarer {
              @Lazy public static final Object VALUE = new StringBuilder("value");
            }
            """,
            """
            // app/Main.java
            package app;
            import java.net.*;
            import java.nio.file.Path;
            public class Main {
              static class Loader extends URLClassLoader {
                Loader(URL... urls) { super(urls); }
                @Override public URL findResource(String name) { throw new AssertionError(name); }
              }
              public static void main(String[] args) throws Exception {
                Loader loader = new Loader(Path.of("plugin").toUri().toURL());
                ((Runnable) loader.loadClass("plugin.Reader").getDeclaredConstructor().newInstance()).run();
              }
            }
            """);
    program.compile(
        "plugin",
        """
        // plugin/Reader.java
        package plugin;
        public class Reader implements Runnable {
          public void run() { System.out.println(app.Declarer.VALUE); }
        }
        """);

    assertThat(program.lazy("quiet", "app.Main").out()).isEqualTo("value\n");
  }

  @Test
  void a_new_version_of_a_loaded_class_reads_what_is_lazy() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Declarer.java
            package app;
            import io.lazyloader.Lazy;
            class Declarer {
              @Lazy static final Object VALUE = new StringBuilder("value");
              static void touch() {}
            }
            """,
            """
            // app/Reader.java
            package app;
            public class Reader { static void read() { System.out.println("old"); } }
            """,
            """
            // app/Main.java
            package app;
            import java.nio.file.*;
            public class Main {
              public static void main(String[] args) throws Exception {
                Reader.read();
                Declarer.touch();
                tools.Agent.redefine(Reader.class, Files.readAllBytes(Path.of("new/app/Reader.class")));
                Reader.read();
              }
            }
            """,
            """
            // tools/Agent.java
            package tools;
            import java.lang.instrument.*;
            public class Agent {
              static Instrumentation instrumentation;
              public static void premain(String argument, Instrumentation i) { instrumentation = i; }
              public static void redefine(Class<?> type, byte[] bytes) throws Exception {
                instrumentation.redefineClasses(new ClassDefinition(type, bytes));
              }
            }
            """);
    program.compile(
        "new",
        """
        // app/Reader.java
        package app;
        public class Reader { static void read() { System.out.println("new " + Declarer.VALUE); } }
        """);
    Path agent =
        program.jar(
            "tools.jar",
            Files.createDirectories(directory.resolve("nothing")),
            Map.of("Premain-Class", "tools.Agent", "Can-Redefine-Classes", "true"));
    program.jvm("-javaagent:" + agent);

    Run run = program.lazy("quiet", "app.Main");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("old\nnew value\n");
  }

  private Program host(String parent) throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import java.net.*;
            import java.nio.file.Path;
            public class Main {
              public static void main(String[] args) throws Exception {
                URL[] urls = {Path.of("plugin").toUri().toURL()};
                try (URLClassLoader loader = new URLClassLoader(urls, PARENT)) {
                  Runnable plugin = (Runnable) loader.loadClass("plugin.Plugin").getDeclaredConstructor().newInstance();
                  plugin.run();
                  plugin.run();
                }
              }
            }
            """
                .replace("PARENT", parent));
    program.compile("plugin", PLUGIN);
    return program;
  }
}
