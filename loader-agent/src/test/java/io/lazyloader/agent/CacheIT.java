package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.lazyloader.agent.Program.Run;
import io.lazyloader.agent.cache.CacheDirectory;
import io.lazyloader.agent.cache.CacheFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one start learns for the next one, and that no start does anything but what it should. */
class CacheIT {
  /** Takes long enough to be worth deferring. */
  private static final String LONG_PATTERN =
      "(a|b)+[0-9]{2,3}(?:x|y|z)*[\\\\w&&[^c]]+(foo|bar|baz|qux)?.*"
          + "(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)*";

  /** Classes that a judge needs which decide nothing: options and rules. */
  private static final List<String> LIGHT =
      List.of(
          "io.lazyloader.agent.analysis.SharedCosts",
          "io.lazyloader.agent.analysis.Policy",
          "io.lazyloader.agent.analysis.TrustRules");

  @TempDir Path directory;
  private Path cache;
  private Program program;

  @BeforeEach
  void compile() throws IOException {
    cache = directory.resolve("cache");
    program =
        Program.of(
            directory,
            data(LONG_PATTERN),
            """
            // app/Spare.java
            package app;
            import java.util.regex.Pattern;
            public class Spare {
              static final Pattern SPARE = Pattern.compile("%s");
              static int count;
            }
            """
                .formatted(LONG_PATTERN),
            """
            // app/Reader.java
            package app;
            public class Reader {
              static boolean matches(String text) { return Data.PATTERN.matcher(text).matches(); }
            }
            """,
            """
            // app/Reflector.java
            package app;
            import java.lang.reflect.Field;
            public class Reflector {
              static Object read(String type, String name) throws ReflectiveOperationException {
                Field field = Class.forName(type).getDeclaredField(name);
                field.setAccessible(true);
                return field.get(null);
              }
            }
            """,
            """
            // app/Main.java
            package app;
            public class Main {
              public static void main(String[] args) throws Exception {
                System.out.println("started " + ++Data.count + ++Spare.count);
                for (String arg : args) {
                  System.out.println(
                      arg.equals("reflect")
                          ? Reflector.read("app.Data", "PATTERN")
                          : arg.equals("spare") ? Spare.SPARE : Reader.matches(arg));
                }
                System.out.println("end");
              }
            }
            """);
  }

  private static String data(String pattern) {
    return """
        // app/Data.java
        package app;
        import java.util.regex.Pattern;
        public class Data {
          static final Pattern PATTERN = Pattern.compile("%s");
          static int count;
        }
        """
        .formatted(pattern);
  }

  @Test
  void the_first_start_is_eager_and_leaves_a_file() throws IOException {
    Run first = program.lazy("mode=all,cache=" + cache, "app.Main", "aab123");

    assertThat(first.out()).isEqualTo(eager("aab123"));
    assertThat(first.err())
        .contains("deferred  nothing", "first start: classes noted for the next: 4")
        .contains(file().getName());
    assertThat(CacheFile.inspect(file()).classes()).hasSize(4);
  }

  @Test
  void the_second_start_defers_what_the_first_has_learnt() throws IOException {
    Run first = learn();
    Run second = learn();
    Run third = learn("aab123", "reflect", "spare");

    assertThat(first.err()).contains("first start", "deferred  nothing");
    assertThat(first.out()).isEqualTo(eager());
    assertThat(second.out()).isEqualTo(eager());
    assertThat(second.err())
        .contains("deferred  2 fields: 0 resolved, 2 pending", " passed over and ");
    assertThat(third.out()).isEqualTo(eager("aab123", "reflect", "spare"));
    assertThat(third.err()).contains("deferred  2 fields: 2 resolved, 0 pending");
  }

  @Test
  void a_start_that_finds_all_it_needs_loads_nothing_of_the_rewriter() throws IOException {
    learn("aab123", "spare");
    Run second =
        program
            .jvm("-Xlog:class+load:stdout")
            .lazy("mode=all,learn=exit,quiet,cache=" + cache, "app.Main", "aab123", "spare");

    List<String> loaded =
        second
            .out()
            .lines()
            .takeWhile(line -> !line.equals("end"))
            .filter(line -> line.contains("[class,load]"))
            .map(line -> line.substring(line.indexOf("load]") + 6).split(" ", 2)[0])
            .toList();
    assertThat(loaded).contains("app.Data", "app.Reader", "io.lazyloader.runtime.DeferredClasses");
    assertThat(loaded)
        .noneMatch(name -> name.startsWith("io.lazyloader.shaded."))
        .noneMatch(
            name -> name.startsWith("io.lazyloader.agent.analysis.") && !LIGHT.contains(name));
  }

  @Test
  void a_program_that_has_changed_is_learnt_anew() throws IOException {
    learn();
    program.compile(program.classes(), List.of(), data("(b)+" + LONG_PATTERN));
    Run changed = learn("reflect", "aab123");
    Run after = learn("reflect", "aab123");

    assertThat(changed.out()).isEqualTo(eager("reflect", "aab123")).contains("(b)+(a|b)+");
    assertThat(changed.err())
        .contains("is not used: the program has changed since. It is made anew.")
        .contains("first start", "deferred  nothing");
    assertThat(after.out()).isEqualTo(changed.out());
    assertThat(after.err()).contains("deferred  2 fields").doesNotContain("has changed");
    assertThat(files()).hasSize(1);
  }

  @Test
  void a_plan_has_its_effect_in_every_start() throws IOException {
    Path plan = program.write("app.lazyplan", "lazyloader-plan 1\napp.Data#PATTERN\n");
    for (int start = 1; start <= 3; start++) {
      for (String[] arguments : new String[][] {{}, {"aab123"}, {"reflect", "spare"}}) {
        Run run =
            program.lazy("learn=exit,plan=" + plan + ",cache=" + cache, "app.Main", arguments);
        assertThat(run.out()).isEqualTo(eager(arguments));
        assertThat(run.err())
            .as("start %d", start)
            .contains("deferred  1 field: " + (arguments.length == 0 ? "0" : "1") + " resolved");
      }
    }
    assertThat(files()).hasSize(1);
  }

  @Test
  void a_plan_that_has_changed_is_believed_at_once() throws IOException {
    Path plan = program.write("app.lazyplan", "lazyloader-plan 1\napp.Data#PATTERN\n");
    String options = "learn=exit,plan=" + plan + ",cache=" + cache;
    program.lazy(options, "app.Main", "aab123");
    program.write("app.lazyplan", "lazyloader-plan 1\napp.Spare#SPARE\n");
    Run second = program.lazy(options, "app.Main", "aab123");

    assertThat(second.out()).isEqualTo(eager("aab123"));
    assertThat(second.err()).contains("app.Spare#SPARE").doesNotContain("app.Data#PATTERN");
  }

  @Test
  void classes_that_no_earlier_start_has_seen_read_what_is_deferred() throws IOException {
    learn();
    for (String argument : List.of("aab123", "reflect", "spare")) {
      Run run = program.lazy("mode=all,cache=" + cache, "app.Main", argument);
      assertThat(run.out()).isEqualTo(eager(argument));
      assertThat(run.err()).contains("deferred  2 fields: 1 resolved, 1 pending");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 35, 60, 90})
  void a_file_that_was_changed_is_made_anew(int percent) throws IOException {
    learn("aab123");
    byte[] bytes = Files.readAllBytes(file().toPath());
    int at = bytes.length * percent / 100;
    for (int index = at; index < Math.min(at + 3, bytes.length); index++) {
      bytes[index] ^= 0x55;
    }
    Files.write(file().toPath(), bytes);

    assertIsMadeAnew();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 40, 64, 300, -1})
  void a_file_that_was_cut_is_made_anew(int length) throws IOException {
    learn("aab123");
    byte[] bytes = Files.readAllBytes(file().toPath());
    Files.write(file().toPath(), Arrays.copyOf(bytes, length < 0 ? bytes.length + length : length));

    assertIsMadeAnew();
  }

  private void assertIsMadeAnew() throws IOException {
    Run first =
        program.lazy("mode=all,learn=exit,quiet,cache=" + cache, "app.Main", "reflect", "aab123");
    assertThat(first.out()).isEqualTo(eager("reflect", "aab123"));
    assertThat(first.err().lines().count()).as(first.err()).isLessThanOrEqualTo(1);
    Run second = learn("spare", "aab123");
    assertThat(second.out()).isEqualTo(eager("spare", "aab123"));

    Run third = learn();
    assertThat(third.out()).isEqualTo(eager());
    assertThat(third.err()).contains("deferred  2 fields").doesNotContain("damaged", "not used");
    CacheFile whole = CacheFile.inspect(file());
    assertThat(whole.classes()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(whole.counts().defers()).isEqualTo(2);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_file_that_others_can_write_is_refused() throws IOException {
    learn();
    Files.setPosixFilePermissions(file().toPath(), PosixFilePermissions.fromString("rw-rw-rw-"));
    Run run = program.lazy("mode=all,cache=" + cache, "app.Main", "aab123");

    assertThat(run.out()).isEqualTo(eager("aab123"));
    assertThat(run.err())
        .contains(
            "loader: cache "
                + file()
                + " is not used: it can be written by others. Going on without it.\n",
            "deferred  nothing");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_directory_that_can_only_be_read_is_of_use() throws IOException {
    learn();
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("r-x------"));
    try {
      assumeFalse(Files.isWritable(cache), "who runs this may write anywhere");
      Run run = learn("aab123");

      assertThat(run.out()).isEqualTo(eager("aab123"));
      assertThat(run.err()).contains("deferred  2 fields");
    } finally {
      Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void a_place_that_can_not_be_written_is_told_and_costs_nothing_else() throws IOException {
    Path taken = program.write("taken", "a file");
    Run run = program.lazy("mode=all,learn=exit,cache=" + taken, "app.Main", "aab123");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo(eager("aab123"));
    assertThat(run.err()).contains("what was learnt for the next start could not be written to ");
    assertThat(taken).hasContent("a file");
  }

  @Test
  void starts_at_the_same_time_share_a_directory() throws IOException {
    String[][] arguments = {{}, {"aab123"}, {"reflect"}, {"spare", "aab123"}};
    List<String> expected = new ArrayList<>();
    for (String[] each : arguments) {
      expected.add(eager(each));
    }
    List<CompletableFuture<Void>> both = new ArrayList<>();
    for (int one = 0; one < 2; one++) {
      int shift = one;
      both.add(
          CompletableFuture.runAsync(
              () -> {
                for (int start = 0; start < 10; start++) {
                  int which = (start + shift) % arguments.length;
                  Run run = learn(arguments[which]);
                  assertThat(run.out()).as(run.err()).isEqualTo(expected.get(which));
                  assertThat(run.err()).doesNotContain("damaged", "could not", "is lost");
                }
              }));
    }
    CompletableFuture.allOf(both.toArray(new CompletableFuture<?>[0])).join();

    assertThat(CacheFile.inspect(file()).classes()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(files()).hasSize(1);
  }

  @Test
  void a_jvm_that_is_killed_leaves_a_file_that_can_be_read() throws Exception {
    learn();
    for (int delay = 100; delay <= 900; delay += 100) {
      Process process =
          program.start("mode=all,learn=exit,quiet,cache=" + cache, "app.Main", "aab123", "spare");
      process.waitFor(delay, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      assertThat(CacheFile.inspect(file()).classes()).hasSizeGreaterThanOrEqualTo(3);
    }

    Run after = learn("reflect");
    assertThat(after.out()).isEqualTo(eager("reflect"));
    assertThat(after.err()).doesNotContain("damaged", "not used");
  }

  @Test
  void a_field_that_each_start_reads_is_left_alone() throws IOException {
    for (int start = 1; start <= 3; start++) {
      assertThat(learn("aab123").out()).isEqualTo(eager("aab123"));
    }
    Run fourth = learn("aab123");

    assertThat(fourth.out()).isEqualTo(eager("aab123"));
    assertThat(fourth.err())
        .contains("deferred  1 field: 0 resolved, 1 pending", "app.Spare#SPARE")
        .doesNotContain("app.Data#PATTERN");
  }

  @Test
  void a_field_that_one_start_does_without_stays_deferred() throws IOException {
    learn("aab123");
    learn();
    for (int start = 3; start <= 5; start++) {
      Run run = learn("aab123");
      assertThat(run.out()).isEqualTo(eager("aab123"));
      assertThat(run.err()).contains("deferred  2 fields: 1 resolved, 1 pending");
    }
  }

  @Test
  void classes_whose_loader_is_closed_do_as_they_do_eagerly() throws IOException {
    program.compile(
        "plugin",
        """
        // plug/Plug.java
        package plug;
        import java.util.regex.Pattern;
        public class Plug implements Runnable {
          static final Pattern PATTERN = Pattern.compile("%s");
          static final Rate RATE = new Rate();
          public void run() { System.out.println(PATTERN.matcher("aab123").matches() + " " + RATE); }
        }
        """
            .formatted(LONG_PATTERN),
        """
        // plug/Rate.java
        package plug;
        public class Rate {
          private final java.util.Map<Integer, String> all = new java.util.TreeMap<>();
          Rate() { for (int i = 0; i < 500; i++) { all.put(i, "rate " + i); } }
          public String toString() { return all.get(7); }
        }
        """);
    program.compile(
        program.classes(),
        List.of(),
        """
        // host/Host.java
        package host;
        import java.net.*;
        import java.nio.file.Path;
        public class Host {
          public static void main(String[] args) throws Exception {
            for (int round = 0; round < 2; round++) {
              Runnable plug;
              try (URLClassLoader loader = new URLClassLoader(new URL[] {Path.of("plugin").toUri().toURL()})) {
                plug = (Runnable) loader.loadClass("plug.Plug").getConstructor().newInstance();
              }
              plug.run();
            }
          }
        }
        """);
    String expected = program.eager("host.Host").out();
    assertThat(expected).contains("true rate 7\ntrue rate 7\n");

    for (int start = 1; start <= 3; start++) {
      Run run = program.lazy("mode=all,learn=exit,cache=" + cache, "host.Host");
      assertThat(run.out()).as("start %d: %s", start, run.err()).isEqualTo(expected);
      assertThat(run.exitCode()).isZero();
    }
  }

  private Run learn(String... arguments) {
    return program.lazy("mode=all,learn=exit,cache=" + cache, "app.Main", arguments);
  }

  private String eager(String... arguments) {
    return program.eager("app.Main", arguments).out();
  }

  /** The one cache that there is. */
  private File file() {
    List<File> files = new CacheDirectory(cache.toFile()).list();
    assertThat(files).hasSize(1);
    return files.get(0);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.toList();
    }
  }
}
