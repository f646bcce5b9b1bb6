package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadsIT {
  @TempDir Path directory;

  @Test
  void many_threads_resolve_a_field_once() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import io.lazyloader.Lazy;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.concurrent.atomic.*;
            public class Main {
              static final AtomicInteger RUNS = new AtomicInteger();
              @Lazy private static final Map<String, Integer> MAP = map();
              static Map<String, Integer> map() {
                RUNS.incrementAndGet();
                Map<String, Integer> map = new HashMap<>();
                for (int i = 0; i < 100_000; i++) map.put("k" + i, i);
                return map;
              }
              public static void main(String[] args) throws Exception {
                CountDownLatch start = new CountDownLatch(1);
                ExecutorService threads = Executors.newFixedThreadPool(16);
                List<Future<Integer>> sizes = new ArrayList<>();
                for (int i = 0; i < 16; i++) sizes.add(threads.submit(() -> { start.await(); return MAP.size(); }));
                start.countDown();
                Set<Integer> seen = new HashSet<>();
                for (Future<Integer> size : sizes) seen.add(size.get());
                threads.shutdown();
                System.out.println(seen + " " + RUNS);
              }
            }
            """);

    assertThat(program.lazy("quiet", "app.Main").out()).isEqualTo("[100000] 1\n");
  }

  @Test
  void two_threads_whose_fields_need_each_other_go_on_and_the_circle_is_reported()
      throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import io.lazyloader.Lazy;
            import java.util.concurrent.CyclicBarrier;
            public class Main {
              static final CyclicBarrier BARRIER = new CyclicBarrier(2);
              static class A { @Lazy static final Object X = make("X"); }
              static class B { @Lazy static final Object Y = make("Y"); }
              static Object make(String name) {
                try { BARRIER.await(); } catch (Exception e) { throw new IllegalStateException(e); }
                Object other = name.equals("X") ? B.Y : A.X;
                return name + (other == null ? "(null)" : "(seen)");
              }
              public static void main(String[] args) throws Exception {
                Thread other = new Thread(() -> System.out.println(B.Y), "other");
                other.start();
                Object x = A.X;
                other.join();
                System.out.println((A.X + " " + B.Y).replace("(null)", "").replace("(seen)", ""));
                System.out.println((A.X + " " + B.Y).contains("(null)"));
                System.out.println(A.X == x);
              }
            }
            """);

    Run run = program.lazy("quiet", "app.Main");

    assertThat(run.out()).endsWith("X Y\ntrue\ntrue\n");
    assertThat(run.ours()).hasSize(1);
    assertThat(run.ours().get(0))
        .startsWith("loader: threads wait for each other in a circle: ")
        .containsPattern("app\\.Main\\$(A#X \\(Main.java:7\\)|B#Y \\(Main.java:8\\))");
  }

  @Tag("heavy")
  @Test
  void a_wait_that_may_be_for_ever_is_reported_with_the_stack_that_is_waited_for()
      throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import io.lazyloader.Lazy;
            public class Main {
              @Lazy private static final Object SLOW = slow();
              static Object slow() {
                try { Thread.sleep(12_000); } catch (InterruptedException e) { }
                return "slow";
              }
              public static void main(String[] args) throws Exception {
                Thread other = new Thread(() -> System.out.println(SLOW), "other");
                other.start();
                Thread.sleep(500);
                Thread.currentThread().interrupt();
                System.out.println(SLOW);
                boolean interrupted = Thread.interrupted();
                other.join();
                System.out.println(interrupted);
              }
            }
            """);

    Run run = program.lazy("quiet", "app.Main");

    assertThat(run.out()).isEqualTo("slow\nslow\ntrue\n");
    assertThat(run.ours().get(0))
        .startsWith(
            "loader: main has waited 10 s for app.Main#SLOW (Main.java:5), which other resolves at");
    assertThat(run.err()).contains("app.Main.slow(Main.java:7)");
  }

  @Test
  void a_field_that_is_read_first_in_a_shutdown_hook_is_resolved() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import io.lazyloader.Lazy;
            public class Main {
              @Lazy private static final String LATE = "la" + "te".repeat(1);
              public static void main(String[] args) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(LATE)));
                System.out.println("main");
              }
            }
            """);

    assertThat(program.lazy("", "app.Main").out()).isEqualTo("main\nlate\n");
  }
}
