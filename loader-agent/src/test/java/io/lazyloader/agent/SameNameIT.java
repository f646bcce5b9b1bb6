package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One name, many classes: what is known of one says nothing of those that other loaders define. */
class SameNameIT {
  /** Loads {@code lib.Reader} by a loader for each of the directories, and runs it. */
  private static final String EACH =
      """
      // app/Main.java
      package app;
      import java.net.*;
      import java.nio.file.Path;
      public class Main {
        public static void main(String[] args) throws Exception {
          for (String directory : args) {
            URLClassLoader loader = new URLClassLoader(new URL[] {Path.of(directory).toUri().toURL()});
            ((Runnable) loader.loadClass("lib.Reader").getDeclaredConstructor().newInstance()).run();
          }
        }
      }
      """;

  private static final String READER =
      """
      // lib/Reader.java
      package lib;
      public class Reader implements Runnable {
        public void run() { System.out.println(Conf.NAMES + " " + Conf.NAMES); }
      }
      """;

  private static final String LIST =
      """
      static java.util.List<String> list(String text) {
        java.util.List<String> list = new java.util.ArrayList<>();
        list.add(text);
        return list;
      }
      """;

  /** {@code Conf.NAMES} as it is declared in versions of a library. */
  @SuppressWarnings("ImmutableEnumChecker") // Nobody changes the sources.
  private enum Version {
    OWN(
        "public class Conf { @Lazy public static final java.util.List<String> NAMES = list(\"own\"); LIST }"),
    EAGER(
        "public class Conf { public static java.util.List<String> NAMES = list(\"eager\"); LIST }"),
    SUPERCLASS(
        "public class Conf extends Base {}",
        "class Base { @Lazy public static final java.util.List<String> NAMES = list(\"base\"); LIST }"),
    INTERFACE(
        "public class Conf implements Face {}",
        "interface Face { @Lazy java.util.List<String> NAMES = list(\"face\"); LIST }"),
    HIDING(
        "public class Conf extends Base { static java.util.List<String> NAMES = null; }",
        "class Base { @Lazy public static final java.util.List<String> NAMES = list(\"hidden\"); LIST }");

    private final String[] classes;

    Version(String... classes) {
      this.classes = classes;
    }

    String[] sources() {
      String[] sources = new String[classes.length + 1];
      sources[0] = READER;
      for (int index = 0; index < classes.length; index++) {
        String code = classes[index].replace("LIST", LIST).replace("@Lazy", "@io.lazyloader.Lazy");
        String name = index == 0 ? "Conf" : code.contains("interface Face") ? "Face" : "Base";
        sources[index + 1] = "// lib/" + name + ".java\npackage lib;\n" + code;
      }
      return sources;
    }
  }

  @TempDir Path directory;

  /**
   * A field may hide one of a supertype that has another type, as Kotlin's companions do. Here it
   * looks as if it might be lazy, too, until its class is loaded.
   */
  @ParameterizedTest
  @ValueSource(strings = {"class", "interface"})
  void a_field_of_another_type_is_not_taken_for_the_lazy_one_that_it_hides(String kind)
      throws IOException {
    boolean isClass = kind.equals("class");
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            public class Main {
              public static void main(String[] args) {
                System.out.println(Base.NAMES + " " + Conf.NAMES + " " + Base.NAMES);
              }
            }
            """,
            """
            // app/Conf.java
            package app;
            class Conf HOW Base {
              static final StringBuilder NAMES = new StringBuilder(System.getProperty("java.version"));
            }
            """
                .replace("HOW", isClass ? "extends" : "implements"),
            """
            // app/Base.java
            package app;
            KIND Base {
              @io.lazyloader.Lazy STATIC java.util.List<String> NAMES = new java.util.ArrayList<>();
            }
            """
                .replace("KIND", kind)
                .replace("STATIC", isClass ? "static final" : ""));

    for (String options : List.of("quiet", "mode=all,quiet")) {
      assertThat(program.lazy(options, "app.Main")).isEqualTo(program.eager("app.Main"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"quiet", "mode=all,safety=strict,quiet"})
  void versions_of_a_class_that_declare_a_field_elsewhere_are_read_in_any_order(String options)
      throws IOException {
    Program program = Program.of(directory, EACH);
    for (Version version : Version.values()) {
      program.compile(version.name(), version.sources());
    }
    for (Version first : Version.values()) {
      List<String> directories = new ArrayList<>(List.of(first + "/"));
      for (Version version : Version.values()) {
        directories.add(version + "/");
      }
      String[] order = directories.toArray(new String[0]);
      assertThat(program.lazy(options, "app.Main", order))
          .isEqualTo(program.eager("app.Main", order));
    }
  }

  @Test
  void a_loader_that_asks_its_parent_last_has_classes_of_its_own() throws IOException {
    Program program = Program.of(directory, READER, Version.OWN.sources()[1]);
    program.compile(
        program.classes(),
        List.of(),
        """
        // app/Main.java
        package app;
        import java.net.*;
        import java.nio.file.Path;
        public class Main {
          static class ChildFirst extends URLClassLoader {
            ChildFirst(URL... urls) { super(urls, Main.class.getClassLoader()); }
            @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
              synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && name.startsWith("lib.")) {
                  try { return findClass(name); } catch (ClassNotFoundException e) { }
                }
                return super.loadClass(name, resolve);
              }
            }
          }
          public static void main(String[] args) throws Exception {
            new lib.Reader().run();
            for (String directory : args) {
              ChildFirst loader = new ChildFirst(Path.of(directory).toUri().toURL());
              ((Runnable) loader.loadClass("lib.Reader").getDeclaredConstructor().newInstance()).run();
            }
            new lib.Reader().run();
          }
        }
        """);
    program.compile("eager", Version.EAGER.sources());
    program.compile("base", Version.SUPERCLASS.sources());
    program.compile("reader", READER);
    String[] order = {"reader/", "eager/", "base/", "reader/"};

    assertThat(program.lazy("quiet", "app.Main", order))
        .isEqualTo(program.eager("app.Main", order));
    assertThat(program.lazy("mode=all,quiet", "app.Main", order))
        .isEqualTo(program.eager("app.Main", order));
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "get", "handle"})
  void a_class_whose_loader_does_not_see_the_library_reads_what_another_made_lazy(String how)
      throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // api/Api.java
            package api;
            public class Api {
              @io.lazyloader.Lazy public static final Object NAME = new StringBuilder("name");
              public static void touch() {}
            }
            """,
            """
            // app/Main.java
            package app;
            import java.net.*;
            import java.nio.file.Path;
            public class Main {
              static class Narrow extends URLClassLoader {
                Narrow(URL... urls) { super(urls, null); }
                @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
                  return name.equals("api.Api") ? api.Api.class : super.findClass(name);
                }
              }
              public static void main(String[] args) throws Exception {
                api.Api.touch();
                Narrow loader = new Narrow(Path.of("plugin").toUri().toURL());
                System.out.println(
                    loader.loadClass("plugin.Reader").getMethod(args[0]).invoke(null));
              }
            }
            """);
    program.compile(
        "plugin",
        """
        // plugin/Reader.java
        package plugin;
        import java.lang.invoke.MethodHandles;
        public class Reader {
          public static Object read() { return api.Api.NAME; }
          public static Object get() throws Exception { return api.Api.class.getField("NAME").get(null); }
          public static Object handle() throws Throwable {
            return MethodHandles.lookup().findStaticGetter(api.Api.class, "NAME", Object.class).invoke();
          }
        }
        """);

    assertThat(program.lazy("quiet", "app.Main", how)).isEqualTo(program.eager("app.Main", how));
  }

  @Test
  void a_class_that_another_agent_puts_before_the_class_path_is_read_as_it_is() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // lib/Shared.java
            package lib;
            public class Shared {
              public static final int[] TABLE = {0, 7};
            }
            """,
            """
            // app/Main.java
            package app;
            import lib.Shared;
            public class Main {
              public static void main(String[] args) throws Exception {
                tools.Agent.append(args[0]);
                System.out.println(Shared.TABLE[1] + " " + Shared.class.getClassLoader());
              }
            }
            """,
            """
            // tools/Agent.java
            package tools;
            import java.lang.instrument.*;
            import java.util.jar.JarFile;
            public class Agent {
              static Instrumentation instrumentation;
              public static void premain(String argument, Instrumentation i) { instrumentation = i; }
              public static void append(String jar) throws Exception {
                instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar));
              }
            }
            """);
    Path agent =
        program.jar(
            "tools.jar",
            Files.createDirectories(directory.resolve("nothing")),
            Map.of("Premain-Class", "tools.Agent"));
    Path shared =
        program.compile(
            "shared",
            "// lib/Shared.java\npackage lib; public class Shared { public static final int[] TABLE = {0, 7}; }");
    program.jvm("-javaagent:" + agent);
    String jar = program.jar("shared.jar", shared, Map.of()).toString();

    assertThat(program.lazy("mode=all,quiet", "app.Main", jar))
        .isEqualTo(program.eager("app.Main", jar));
  }

  @ParameterizedTest
  @ValueSource(strings = {"class", "interface"})
  void a_reader_that_found_out_how_to_read_can_be_redefined(String kind) throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Declarer.java
            package app;
            class Declarer { @io.lazyloader.Lazy static final Object VALUE = new StringBuilder("value"); }
            """,
            """
            // app/Reader.java
            package app;
            public KIND Reader { static void read() { System.out.println("old " + Declarer.VALUE); } }
            """
                .replace("KIND", kind),
            """
            // app/Main.java
            package app;
            import java.nio.file.*;
            public class Main {
              public static void main(String[] args) throws Exception {
                Reader.read();
                tools.Agent.instrumentation.retransformClasses(Reader.class);
                Reader.read();
                tools.Agent.instrumentation.redefineClasses(new java.lang.instrument.ClassDefinition(
                    Reader.class, Files.readAllBytes(Path.of("new/app/Reader.class"))));
                Reader.read();
              }
            }
            """,
            """
            // tools/Agent.java
            package tools;
            import java.lang.instrument.*;
            public class Agent {
              public static Instrumentation instrumentation;
              public static void premain(String argument, Instrumentation i) { instrumentation = i; }
            }
            """);
    program.compile(
        "new",
        """
        // app/Reader.java
        package app;
        public KIND Reader { static void read() { System.out.println("new " + Declarer.VALUE); } }
        """
            .replace("KIND", kind));
    Path agent =
        program.jar(
            "tools.jar",
            Files.createDirectories(directory.resolve("nothing")),
            Map.of(
                "Premain-Class", "tools.Agent",
                "Can-Redefine-Classes", "true",
                "Can-Retransform-Classes", "true"));
    program.jvm("-javaagent:" + agent);

    assertThat(program.lazy("quiet", "app.Main")).isEqualTo(program.eager("app.Main"));
  }

  /** To ask costs two errors with their stack traces where the answer is no. */
  @ParameterizedTest
  @ValueSource(strings = {"class", "interface"})
  void a_reader_asks_once_how_to_read(String kind) throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Lazy.java
            package app;
            class Lazy {
              @io.lazyloader.Lazy static final java.util.List<String> NAMES = new java.util.ArrayList<>();
              static void touch() {}
            }
            """,
            """
            // app/Eager.java
            package app;
            class Eager {
              @io.lazyloader.Lazy static final Object OTHER = new Object();
              static final java.util.List<String> NAMES = new java.util.ArrayList<>();
            }
            """,
            """
            // app/Reader.java
            package app;
            public KIND Reader {
              static final Object OWN = Integer.valueOf(Eager.NAMES.size() + More.NAMES.size());
              static int read() { return Eager.NAMES.size() + Lazy.NAMES.size() + More.NAMES.size(); }
            }
            """
                .replace("KIND", kind),
            """
            // app/More.java
            package app;
            class More {
              @io.lazyloader.Lazy static final Object OTHER = new Object();
              static final java.util.List<String> NAMES = new java.util.LinkedList<>();
            }
            """,
            """
            // app/Main.java
            package app;
            public class Main {
              public static void main(String[] args) {
                Lazy.touch();
                int sum = 0;
                for (int times = Integer.parseInt(args[0]); times > 0; times--) {
                  sum += Reader.read();
                }
                System.out.println(sum + " " + Reader.OWN);
              }
            }
            """);
    Path log = directory.resolve("exceptions.log");
    program.jvm("-Xlog:exceptions=info:file=" + log);

    assertThat(program.lazy("quiet", "app.Main", "1")).isEqualTo(program.eager("app.Main", "1"));
    program.lazy("quiet", "app.Main", "1");
    List<String> once = questions(log);
    program.lazy("quiet", "app.Main", "100");
    assertThat(once).isNotEmpty();
    assertThat(questions(log)).hasSameSizeAs(once);
  }

  private static List<String> questions(Path log) throws IOException {
    return Files.readAllLines(log).stream().filter(line -> line.contains("$lazy$")).toList();
  }
}
