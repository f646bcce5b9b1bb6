package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends start-up. The return from main, calls, idleness and exit are in {@link MetricsIT}. */
class ReadyIT {
  private static final Path SPRING =
      Path.of(System.getProperty("programs", "target/programs")).resolve("spring");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "::1"})
  void start_up_ends_when_the_program_listens_on_a_port(String address) throws IOException {
    String port = freePort();

    Run run = server().lazy("ready=port:" + port, "app.Main", address, port);

    assertThat(run.out()).isEqualTo("connections: 0\n");
    assertThat(run.err())
        .containsPattern("ready [\\d,]+ ms after process start \\(port \\d+ open\\)");
  }

  @Test
  void a_port_that_another_process_listens_on_does_not_count() throws IOException {
    try (ServerSocket other = new ServerSocket(0)) {
      Run run =
          server()
              .lazy(
                  "ready=port:" + other.getLocalPort(),
                  "app.Main",
                  "127.0.0.1",
                  freePort(),
                  "once");

      assertThat(run.err()).contains("(exit)");
    }
  }

  private Program server() throws IOException {
    return Program.of(
        directory,
        """
        // app/Main.java
        package app;
        import java.net.*;
        public class Main {
          public static void main(String[] args) throws Exception {
            try (ServerSocket server = new ServerSocket()) {
              int connections = 0;
              server.bind(new InetSocketAddress(args[0], Integer.parseInt(args[1])));
              server.setSoTimeout(500);
              try {
                while (true) { server.accept().close(); connections++; }
              } catch (SocketTimeoutException e) { }
              System.out.println("connections: " + connections);
            } catch (SocketException e) {
              // A machine without IPv6.
              try (ServerSocket server = new ServerSocket(Integer.parseInt(args[1]))) { Thread.sleep(500); }
              System.out.println("connections: 0");
            }
            if (args.length > 2) System.exit(0);
          }
        }
        """);
  }

  private static String freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return String.valueOf(free.getLocalPort());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"println", "write", "printf", "stderr", "bytes"})
  void start_up_ends_with_a_line_however_it_is_written(String how) throws IOException {
    Run run = printer().lazy("ready=log:Started in \\d+ ms", "app.Main", how);

    assertThat(run.err()).contains("(a line matched Started in \\d+ ms)");
    assertThat(run.out()).endsWith("restored\n");
  }

  @Test
  void a_line_that_never_comes_leaves_the_end_to_the_exit_and_the_streams_as_they_are()
      throws IOException {
    Run run = printer().lazy("ready=log:Never", "app.Main", "println");

    assertThat(run.err()).contains("(exit)");
    assertThat(run.out()).endsWith("watched\n");
  }

  @Test
  void commas_go_into_a_property() throws IOException {
    Run run =
        printer()
            .jvm("-Dlazyloader.ready=log:Started in \\d{1,3} ms")
            .lazy("", "app.Main", "println");

    assertThat(run.err()).contains("(a line matched Started in \\d{1,3} ms)");
  }

  @Test
  void streams_that_the_program_has_replaced_stay_as_they_are() throws IOException {
    Run run = printer().lazy("ready=log:Started", "app.Main", "replace");

    assertThat(run.err()).contains("(a line matched Started)");
    assertThat(run.out()).contains("Started in 12 ms").endsWith("own\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "ISO-8859-1", "UTF-16", "Shift_JIS"})
  void not_a_byte_of_the_output_changes(String charset) throws IOException {
    Program program =
        Program.of(
                directory,
                """
                // app/Main.java
                package app;
                public class Main {
                  public static void main(String[] args) throws Exception {
                    System.out.print("no line end, \\u00e9 \\u65e5\\u672c \\ud83d\\ude00");
                    System.out.print('c'); System.out.print(1.5f); System.out.println((Object) null);
                    System.out.write(0xff); System.out.write(new byte[] {(byte) 0xc3, 13, 10, 0});
                    System.out.printf("%s%n", "x".repeat(100_000)); System.out.append("\\u20ac").flush();
                    System.err.println("\\u00fc to stderr");
                    System.out.println(System.out.checkError());
                    System.out.close();
                    System.out.println("after close");
                    System.err.println(System.out.checkError());
                  }
                }
                """)
            .jvm("-Dfile.encoding=" + charset, "-Dstdout.encoding=" + charset);

    assertThat(bytes(program, List.of("-Dlazyloader.quiet", "-Dlazyloader.ready=log:Never")))
        .containsExactly(bytes(program, List.of("-Dlazyloader.mode=none", "-Dlazyloader.quiet")));
  }

  private byte[] bytes(Program program, List<String> options) throws IOException {
    Path file = directory.resolve("bytes");
    program.rawOutput(file, Stream.concat(options.stream(), Stream.of(agent())).toList());
    return Files.readAllBytes(file);
  }

  private static String agent() {
    return "-javaagent:" + Program.AGENT;
  }

  private Program printer() throws IOException {
    return Program.of(
        directory,
        """
        // app/Main.java
        package app;
        import java.io.*;
        public class Main {
          public static void main(String[] args) throws Exception {
            PrintStream atFirst = System.out;
            if (args[0].equals("replace")) {
              System.setOut(new PrintStream(new FilterOutputStream(atFirst), true));
            }
            PrintStream own = System.out;
            System.out.println("Starting");
            switch (args[0]) {
              case "write" -> { for (char c : "Started in 12 ms\\r\\n".toCharArray()) System.out.write(c); }
              case "printf" -> System.out.printf("\\u00e9 Started in %d ms%n", 12);
              case "stderr" -> System.err.println("Started in 12 ms");
              case "bytes" -> {
                System.out.write("... Started in 1".getBytes());
                System.out.write("2 ms!\\nmore".getBytes());
              }
              default -> System.out.println("Started in 12 ms");
            }
            for (int i = 0; i < 200 && System.out == atFirst; i++) Thread.sleep(5);
            System.out.println(System.out == own ? args[0].equals("replace") ? "own" : "watched" : "restored");
            System.exit(0);
          }
        }
        """);
  }

  @Test
  void classes_are_counted_with_laziness_off_if_idleness_is_the_sign() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            public class Main {
              public static void main(String[] args) throws Exception {
                System.out.println(new Other());
                Thread.sleep(1500);
              }
              static class Other { public String toString() { return "other"; } }
            }
            """);

    Run run = program.lazy("mode=none,ready=idle:200", "app.Main");

    assertThat(run.err()).contains("(idle for 200 ms), mode none", "for 2 classes (0 rewritten)");
  }

  @Test
  void start_up_ends_when_spring_boot_says_so() throws IOException {
    Run run = spring().lazy("metrics=stderr", "app.Main");

    assertThat(run.err()).contains("(Spring's ApplicationReadyEvent)");
    assertThat(run.out()).containsSubsequence("runner", "ready true", "end of main");
  }

  @Test
  void spring_boot_says_so_with_laziness_off_if_it_is_the_sign() throws IOException {
    assertThat(spring().lazy("mode=none,ready=spring", "app.Main").err())
        .contains("(Spring's ApplicationReadyEvent), mode none");
  }

  @Test
  void spring_boot_is_not_asked_if_something_else_is_the_sign() throws IOException {
    assertThat(spring().lazy("ready=log:end of main", "app.Main").err())
        .contains("(a line matched end of main)");
  }

  @Test
  void spring_s_classes_that_do_not_see_the_run_time_library_stay_as_they_are() throws IOException {
    Program program = spring();
    Program isolated =
        Program.of(
            directory.resolve("isolated"),
            """
            // app/Isolated.java
            package app;
            import java.net.*;
            import java.nio.file.*;
            public class Isolated {
              public static void main(String[] args) throws Exception {
                URL[] urls = new URL[args.length];
                for (int i = 0; i < args.length; i++) urls[i] = Path.of(args[i]).toUri().toURL();
                ClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
                Thread.currentThread().setContextClassLoader(loader);
                loader.loadClass("app.Main").getMethod("plain", String[].class)
                    .invoke(null, (Object) new String[0]);
              }
            }
            """);

    Run run =
        isolated.lazy(
            "",
            "app.Isolated",
            Stream.concat(Stream.of(program.classes()), springJars().stream())
                .map(path -> path.toAbsolutePath().toString())
                .toArray(String[]::new));

    assertThat(run.out()).contains("runner", "plain end");
    assertThat(run.exitCode()).isZero();
  }

  private static List<Path> springJars() throws IOException {
    try (Stream<Path> files = Files.list(SPRING)) {
      return files.toList();
    }
  }

  private Program spring() throws IOException {
    Program program = Program.of(directory.resolve("spring"));
    program.on(springJars().toArray(Path[]::new));
    program.compile(
        program.classes(),
        List.of(
            "-cp",
            Program.join(Stream.concat(springJars().stream(), Stream.of(Program.AGENT)).toList())),
        """
        // app/Main.java
        package app;
        import io.lazyloader.LazyLoader;
        import org.springframework.boot.*;
        import org.springframework.boot.context.event.ApplicationReadyEvent;
        import org.springframework.context.*;
        import org.springframework.context.annotation.*;
        @Configuration
        public class Main {
          @Bean CommandLineRunner runner() { return args -> System.out.println("runner"); }
          public static void main(String[] args) {
            SpringApplication application = new SpringApplication(Main.class);
            application.setBannerMode(Banner.Mode.OFF);
            application.addListeners((ApplicationListener<ApplicationReadyEvent>) event ->
                System.out.println("ready " + (LazyLoader.snapshot().readyBy() != null)));
            application.run(args);
            System.out.println("end of main");
          }
          public static void plain(String[] args) {
            SpringApplication application = new SpringApplication(Main.class);
            application.setBannerMode(Banner.Mode.OFF);
            application.run(args);
            System.out.println("plain end");
          }
        }
        """);
    return program;
  }
}
