package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import io.lazyloader.agent.cache.CacheDirectory;
import io.lazyloader.agent.cache.CacheFile;
import io.lazyloader.agent.cache.KnownClass;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts of mode {@code all} in which no class is looked at, as that would cost more than it
 * brings.
 */
class DormantIT {
  private static final String PLAN = "META-INF/lazyloader/fields.lazyplan";
  private static final String NOBODY_LOOKS = "no class is looked at";

  @TempDir Path directory;
  private Path cache;
  private Program program;

  /** One field that takes a million instructions, and one that takes some thousands. */
  @BeforeEach
  void compile() throws IOException {
    cache = directory.resolve("cache");
    program =
        Program.of(
            directory,
            """
            // app/Table.java
            package app;
            public class Table {
              static final int[] TABLE = fill();
              static int count;
              private static int[] fill() {
                int[] table = new int[256];
                for (int round = 0; round < 400; round++) {
                  for (int index = 0; index < table.length; index++) {
                    table[index] = table[index] * 31 + index;
                  }
                }
                return table;
              }
            }
            """,
            CachedProgram.data(CachedProgram.LONG_PATTERN),
            """
            // app/Reader.java
            package app;
            public class Reader {
              static int read() { return Table.TABLE[200]; }
            }
            """,
            """
            // app/Small.java
            package app;
            public class Small {
              public static void main(String[] args) throws Exception {
                System.out.println("small " + ++Data.count);
                if (args.length > 0) {
                  Thread.sleep(Long.parseLong(args[0]));
                }
              }
            }
            """,
            """
            // app/Main.java
            package app;
            public class Main {
              public static void main(String[] args) throws Exception {
                System.out.println("started " + ++Data.count + ++Table.count);
                for (String arg : args) {
                  if (arg.equals("read")) {
                    System.out.println(Reader.read());
                  } else {
                    Thread.sleep(Long.parseLong(arg));
                  }
                }
                System.out.println("end");
              }
            }
            """);
    onlyJar();
  }

  /** Not a directory of class files: a developer's may have marks in any of them. */
  private void onlyJar() throws IOException {
    program.onlyOn(program.jar("app.jar", program.classes(), Map.of()));
  }

  private Run start(String mainClass, String... arguments) {
    Run run = program.lazy("mode=all,cache=" + cache, mainClass, arguments);
    assertThat(run.out()).isEqualTo(program.eager(mainClass, arguments).out());
    assertThat(run.exitCode()).isZero();
    return run;
  }

  /** Has a program stay for a while, until all is learnt of it that it has loaded. */
  private Run stay(String mainClass, String... arguments) throws IOException {
    Run first = start(mainClass, arguments);
    for (int start = 2; isOpen(); start++) {
      assertThat(start).isLessThan(9);
      start(mainClass, arguments);
    }
    return first;
  }

  private boolean isOpen() throws IOException {
    return known().header().isCutShort() || known().header().isUnfinished();
  }

  private CacheFile known() throws IOException {
    List<File> files = new CacheDirectory(cache.toFile()).list();
    assertThat(files).hasSize(1);
    return CacheFile.open(files.get(0));
  }

  @Test
  void a_first_start_loads_nothing_that_looks_at_classes_or_rewrites_them() throws IOException {
    Path log = directory.resolve("classes.log");
    program.jvm("-Xlog:class+load:file=" + log);
    Run first = program.lazy("mode=all,cache=" + cache, "app.Main", "read");

    assertThat(first.err()).contains("first start: " + NOBODY_LOOKS);
    assertThat(Files.readAllLines(log))
        .anyMatch(line -> line.contains(" io.lazyloader.agent.DormantStart "))
        .noneMatch(
            line ->
                line.contains(" io.lazyloader.agent.LazyTransformer ")
                    || line.contains(" io.lazyloader.agent.Selection ")
                    || line.contains(" io.lazyloader.shaded."));
    // It was over soon: all that it leaves is that there is more to know.
    assertThat(known().classes()).isEmpty();
    assertThat(known().header().isCutShort()).isTrue();
    start("app.Main", "read");
    assertThat(known().classes())
        .extracting(KnownClass::name)
        .isSubsetOf("app/Main", "app/Data", "app/Table", "app/Reader")
        .isNotEmpty();
  }

  @Test
  void what_is_worth_it_is_deferred_once_it_is_known() throws IOException {
    Run first = stay("app.Main", "2500");
    assertThat(first.err()).contains("deferred  nothing", "first start: " + NOBODY_LOOKS);
    assertThat(known().header().profit().pays()).isTrue();

    Run second = start("app.Main");
    assertThat(second.err())
        .contains("deferred  2 fields: 0 resolved, 2 pending", " passed over and ");
    Run third = start("app.Main", "read");
    assertThat(third.err()).contains("deferred  2 fields: 1 resolved, 1 pending");
    assertThat(third.out()).isEqualTo(program.eager("app.Main", "read").out());
  }

  @Tag("heavy")
  @Test
  void what_each_start_reads_is_not_watched_for_any_longer() throws IOException {
    stay("app.Main", "2500", "read");
    start("app.Main", "read");
    start("app.Main", "read");
    Run run = start("app.Main", "read");

    assertThat(known().header().profit().pays()).isFalse();
    assertThat(run.err())
        .contains("deferred  nothing", NOBODY_LOOKS + ": that would take some 15 ms");
  }

  @Test
  void what_is_not_worth_it_is_left_alone_and_new_classes_are_noted() throws IOException {
    stay("app.Small", "1900");
    Run second = start("app.Small");
    assertThat(second.err())
        .contains(
            "deferred  nothing",
            NOBODY_LOOKS
                + ": that would take some 15 ms, and to defer what may wait would save 1 ms");
    assertThat(known().header().isUnfinished()).isFalse();
    assertThat(known().classes()).hasSize(2);

    // The same jar, and as good as another program.
    stay("app.Main", "2500");
    assertThat(known().classes()).hasSize(4);
    assertThat(start("app.Main").err()).contains("deferred  2 fields: 0 resolved, 2 pending");
  }

  @Test
  void what_a_program_did_that_was_warmed_is_worth_it_or_not_all_the_same() throws IOException {
    Run warmed = program.lazy("mode=all,learn=exit,cache=" + cache, "app.Small");
    assertThat(warmed.err()).contains("first start: classes noted for the next: 2");
    Run watched = program.lazy("mode=all,learn=exit,cache=" + cache, "app.Small");
    assertThat(watched.err()).contains("deferred  1 field: 0 resolved, 1 pending");

    assertThat(start("app.Small").err()).contains("deferred  nothing", NOBODY_LOOKS + ": that");
  }

  @Tag("heavy")
  @Test
  void short_starts_go_on_where_the_ones_before_have_left_off() throws IOException {
    start("app.Small", "300");
    for (int starts = 1; known().classes().size() < 2; starts++) {
      assertThat(starts).isLessThan(9);
      assertThat(start("app.Small", "300").err()).contains("it is not known yet what may wait");
    }
    stay("app.Small", "2500");
    assertThat(known().classes()).hasSize(2).allMatch(KnownClass::isJudged);
  }

  @Test
  void marks_that_nothing_tells_of_are_found_for_later_starts() throws IOException {
    program.compile(
        program.classes(),
        List.of(),
        """
        // app/Marked.java
        package app;
        import io.lazyloader.Lazy;
        public class Marked {
          @Lazy static final StringBuilder MARKED = new StringBuilder("marked");
          public static void main(String[] args) {}
        }
        """);
    onlyJar();

    assertThat(start("app.Marked").err()).contains("first start: " + NOBODY_LOOKS);
    assertThat(start("app.Marked").err()).contains(NOBODY_LOOKS + ": it is not known yet");
    assertThat(start("app.Marked").err()).contains("deferred  1 field: 0 resolved, 1 pending");
  }

  @Test
  void a_plan_that_only_the_program_s_loader_knows_is_found_for_later_starts() throws IOException {
    program.compile(
        "plugin",
        """
        // plug/Plug.java
        package plug;
        public class Plug {
          static final StringBuilder PLANNED = new StringBuilder("planned");
        }
        """);
    program.write("plugin/" + PLAN, "lazyloader-plan 1\nplug.Plug#PLANNED\n");
    program.jar("plugin.jar", directory.resolve("plugin"), Map.of());
    program.compile(
        program.classes(),
        List.of(),
        """
        // app/Host.java
        package app;
        import java.net.*;
        import java.nio.file.Path;
        public class Host {
          public static void main(String[] args) throws Exception {
            URL[] place = {Path.of("plugin.jar").toUri().toURL()};
            Class.forName("plug.Plug", true, new URLClassLoader(place));
          }
        }
        """);
    onlyJar();

    assertThat(start("app.Host").err()).contains("first start: " + NOBODY_LOOKS);
    assertThat(start("app.Host").err()).contains(NOBODY_LOOKS + ": it is not known yet");
    assertThat(start("app.Host").err()).contains("deferred  1 field: 0 resolved, 1 pending");
  }

  /** As those of a jar within a jar: only who is shown them while they are loaded knows them. */
  @Test
  void classes_that_can_not_be_read_afterwards_are_looked_at_in_the_next_start()
      throws IOException {
    program.compile(
        "within",
        """
        // in/Marked.java
        package in;
        import io.lazyloader.Lazy;
        public class Marked {
          @Lazy static final StringBuilder MARKED = new StringBuilder("marked");
        }
        """);
    program.compile(
        program.classes(),
        List.of(),
        """
        // app/Launcher.java
        package app;
        import java.net.*;
        import java.nio.file.*;
        import java.security.*;
        import java.security.cert.Certificate;
        public class Launcher extends ClassLoader {
          public static void main(String[] args) throws Exception {
            byte[] bytes = Files.readAllBytes(Path.of("within/in/Marked.class"));
            URL place = new URL("jar:file:/app.jar!/within.jar!/");
            CodeSource source = new CodeSource(place, (Certificate[]) null);
            Class<?> marked =
                new Launcher()
                    .defineClass("in.Marked", bytes, 0, bytes.length, new ProtectionDomain(source, null));
            Class.forName(marked.getName(), true, marked.getClassLoader());
          }
        }
        """);
    onlyJar();
    assertThat(start("app.Launcher").err()).contains("first start: " + NOBODY_LOOKS);
    assertThat(start("app.Launcher").err()).contains(NOBODY_LOOKS + ": it is not known yet");
    assertThat(known().header().isBlind()).isTrue();
    assertThat(start("app.Launcher").err()).contains("deferred  1 field: 0 resolved, 1 pending");
    assertThat(start("app.Launcher").err()).contains("deferred  1 field: 0 resolved, 1 pending");

    // Where it can be told before, that start is the first.
    program.write("classes/BOOT-INF/classpath.idx", "");
    onlyJar();
    assertThat(start("app.Launcher").err()).doesNotContain(NOBODY_LOOKS);
  }

  @Tag("heavy")
  @Test
  void directories_without_class_files_are_no_reason_to_look() throws IOException {
    program.write("settings/sub/app.properties", "a=b");
    program.onlyOn(directory.resolve("settings"), directory.resolve("app.jar"));
    assertThat(start("app.Small").err()).contains("first start: " + NOBODY_LOOKS);

    program.onlyOn(directory.resolve("classes"), directory.resolve("app.jar"));
    assertThat(start("app.Small").err()).contains("first start: classes noted for the next: 2");
  }

  @Tag("heavy")
  @Test
  void who_asks_for_more_than_proof_has_classes_looked_at() {
    for (String more : List.of("trust=loggers", "safety=balanced", "learn=exit", "learn=now")) {
      Run run = program.lazy("mode=all," + more + ",cache=" + cache, "app.Small");
      assertThat(run.err()).as(more).doesNotContain(NOBODY_LOOKS);
    }
  }

  @Tag("heavy")
  @Test
  void the_end_of_start_up_is_seen_as_without_laziness() {
    for (String ready : List.of("idle:200", "main", "call")) {
      for (String mode : List.of("all", "none")) {
        Run run =
            program.lazy(
                "mode=" + mode + ",ready=" + ready + ",cache=" + cache, "app.Small", "900");
        assertThat(run.err())
            .as(mode)
            .containsPattern(
                ready.equals("main")
                    ? "\\(main returned\\)"
                    : ready.equals("call") ? "\\(exit\\)" : "\\(idle");
      }
    }
  }
}
