package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * While a class is transformed, none of the program's code runs: what that loads, the JVM would
 * show to no agent, and what that locks, others may hold. And a class that was not shown to us all
 * the same is answered.
 */
class NothingOfTheProgramIT {
  private static final String ALIASES =
      """
      // app/Aliases.java
      package app;
      import java.util.*;
      class Aliases {
        static final Map<String, String> ALL = all();
        static Map<String, String> all() { Map<String, String> m = new HashMap<>(); m.put("greeting", "plug/Plug.class"); return m; }
        static int count() { return 1; }
      }
      """;

  private static final String PLUG =
      """
      // plug/Plug.java
      package plug;
      public class Plug {
        @io.lazyloader.Lazy static final Object NAME = new StringBuilder("plug");
        public static String hi() { return "hi " + NAME; }
      }
      """;

  @TempDir Path directory;

  @Test
  void what_a_loader_looks_up_is_not_loaded_by_us() throws IOException {
    Program program =
        Program.of(
            directory,
            ALIASES,
            """
            // app/Index.java
            package app;
            class Index { static String real(String name) { return Aliases.ALL.getOrDefault(name, name); } }
            """,
            """
            // app/Main.java
            package app;
            import java.net.*;
            import java.nio.file.*;
            public class Main {
              static int asked;
              static class Loader extends URLClassLoader {
                Loader(URL... urls) { super(urls, Main.class.getClassLoader()); }
                @Override public URL findResource(String name) { asked++; return super.findResource(Index.real(name)); }
                @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
                  System.out.println("find " + name);
                  return super.findClass(name);
                }
                @Override public int hashCode() { throw new IllegalStateException("asked for a hash"); }
                @Override public boolean equals(Object other) { throw new IllegalStateException("compared"); }
              }
              public static void main(String[] args) throws Exception {
                System.out.println(Aliases.count());
                Loader loader = new Loader(Path.of("plug").toUri().toURL());
                System.out.println(loader.loadClass("plug.Plug").getMethod("hi").invoke(null));
                System.out.println("asked " + asked);
                System.out.println(loader.getResource("greeting") != null);
              }
            }
            """);
    program.compile("plug", PLUG);

    Run eager = program.eager("app.Main");

    assertThat(eager.out()).contains("asked 0");
    assertThat(program.lazy("mode=all,quiet", "app.Main")).isEqualTo(eager);
    assertThat(program.lazy("quiet", "app.Main")).isEqualTo(eager);
    assertThat(program.lazy("mode=record", "app.Main").out()).isEqualTo(eager.out());
  }

  @Test
  void remarks_do_not_go_through_a_stream_of_the_program_s() throws IOException {
    Program program =
        Program.of(
            directory,
            ALIASES,
            """
            // app/Late.java
            package app;
            class Late { @io.lazyloader.Lazy static Object VALUE = new Object(); }
            """,
            """
            // app/Main.java
            package app;
            import java.io.*;
            public class Main {
              public static void main(String[] args) {
                PrintStream real = System.err;
                System.setErr(new PrintStream(real) {
                  @Override public void println(String line) { System.out.println("through " + Aliases.ALL + line); }
                  @Override public void write(byte[] bytes, int from, int length) { System.out.println("written"); }
                });
                System.out.println(Late.VALUE != null);
              }
            }
            """);

    Run run = program.lazy("ready=call", "app.Main");

    assertThat(run.out()).startsWith("true\n");
    assertThat(run.ours().get(0)).contains("@Lazy on app.Late#VALUE stays eager");
  }

  @Test
  void url_handlers_are_asked_as_often_as_in_an_eager_run() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import java.net.*;
            import java.nio.file.*;
            import java.util.*;
            public class Main {
              static final List<String> asked = new ArrayList<>();
              public static void main(String[] args) throws Exception {
                URL.setURLStreamHandlerFactory(protocol -> { asked.add(protocol); return null; });
                URLClassLoader loader = new URLClassLoader(new URL[] {Path.of("plug").toUri().toURL()});
                System.out.println(loader.loadClass("plug.Plug").getMethod("hi").invoke(null));
                System.out.println(Other.TEXT + " " + asked);
              }
            }
            """,
            """
            // app/Other.java
            package app;
            class Other { @io.lazyloader.Lazy static final Object TEXT = new StringBuilder("text"); }
            """);
    program.compile("plug", PLUG);

    assertThat(program.lazy("mode=all,quiet", "app.Main")).isEqualTo(program.eager("app.Main"));
  }

  /**
   * Each class is defined a little deeper than the one before, until the stack has no room for
   * that, whoever looks on.
   */
  @Test
  void a_class_that_is_defined_on_a_stack_with_little_room_reads_what_is_lazy() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Declarer.java
            package app;
            public class Declarer {
              @io.lazyloader.Lazy public static final Object VALUE = new StringBuilder("value");
              static void touch() {}
            }
            """,
            """
            // app/Reader.java
            package app;
            public class Reader implements java.util.function.Supplier<Object> {
              public Object get() { return Declarer.VALUE; }
            }
            """,
            """
            // app/Main.java
            package app;
            import java.util.*;
            import java.util.function.Supplier;
            public class Main {
              static class Loader extends ClassLoader {
                final byte[] bytes;
                Loader(byte[] bytes) { super(Main.class.getClassLoader()); this.bytes = bytes; }
                Class<?> define() { return defineClass("app.Reader", bytes, 0, bytes.length); }
              }
              static int deepest;
              static void fall(int frames) { deepest = frames; fall(frames + 1); }
              static Class<?> define(int frames, Loader loader) {
                return frames == 0 ? loader.define() : define(frames - 1, loader);
              }
              static void run(int depth, Loader loader, List<Class<?>> defined) {
                try { fall(0); } catch (StackOverflowError e) { /* so deep is the stack */ }
                try {
                  defined.add(define((int) (deepest * (long) depth / 1000), loader));
                } catch (LinkageError | StackOverflowError e) {
                  defined.add(null);
                }
              }
              public static void main(String[] args) throws Exception {
                Declarer.touch();
                byte[] bytes;
                try (var stream = Main.class.getResourceAsStream("Reader.class")) {
                  bytes = stream.readAllBytes();
                }
                List<Class<?>> defined = new ArrayList<>();
                for (int permille = 500; permille < 1000; permille += permille < 850 ? 50 : 1) {
                  int depth = permille;
                  Loader loader = new Loader(bytes);
                  Thread thread = new Thread(null, () -> run(depth, loader, defined), "falls", 256 << 10);
                  thread.start();
                  thread.join();
                }
                Thread.sleep(2_000);
                // The deepest first: who reads through the accessor resolves it for all others.
                Collections.reverse(defined);
                for (Class<?> reader : defined) {
                  System.out.println(
                      reader == null
                          ? "too deep"
                          : ((Supplier<?>) reader.getDeclaredConstructor().newInstance()).get());
                }
              }
            }
            """);

    // Compiled, frames are smaller, so that it depended on when that happens how deep the stack is.
    program.jvm("-Xint");
    for (String options : List.of("quiet", "mode=all,quiet")) {
      assertThat(program.lazy(options, "app.Main").out().lines())
          .endsWith("value")
          .containsOnly("value", "too deep");
    }
  }
}
