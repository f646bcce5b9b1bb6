package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import io.lazyloader.agent.cache.CacheFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What one start learns for the next one, and that no start does anything but what it should. */
class CacheIT extends CachedProgram {
  /** Classes that a judge needs which decide nothing: options and rules. */
  private static final List<String> LIGHT =
      List.of(
          "io.lazyloader.agent.analysis.SharedCosts",
          "io.lazyloader.agent.analysis.Policy",
          "io.lazyloader.agent.analysis.TrustRules");

  @Test
  void the_first_start_is_eager_and_leaves_a_file() throws IOException {
    Run first = program.lazy("mode=all,cache=" + cache, "app.Main", "aab123");

    assertThat(first.out()).isEqualTo(eager("aab123"));
    assertThat(first.err())
        .contains("deferred  nothing", "first start: classes noted for the next: 4")
        .contains(file().getName());
    // As many as there was time for.
    assertThat(CacheFile.open(file()).classes()).hasSizeBetween(1, 4);
  }

  /** What the end of a start had no time to describe, is left to the next ones. */
  @Test
  void starts_that_are_over_soon_go_on_where_the_one_before_has_left_off() throws IOException {
    String options = "mode=all,cache=" + cache;
    int described = 0;
    for (int start = 1; described < 4; start++) {
      assertThat(start).as("starts for 4 classes, each of which describes one").isLessThan(6);
      assertThat(program.lazy(options, "app.Main", "aab123").out()).isEqualTo(eager("aab123"));
      int now = CacheFile.open(file()).classes().size();
      assertThat(now).isGreaterThan(described);
      described = now;
    }
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
    learn("aab123", "spare", "proxy");
    Run second =
        program
            .jvm("-Xlog:class+load:stdout")
            .lazy(
                "mode=all,learn=exit,quiet,cache=" + cache, "app.Main", "aab123", "spare", "proxy");

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

  /** What the first classes read is put off, as no field is lazy; then one is to be. */
  @Test
  void a_mark_that_turns_up_late_counts_as_it_does_without_a_cache() throws IOException {
    String marked =
        """
        // app/%1$s.java
        package app;
        import io.lazyloader.Lazy;
        class %1$s {
          @Lazy static final StringBuilder READ = new StringBuilder("read");
          @Lazy static final StringBuilder UNREAD = new StringBuilder("unread");
        }
        """;
    Program late =
        Program.of(
            directory.resolve("late"),
            marked.formatted("First"),
            marked.replace("READ", "OTHER").formatted("Second"),
            """
            // app/Early.java
            package app;
            class Early {
              static Object first() { return First.READ; }
            }
            """,
            """
            // app/Later.java
            package app;
            class Later {
              static Object second() { return Second.OTHER; }
            }
            """,
            """
            // app/Main.java
            package app;
            public class Main {
              public static void main(String[] args) {
                System.out.println(Early.first());
                System.out.println(Later.second());
              }
            }
            """);
    // Without the annotation's class: nothing tells that marks are to be expected.
    late.onlyOn(late.jar("late.jar", late.classes(), Map.of()));
    String expected = late.eager("app.Main").out();

    String without = deferred(late.lazy("cache=off", "app.Main"), expected);
    assertThat(without).contains("2 fields", "app.First#READ stays eager");
    for (int start = 1; start <= 3; start++) {
      Run run = late.lazy("cache=" + cache, "app.Main");
      assertThat(deferred(run, expected)).as("start %d", start).isEqualTo(without);
    }
  }

  /** What a run that should print something says of its fields, without times. */
  private static String deferred(Run run, String expected) {
    assertThat(run.out()).isEqualTo(expected);
    return run.err()
        .lines()
        .filter(line -> line.contains("deferred ") || line.contains("stays eager"))
        .map(line -> line.replaceAll("[0-9.]+ (ms|us|s)\\b", "?"))
        .collect(Collectors.joining("\n"));
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
}
