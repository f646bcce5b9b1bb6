package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Class loaders that are closed before fields are read whose initialisers load classes. */
class ClosedLoadersIT {
  private static final String RATE =
      """
      // plug/Rate.java
      package plug;
      class Rate {
        final double value;
        Rate(double value) { this.value = value; }
        static final class Special extends Rate { Special() { super(2.2); } }
      }
      """;

  private static final String TRY_WITH_RESOURCES =
      "try (URLClassLoader loader = new URLClassLoader(urls(\"plugin\"), Host.class.getClassLoader()))"
          + " { plug = make(loader); }";

  @TempDir Path directory;

  /** A host that makes an object of {@code plug.Plug}, closes its loader somehow and uses it. */
  private Program host(String makeAndClose, String... more) throws IOException {
    String[] sources = new String[more.length + 1];
    System.arraycopy(more, 0, sources, 0, more.length);
    sources[more.length] =
        """
        // host/Host.java
        package host;
        import java.io.*;
        import java.net.*;
        import java.nio.file.Path;
        public class Host {
          static URL[] urls(String directory) throws IOException { return new URL[] {Path.of(directory).toUri().toURL()}; }
          static Runnable make(ClassLoader loader) throws ReflectiveOperationException {
            return (Runnable) loader.loadClass("plug.Plug").getConstructor().newInstance();
          }
          public static void main(String[] args) throws Exception {
            Runnable plug;
            %s
            for (int run = 0; run < 2; run++) {
              try { plug.run(); } catch (Throwable e) { System.out.println(e + " / " + e.getCause()); }
            }
          }
        }
        """
            .formatted(makeAndClose);
    return Program.of(directory, sources);
  }

  private static String plug(String field) {
    return """
        // plug/Plug.java
        package plug;
        import io.lazyloader.Lazy;
        import java.util.*;
        public class Plug implements Runnable {
          %s
          public void run() { System.out.println(value()); }
        }
        """
        .formatted(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "static final Rate R = new Rate(1.1); static double value() { return R.value; }",
        "static final Map<String, Rate> R = rates(); static double value() { return R.get(\"EUR\").value; }"
            + " static Map<String, Rate> rates() { return new HashMap<>(Map.of(\"EUR\", new Rate(1.1))); }",
        "static final Object R = new Rate[2]; static Object value() { return ((Object[]) R).length; }",
        "static final boolean R = made() instanceof Rate; static boolean value() { return R; }"
            + " static Object made() { return new ArrayList<>(); }",
        "static final String R = Rate.class.getName(); static Object value() { return R; }",
        "static final Comparator<Rate> R = Comparator.comparingDouble(r -> r.value);"
            + " static int value() { return R.compare(new Rate(1), new Rate.Special()); }",
        "static final Object R = new Object() { @Override public String toString() { return \"mine\"; } };"
            + " static Object value() { return R; }",
        "enum Kind { A, B } static final Set<Kind> R = EnumSet.of(Kind.A); static Object value() { return R; }"
      })
  void by_verdict_nothing_is_deferred_that_would_load_a_class_late(String field)
      throws IOException {
    Program program = host(TRY_WITH_RESOURCES);
    program.compile("plugin", RATE, plug(field));

    String eager = program.eager("host.Host").out();
    assertThat(program.lazy("mode=all,safety=aggressive,quiet", "host.Host").out())
        .isEqualTo(eager);
  }

  @Test
  void by_verdict_nothing_is_deferred_that_would_load_a_class_through_a_closed_parent()
      throws IOException {
    Program program =
        host(
            """
            URLClassLoader above = new URLClassLoader(urls("above"), Host.class.getClassLoader());
            plug = make(new Child(above));
            above.close();
            """,
            """
            // host/Child.java
            package host;
            import java.io.*;
            import java.nio.file.*;
            class Child extends ClassLoader {
              Child(ClassLoader above) { super(above); }
              @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
                try {
                  byte[] code = Files.readAllBytes(Path.of("plugin", name.replace('.', '/') + ".class"));
                  return defineClass(name, code, 0, code.length);
                } catch (IOException e) {
                  throw new ClassNotFoundException(name, e);
                }
              }
            }
            """);
    String rate = RATE.replace("package plug", "package rate").replace("plug/", "rate/");
    String open =
        rate.replace("class Rate", "public class Rate").replace("  Rate(", "  public Rate(");
    program.compile("above", open);
    program.compile(
        "plugin",
        open,
        plug(
            "static final rate.Rate R = new rate.Rate(1.1);"
                + " static Object value() { return R == null ? null : \"made\"; }"));
    Files.delete(program.directory.resolve("plugin/rate/Rate.class"));

    String eager = program.eager("host.Host").out();
    assertThat(eager).isEqualTo("made\nmade\n");
    assertThat(program.lazy("mode=all,quiet", "host.Host").out()).isEqualTo(eager);
  }

  @Test
  void by_verdict_what_needs_only_the_jdk_is_still_deferred() throws IOException {
    Program program = host(TRY_WITH_RESOURCES);
    program.compile(
        "plugin",
        plug(
            """
            static final Map<String, Integer> R = codes();
            static Map<String, Integer> codes() { Map<String, Integer> all = new HashMap<>(); all.put("EUR", code(978)); return all; }
            static int code(int number) { return number; }
            static Object value() { return R; }
            """));
    assertThat(program.lazy("mode=all", "host.Host").err()).contains("deferred  1 field");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TRY_WITH_RESOURCES,
        "URLClassLoader loader = new URLClassLoader(urls(\"plugin\"), Host.class.getClassLoader()); plug = make(loader); loader.close();",
        "Closeable loader = new URLClassLoader(urls(\"plugin\"), Host.class.getClassLoader()); plug = make((ClassLoader) loader); loader.close();",
        "AutoCloseable loader = new URLClassLoader(urls(\"plugin\"), Host.class.getClassLoader()); plug = make((ClassLoader) loader); loader.close();",
        "Inheriting loader = new Inheriting(urls(\"plugin\")); plug = make(loader); loader.close();",
        "Overriding loader = new Overriding(urls(\"plugin\")); plug = make(loader); loader.close();",
        "Below loader = new Below(urls(\"plugin\")); plug = make(loader); loader.close();",
        "Own loader = new Own(\"plugin\"); plug = make(loader); loader.close();",
        "URLClassLoader above = new URLClassLoader(urls(\"plugin\"), Host.class.getClassLoader());"
            + " plug = make(new URLClassLoader(urls(\"plugin\"), above)); above.close();",
        "URLClassLoader loader = new URLClassLoader(urls(\"plugin\"), Host.class.getClassLoader()); plug = make(loader);"
            + " AutoCloseable closing = loader::close; closing.close();",
        "URLClassLoader loader = new URLClassLoader(urls(\"plugin\"), Host.class.getClassLoader()); plug = make(loader);"
            + " URLClassLoader.class.getMethod(\"close\").invoke(loader);"
      })
  void marked_fields_are_resolved_when_their_loader_is_closed(String makeAndClose)
      throws IOException {
    Program program =
        host(
            makeAndClose,
            """
            // host/Inheriting.java
            package host;
            class Inheriting extends java.net.URLClassLoader {
              Inheriting(java.net.URL[] urls) { super(urls, Host.class.getClassLoader()); }
            }
            """,
            """
            // host/Overriding.java
            package host;
            class Overriding extends java.net.URLClassLoader {
              Overriding(java.net.URL[] urls) { super(urls, Host.class.getClassLoader()); }
              @Override public void close() throws java.io.IOException { super.close(); System.out.println("closed"); }
            }
            """,
            """
            // host/Below.java
            package host;
            class Below extends Inheriting {
              Below(java.net.URL[] urls) { super(urls); }
            }
            """,
            """
            // host/Own.java
            package host;
            import java.io.*;
            import java.nio.file.*;
            class Own extends ClassLoader implements Closeable {
              private Path directory;
              Own(String directory) { super(Host.class.getClassLoader()); this.directory = Path.of(directory); }
              @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
                if (directory == null) throw new ClassNotFoundException("closed");
                try {
                  byte[] code = Files.readAllBytes(directory.resolve(name.replace('.', '/') + ".class"));
                  return defineClass(name, code, 0, code.length);
                } catch (IOException e) {
                  throw new ClassNotFoundException(name, e);
                }
              }
              @Override public void close() { directory = null; }
            }
            """);
    program.compile(
        "plugin",
        RATE,
        plug(
            "@Lazy static final Rate R = new Rate(1.1); static double value() { return R.value; }"));

    String eager = program.eager("host.Host").out();
    assertThat(eager).contains("1.1\n1.1\n");
    assertThat(program.lazy("quiet", "host.Host").out()).isEqualTo(eager);
  }

  @Test
  void an_initialiser_that_throws_does_not_keep_a_loader_open() throws IOException {
    Program program = host(TRY_WITH_RESOURCES);
    program.compile(
        "plugin",
        plug(
            """
            @Lazy static final Object BAD = bad();
            @Lazy static final Object GOOD = Part.good();
            static Object bad() { throw new IllegalStateException("bad"); }
            static Object value() { return GOOD; }
            """),
        """
        // plug/Part.java
        package plug;
        class Part { static Object good() { return "good"; } }
        """);

    assertThat(program.lazy("quiet", "host.Host").out()).isEqualTo("good\ngood\n");
  }

  @Test
  void woven_code_tells_before_it_closes_a_loader() throws IOException {
    Program program =
        host(
            TRY_WITH_RESOURCES.replace("plugin", "woven-plugin"),
            """
            // host/Names.java
            package host;
            import io.lazyloader.Lazy;
            class Names { @Lazy static final java.util.List<String> ALL = java.util.List.of("a"); }
            """);
    program.compile(
        "plugin",
        RATE,
        plug(
            "@Lazy static final Rate R = new Rate(1.1); static double value() { return R.value; }"));
    program.weave(program.directory.resolve("plugin"), "woven-plugin");
    program.onlyOn(program.weave(program.classes(), "woven"), Program.AGENT);

    assertThat(program.eager("host.Host").out()).isEqualTo("1.1\n1.1\n");
  }
}
