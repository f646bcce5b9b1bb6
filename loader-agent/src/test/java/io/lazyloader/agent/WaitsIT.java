package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads that wait for each other through a deferred field and a lock of the JVM's. */
class WaitsIT {
  private static final String TOOLS =
      """
      // app/Tools.java
      package app;
      import java.util.concurrent.*;
      class Tools {
        static void sleep(int millis) { try { Thread.sleep(millis); } catch (InterruptedException e) { } }
        static Object slow(Callable<?> call) {
          sleep(600);
          try { return call.call(); } catch (Exception e) { throw new IllegalStateException(e); }
        }
        static void run(Runnable first, Runnable second) throws InterruptedException {
          Thread one = new Thread(first, "one"), two = new Thread(second, "two");
          one.setDaemon(true);
          two.setDaemon(true);
          one.start();
          sleep(200);
          two.start();
          one.join(40_000);
          two.join(40_000);
          System.out.println(one.isAlive() || two.isAlive() ? "hangs" : "ends");
        }
      }
      """;

  @TempDir Path directory;

  @Test
  void a_circle_through_a_class_initialiser_is_left_and_reported_with_both_ends()
      throws IOException {
    Program program =
        Program.of(
            directory,
            TOOLS,
            """
            // app/Main.java
            package app;
            import io.lazyloader.Lazy;
            public class Main {
              static class A {
                @Lazy static final Object X = Tools.slow(() -> B.ping());
                static void touch() { }
              }
              static class B {
                static { Tools.sleep(600); Object o = A.X; }
                static Object ping() { return "b"; }
              }
              public static void main(String[] args) throws Exception {
                A.touch();
                Tools.run(() -> B.ping(), () -> System.out.println(A.X));
              }
            }
            """);

    Run run = program.lazy("quiet", "app.Main");

    assertThat(run.out()).isEqualTo("b\nends\n");
    assertThat(run.ours())
        .singleElement()
        .asString()
        .startsWith(
            "loader: threads wait for each other in a circle: one reads app.Main$A#X (Main.java:6),"
                + " which two resolves; two waits for the initialisation of app.Main$B, which one"
                + " runs. The read sees the default value");
    assertThat(run.err())
        .contains("\n\tone:\n", "\n\ttwo:\n", "at app.Main$B.<clinit>(Main.java:10)");
  }

  @Test
  void a_circle_through_a_class_whose_superclass_is_being_initialised_is_left() throws IOException {
    Program program =
        Program.of(
            directory,
            TOOLS,
            """
            // app/Main.java
            package app;
            import io.lazyloader.Lazy;
            public class Main {
              static class A {
                @Lazy static final Object X = Tools.slow(() -> new Child().toString().length());
                static void touch() { }
              }
              static class Parent { static { Tools.sleep(600); Object o = A.X; } }
              static class Child extends Parent { }
              public static void main(String[] args) throws Exception {
                A.touch();
                Tools.run(() -> new Child(), () -> System.out.println(A.X != null));
              }
            }
            """);

    Run run = program.lazy("quiet", "app.Main");

    assertThat(run.out()).isEqualTo("true\nends\n");
    assertThat(run.ours())
        .singleElement()
        .asString()
        .contains("two waits for the initialisation of app.Main$Child, which one runs");
  }

  @Test
  void a_circle_through_a_monitor_is_left() throws IOException {
    Program program =
        Program.of(
            directory,
            TOOLS,
            """
            // app/Main.java
            package app;
            import io.lazyloader.Lazy;
            public class Main {
              static final Object LOCK = new Object();
              static class A { @Lazy static final Object X = Tools.slow(() -> locked()); static void touch() { } }
              static Object locked() { synchronized (LOCK) { return "x"; } }
              public static void main(String[] args) throws Exception {
                A.touch();
                Tools.run(
                    () -> { synchronized (LOCK) { Tools.sleep(500); Object o = A.X; } },
                    () -> System.out.println(A.X));
              }
            }
            """);

    Run run = program.lazy("quiet", "app.Main");

    assertThat(run.out()).isEqualTo("x\nends\n");
    assertThat(run.ours())
        .singleElement()
        .asString()
        .contains("which two resolves; two waits for a monitor that one holds");
  }

  @Test
  void a_slow_initialiser_is_waited_for_though_its_stack_stands_still() throws IOException {
    Program program =
        Program.of(
            directory,
            TOOLS,
            """
            // app/Main.java
            package app;
            import io.lazyloader.Lazy;
            public class Main {
              static class A { @Lazy static final Object X = spin(); static void touch() { } }
              static class B { static { Tools.sleep(100); System.out.println(A.X); } static void touch() { } }
              static Object spin() { long end = System.nanoTime() + 1_500_000_000L; while (System.nanoTime() < end) { } return "x"; }
              public static void main(String[] args) throws Exception {
                A.touch();
                Tools.run(() -> System.out.println(A.X), () -> B.touch());
              }
            }
            """);

    Run run = program.lazy("quiet", "app.Main");

    assertThat(run.out()).isEqualTo("x\nx\nends\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void what_nobody_marked_stays_eager_if_its_class_could_be_waited_for_by_what_it_needs()
      throws IOException {
    Program program =
        Program.of(
            directory,
            TOOLS,
            """
            // app/Main.java
            package app;
            public class Main {
              static class Bowl {
                static final Bowl UNIT = new Cup();
                static final Object REST = rest();
                static Object rest() {
                  Thread other = new Thread(() -> new Cup(), "other");
                  other.setDaemon(true);
                  other.start();
                  Tools.sleep(500);
                  return UNIT.toString().length();
                }
              }
              static class Cup extends Bowl { @Override public String toString() { return "cup"; } }
              public static void main(String[] args) throws Exception {
                Thread main = new Thread(() -> System.out.println(Bowl.REST));
                main.setDaemon(true);
                main.start();
                main.join(10_000);
                System.out.println(main.isAlive() ? "hangs" : "ends");
              }
            }
            """);

    assertThat(program.eager("app.Main").out()).isEqualTo("3\nends\n");
    assertThat(program.lazy("mode=all,quiet", "app.Main").out()).isEqualTo("3\nends\n");
  }
}
