package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lazyloader.agent.Program.Run;
import io.lazyloader.agent.profile.ClassProfile;
import io.lazyloader.agent.profile.Initialisation;
import io.lazyloader.agent.profile.Measure;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.ProfileReader;
import io.lazyloader.agent.profile.RegionProfile;
import io.lazyloader.agent.profile.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a training run records, in JVMs of their own. */
class RecorderIT {
  private static final String RECORD = "mode=record,profile=app.lazyprofile";

  private static final String PARTS =
      """
      // app/Parts.java
      package app;
      class Slow { static final int[] TABLE = new int[1 << 18]; Slow() { } static int size() { return TABLE.length; } }
      class Shared { static final Object LOCK = new Object(); static void touch() { } }
      class Parts {
        static final Slow NEVER = new Slow();
        static final Object USED = use();
        static Object use() { Shared.touch(); return new Object(); }
      }
      """;

  @TempDir Path directory;

  private static final String MAIN =
      """
      // app/Main.java
      package app;
      public class Main {
        private static final Object OWN = new Object();
        private static int sum;
        public static void main(String[] args) throws Exception {
          for (int i = 0; i < 3; i++) {
            sum += Parts.USED.hashCode() & 1;
          }
          Shared.touch();
          System.out.println("done");
        }
      }
      """;

  @Test
  void each_region_tells_what_it_cost_who_triggered_it_and_who_read_it() throws IOException {
    Program program = Program.of(directory, PARTS, MAIN);

    Run run = program.lazy(RECORD, "app.Main");

    assertThat(run.out()).isEqualTo("done\n");
    assertThat(run.err()).isEmpty();
    Profile profile = profile();
    Initialisation parts = of(profile, "app.Parts").initialisation();
    assertThat(parts.triggers().entries())
        .containsExactly(Map.entry("", new Tally.Entry(1, "app.Main.main(Main.java:8)")));
    assertThat(parts.median(Measure.INITIALISED)).isEqualTo(2);
    RegionProfile never = region(profile, "app.Parts", "NEVER");
    assertThat(never.isNeverRead()).isTrue();
    assertThat(never.line()).isEqualTo(6);
    assertThat(never.initialisation().median(Measure.INITIALISED)).isEqualTo(1);
    assertThat(never.initialisation().median(Measure.TOTAL_LOADED)).isEqualTo(1);
    RegionProfile used = region(profile, "app.Parts", "USED");
    assertThat(used.initialisation().median(Measure.READS)).isEqualTo(3);
    assertThat(used.firstReaders().entries())
        .containsExactly(Map.entry("", new Tally.Entry(1, "app.Main.main(Main.java:8)")));
    assertThat(used.runsReadBeforeReady()).isEqualTo(1);
    assertThat(used.initialisation().failures()).isZero();
    assertThat(parts.failures()).isZero();
    assertThat(of(profile, "app.Slow").initialisation().triggers().mostFrequent())
        .isEqualTo("app.Parts#NEVER");
    assertThat(region(profile, "app.Main", "OWN").isNeverRead()).isTrue();
  }

  @Test
  void a_region_knows_its_own_allocation_and_the_class_around_it_all_of_it() throws IOException {
    Program.of(directory, PARTS, MAIN).lazy(RECORD, "app.Main");

    Profile profile = profile();
    Initialisation table = region(profile, "app.Slow", "TABLE").initialisation();
    assertThat(table.median(Measure.SELF_ALLOCATED)).isBetween(1L << 20, (1L << 20) + 4096);
    Initialisation parts = of(profile, "app.Parts").initialisation();
    assertThat(parts.median(Measure.TOTAL_ALLOCATED)).isGreaterThan(1L << 20);
    assertThat(parts.median(Measure.SELF_ALLOCATED)).isLessThan(4096);
  }

  @Test
  void a_class_lists_those_who_found_it_initialised() throws IOException {
    Program.of(directory, PARTS, MAIN).lazy(RECORD, "app.Main");

    Initialisation shared = of(profile(), "app.Shared").initialisation();
    assertThat(shared.triggers().entries())
        .containsExactly(
            Map.entry("app.Parts#USED", new Tally.Entry(1, "app.Parts.use(Parts.java:8)")));
    assertThat(shared.laterUsers().entries())
        .containsExactly(Map.entry("", new Tally.Entry(1, "app.Main.main(Main.java:10)")));
  }

  @Test
  void times_of_what_runs_inside_add_up_to_what_is_around_it() throws IOException {
    Program.of(directory, PARTS, MAIN).lazy(RECORD, "app.Main");

    Profile profile = profile();
    Initialisation parts = of(profile, "app.Parts").initialisation();
    long inside = 0;
    for (RegionProfile region : of(profile, "app.Parts").regions()) {
      inside += region.initialisation().median(Measure.TOTAL_TIME);
    }
    assertThat(parts.median(Measure.SELF_TIME) + inside)
        .isEqualTo(parts.median(Measure.TOTAL_TIME));
    assertThat(profile.median("initialising_ns"))
        .isGreaterThanOrEqualTo(parts.median(Measure.TOTAL_TIME));
    assertThat(profile.median("own_ns")).isPositive();
  }

  @EnabledOnOs({OS.LINUX, OS.MAC})
  @ParameterizedTest
  @CsvSource({
    "System.exit(3), 3, exit",
    "throw new IllegalStateException(), 1, exit",
    "kill(\"-TERM\"), 143, exit",
    "kill(\"-INT\"), 130, exit",
    "rest(); kill(\"-KILL\"), 137, running",
    "io.lazyloader.LazyLoader.markReady(); Thread.sleep(2000); Runtime.getRuntime().halt(4), 4, running",
  })
  void there_is_a_profile_however_the_program_ends(String end, int exitCode, String endedBy)
      throws IOException {
    assumeThat(exitCode == 130 && Program.isInterruptIgnored()).isFalse();
    Program program =
        Program.of(
            directory,
            PARTS,
            """
            // app/Main.java
            package app;
            import java.nio.file.*;
            public class Main {
              static void kill(String signal) throws Exception {
                String self = String.valueOf(ProcessHandle.current().pid());
                new ProcessBuilder("kill", signal, self).start();
                Thread.sleep(60_000);
              }
              static void rest() throws Exception {
                while (!Files.exists(Path.of("app.lazyprofile")) || Files.size(Path.of("app.lazyprofile")) == 0) { Thread.sleep(50); }
              }
              public static void main(String[] args) throws Exception {
                System.out.println(Parts.USED != null);
                %s;
              }
            }
            """
                .formatted(end));

    Run run = program.lazy(RECORD, "app.Main");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    Profile profile = profile();
    assertThat(region(profile, "app.Parts", "NEVER").isNeverRead()).isTrue();
    assertThat(profile.facts()).containsEntry("ended_by", Tally.of(endedBy, ""));
  }

  @Test
  void a_program_that_never_ends_writes_its_profile_when_a_tool_asks_over_jmx() throws IOException {
    Program program =
        Program.of(
                directory,
                PARTS,
                """
                // app/Main.java
                package app;
                import com.sun.tools.attach.VirtualMachine;
                import java.nio.file.*;
                import javax.management.*;
                import javax.management.remote.*;
                public class Main {
                  public static void main(String[] args) throws Exception {
                    // What jcmd PID ManagementAgent.start_local does.
                    VirtualMachine self = VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()));
                    String address = self.startLocalManagementAgent();
                    ObjectName name = new ObjectName("io.lazyloader:type=Recorder");
                    try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
                      MBeanServerConnection server = connector.getMBeanServerConnection();
                      while (!server.isRegistered(name)) { Thread.sleep(50); }
                      System.out.println(Parts.USED != null);
                      System.out.println(Path.of((String) server.invoke(name, "dump", null, null)).getFileName());
                      System.out.println((int) server.getAttribute(name, "RecordedClasses") > 3);
                    }
                    Runtime.getRuntime().halt(0);
                  }
                }
                """)
            .jvm("-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading");

    Run run = program.lazy(RECORD, "app.Main");

    assertThat(run.out()).as(run.err()).isEqualTo("true\napp.lazyprofile\ntrue\n");
    assertThat(region(profile(), "app.Parts", "USED").runsRead()).isEqualTo(1);
  }

  @Test
  void threads_do_not_mix() throws IOException {
    StringBuilder holders = new StringBuilder("// app/Holders.java\npackage app;\n");
    StringBuilder cases = new StringBuilder();
    for (int thread = 0; thread < 8; thread++) {
      for (int depth = 0; depth < 10; depth++) {
        String next = depth == 9 ? "new Object()" : "H" + thread + "_" + (depth + 1) + ".NEXT";
        holders.append(
            "class H%d_%d { static final Object NEXT = %s; }%n".formatted(thread, depth, next));
      }
      cases.append("case %d -> System.identityHashCode(H%d_0.NEXT);%n".formatted(thread, thread));
    }
    Program program =
        Program.of(
            directory,
            holders.toString(),
            """
            // app/Main.java
            package app;
            import java.util.concurrent.*;
            public class Main {
              static void run(int thread) { switch (thread) { %s default -> throw new Error(); } }
              public static void main(String[] args) throws Exception {
                CyclicBarrier start = new CyclicBarrier(8);
                Thread[] threads = new Thread[8];
                for (int i = 0; i < 8; i++) {
                  int number = i;
                  threads[i] = new Thread(() -> {
                    try { start.await(); } catch (Exception e) { throw new Error(e); }
                    run(number);
                  }, "worker-" + number);
                  threads[i].start();
                }
                for (Thread thread : threads) thread.join();
              }
            }
            """
                .formatted(
                    cases
                        .toString()
                        .replace(";\n", "; ")
                        .replace("-> ", "-> { ")
                        .replace("); ", "); } ")));

    Run run = program.lazy(RECORD, "app.Main");

    assertThat(run.exitCode()).as(run.err()).isZero();
    Profile profile = profile();
    for (int thread = 0; thread < 8; thread++) {
      for (int depth = 0; depth < 10; depth++) {
        ClassProfile holder = of(profile, "app.H%d_%d".formatted(thread, depth));
        Initialisation own = holder.initialisation();
        assertThat(own.threads().entries()).containsOnlyKeys("worker-" + thread);
        assertThat(own.median(Measure.INITIALISED)).isEqualTo(9 - depth);
        assertThat(own.triggers().mostFrequent())
            .isEqualTo(depth == 0 ? "" : "app.H%d_%d#NEXT".formatted(thread, depth - 1));
        assertThat(holder.regions().get(0).initialisation().median(Measure.READS)).isEqualTo(1);
      }
    }
  }

  @Test
  void an_initialiser_that_throws_is_counted_and_throws_as_it_would() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            class Bad {
              static final Object FINE = new Object();
              static final Object BROKEN = broken();
              static Object broken() { throw new IllegalStateException("no"); }
            }
            public class Main {
              public static void main(String[] args) {
                try {
                  System.out.println(Bad.FINE);
                } catch (ExceptionInInitializerError e) {
                  e.printStackTrace(System.out);
                }
                try {
                  System.out.println(Bad.FINE);
                } catch (NoClassDefFoundError e) {
                  System.out.println(e.getMessage());
                }
              }
            }
            """);

    Run recorded = program.lazy(RECORD, "app.Main");

    assertThat(recorded.out()).isEqualTo(program.eager("app.Main").out());
    ClassProfile bad = of(profile(), "app.Bad");
    assertThat(bad.initialisation().failures()).isEqualTo(1);
    assertThat(bad.regions().get(0).initialisation().failures()).isZero();
    assertThat(bad.regions().get(1).initialisation().failures()).isEqualTo(1);
  }

  @Test
  void a_read_by_the_name_of_a_subclass_or_an_implementor_counts_for_the_field_that_it_finds()
      throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            interface Constants { Object SHARED = new Object(); Object UNREAD = new Object(); }
            class Base { static final Object BASE = new Object(); }
            class Sub extends Base implements Constants { }
            public class Main {
              public static void main(String[] args) {
                System.out.println(Sub.BASE != Sub.SHARED);
              }
            }
            """);

    program.lazy(RECORD, "app.Main");

    Profile profile = profile();
    assertThat(region(profile, "app.Base", "BASE").runsRead()).isEqualTo(1);
    assertThat(region(profile, "app.Constants", "SHARED").runsRead()).isEqualTo(1);
    assertThat(region(profile, "app.Constants", "UNREAD").isNeverRead()).isTrue();
  }

  @Test
  void a_field_that_is_inherited_is_read_by_the_name_of_the_class_that_reads_it()
      throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            class Base { protected static final Object LOG = new Object(); }
            class Sub extends Base { Object log() { return LOG; } }
            public class Main {
              public static void main(String[] args) { System.out.println(new Sub().log() != null); }
            }
            """);

    program.lazy(RECORD, "app.Main");

    assertThat(region(profile(), "app.Base", "LOG").runsRead()).isEqualTo(1);
  }

  @Test
  void regions_may_begin_and_end_where_an_object_is_made_from_what_is_chosen() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            interface Constants { Object ONE = new StringBuilder(Main.at(1) ? "a" : "b"); }
            public class Main {
              static final StringBuilder FIRST = new StringBuilder(at(2) ? 1 : 2);
              static final StringBuilder SECOND = new StringBuilder(at(3) && !at(0) ? "c" : "d");
              static int calls;
              static { if (at(4)) calls++; }
              static final Object THIRD = new StringBuilder(at(5) ? "e" : "f");
              static { new StringBuilder(at(0) ? "x" : "y"); for (int i = 0; i < 3; i++) calls++; }
              static boolean at(int value) { return Integer.getInteger("at", 3) >= value; }
              public static void main(String[] args) {
                System.out.println(Constants.ONE + " " + FIRST + SECOND + calls + THIRD);
              }
            }
            """);

    Run recorded = program.lazy(RECORD, "app.Main");

    assertThat(recorded.out()).as(recorded.err()).isEqualTo(program.eager("app.Main").out());
    assertThat(recorded.err()).isEmpty();
    for (String field : List.of("FIRST", "SECOND", "THIRD")) {
      assertThat(region(profile(), "app.Main", field).initialisation().failures()).isZero();
    }
  }

  @Test
  void an_exit_within_an_initialiser_leaves_what_ran_so_far() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            public class Main {
              static final byte[] MINE = new byte[3_000_000];
              static { System.exit(0); }
              public static void main(String[] args) { }
            }
            """);

    program.lazy(RECORD, "app.Main");

    assertThat(of(profile(), "app.Main").initialisation().median(Measure.TOTAL_ALLOCATED))
        .isGreaterThan(3_000_000);
  }

  @Test
  void a_class_whose_loader_does_not_find_the_recorder_is_listed_and_runs_as_it_is()
      throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import java.net.*;
            import java.nio.file.*;
            public class Main {
              public static void main(String[] args) throws Exception {
                URL[] urls = {Path.of("alone").toUri().toURL()};
                try (URLClassLoader alone = new URLClassLoader(urls, null)) {
                  System.out.println(alone.loadClass("alone.Alone").getField("NAME").get(null));
                }
              }
            }
            """);
    program.compile(
        "alone",
        """
        // alone/Alone.java
        package alone;
        public class Alone { public static final Object NAME = new StringBuilder("alone"); }
        """);

    Run run = program.lazy(RECORD, "app.Main");

    assertThat(run.out()).isEqualTo("alone\n");
    assertThat(region(profile(), "alone.Alone", "NAME")).isNotNull();
  }

  @Test
  void a_profile_that_cannot_be_written_is_named_and_the_program_runs() throws IOException {
    Run run =
        Program.of(directory, PARTS, MAIN)
            .lazy("mode=record,profile=missing/app.lazyprofile", "app.Main");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("done\n");
    assertThat(run.ours())
        .singleElement()
        .asString()
        .contains("missing/app.lazyprofile")
        .contains("Name another with profile=FILE.");
  }

  private Profile profile() throws IOException {
    return ProfileReader.read(directory.resolve("app.lazyprofile"));
  }

  private static ClassProfile of(Profile profile, String className) {
    List<ClassProfile> found =
        profile.classes().values().stream().filter(c -> c.name().equals(className)).toList();
    assertThat(found).as(className).hasSize(1);
    return found.get(0);
  }

  private static RegionProfile region(Profile profile, String className, String field) {
    return of(profile, className).regions().stream()
        .filter(region -> region.fields().contains(field))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no region of " + className + '#' + field));
  }
}
