package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents that others wrote, before and after ours, in each mode. */
class OtherAgentsIT {
  private static final Path AGENTS = Path.of(System.getProperty("agents", "target/agents"));

  private static final String SHOP =
      """
      // app/Shop.java
      package app;
      import io.lazyloader.Lazy;
      import java.util.*;
      class Shop {
        @Lazy static final List<String> CATALOGUE = Main.load("catalogue");
        @Lazy private static final List<String> CUSTOMERS = Main.load("customers");
        static final Map<String, Double> RATES = rates();
        static final int[] COUNTS = {1, 2, 3};
        static Map<String, Double> rates() { Map<String, Double> all = new HashMap<>(); all.put("EUR", 1.1); return all; }
        String greet(String name) { return "hello " + name + COUNTS.length; }
      }
      interface Api { @Lazy List<String> DEFAULT = Main.load("api"); }
      """;

  private static final String MAIN =
      """
      // app/Main.java
      package app;
      import java.util.*;
      public class Main {
        static List<String> load(String what) { System.out.println("loading " + what); return new ArrayList<>(List.of(what)); }
        public static void main(String[] args) throws Exception {
          System.out.println(Shop.CATALOGUE + " " + Shop.RATES.get("EUR") + " " + new Shop().greet("you") + " " + Api.DEFAULT);
          System.out.println(Shop.class.getDeclaredField("CATALOGUE").get(null) == Shop.CATALOGUE);
        }
      }
      """;

  @TempDir Path directory;

  private static Path agent(String name) {
    return AGENTS.resolve(name + ".jar").toAbsolutePath();
  }

  private Program program(List<Path> libraries, String... more) throws IOException {
    Program program = Program.of(directory, MAIN, SHOP).on(libraries.toArray(Path[]::new));
    if (more.length > 0) {
      List<Path> all = new ArrayList<>(libraries);
      all.add(program.classes());
      program.compile(program.classes(), List.of("-cp", Program.join(all)), more);
    }
    return program;
  }

  private static void assertSameWith(
      Program program, String mode, List<String> before, List<String> after, String main) {
    List<String> alone = new ArrayList<>(before);
    alone.addAll(after);
    Run eager = program.run(alone, main);
    assertThat(eager.exitCode()).as(eager.err()).isZero();
    List<String> both = new ArrayList<>(before);
    both.add("-javaagent:" + Program.AGENT + "=quiet,mode=" + mode);
    both.addAll(after);

    Run lazy = program.run(both, main);

    if (mode.equals("record")) {
      assertThat(lazy.out()).as(lazy.err()).isEqualTo(eager.out());
    } else {
      assertThat(results(lazy)).as(lazy.err()).isEqualTo(results(eager));
      assertThat(lazy.out()).doesNotContain("loading customers");
    }
    assertThat(lazy.ours()).isEmpty();
  }

  /** What a program printed, but for what tells when fields were resolved. */
  private static List<String> results(Run run) {
    return run.out().lines().filter(line -> !line.startsWith("loading ")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"normal", "all", "record"})
  void jacoco_may_come_before_and_after(String mode) throws IOException {
    Program program = program(List.of());
    List<String> jacoco =
        List.of("-javaagent:" + agent("org.jacoco.agent-runtime") + "=destfile=jacoco.exec");

    assertSameWith(program, mode, jacoco, List.of(), "app.Main");
    assertSameWith(program, mode, List.of(), jacoco, "app.Main");
    assertThat(program.directory.resolve("jacoco.exec")).isNotEmptyFile();
  }

  @Tag("heavy")
  @ParameterizedTest
  @ValueSource(strings = {"normal", "all", "record"})
  void mockito_s_inline_mocks_may_come_before_and_after(String mode) throws IOException {
    List<Path> libraries =
        List.of(
            agent("mockito-core"),
            agent("byte-buddy"),
            agent("byte-buddy-agent"),
            agent("objenesis"));
    Program program =
        program(
            libraries,
            """
            // app/Mocks.java
            package app;
            import org.mockito.*;
            public class Mocks {
              public static void main(String[] args) throws Exception {
                Shop mock = Mockito.mock(Shop.class);
                Mockito.when(mock.greet("you")).thenReturn("mocked");
                System.out.println(mock.greet("you"));
                try (MockedStatic<Main> statics = Mockito.mockStatic(Main.class, Mockito.CALLS_REAL_METHODS)) {
                  Main.main(args);
                }
              }
            }
            """);
    List<String> mockito = List.of("-javaagent:" + agent("mockito-core"));

    assertSameWith(program, mode, mockito, List.of(), "app.Mocks");
    assertSameWith(program, mode, List.of(), mockito, "app.Mocks");
  }

  @Tag("heavy")
  @Test
  void blockhound_may_be_installed_by_the_program() throws IOException {
    Program program =
        program(
                List.of(agent("blockhound")),
                """
                // app/Hound.java
                package app;
                import reactor.blockhound.BlockHound;
                public class Hound {
                  public static void main(String[] args) throws Exception {
                    BlockHound.install(builder -> builder.nonBlockingThreadPredicate(
                        other -> other.or(thread -> thread.getName().equals("never blocks"))));
                    Thread thread = new Thread(() -> {
                      try { Thread.sleep(1); System.out.println("slept"); }
                      catch (Throwable e) { System.out.println(e.getClass()); }
                    }, "never blocks");
                    thread.start();
                    thread.join();
                    Main.main(args);
                  }
                }
                """)
            .jvm("-XX:+AllowRedefinitionToAddDeleteMethods", "-XX:+EnableDynamicAgentLoading");

    assertSameWith(program, "normal", List.of(), List.of(), "app.Hound");
    assertSameWith(program, "record", List.of(), List.of(), "app.Hound");
  }

  private static final String ASPECT =
      """
      // app/Greeter.java
      package app;
      import org.aspectj.lang.*;
      import org.aspectj.lang.annotation.*;
      @Aspect public class Greeter {
        static final java.util.List<String> SEEN = new java.util.ArrayList<>();
        @Around("execution(String app.Shop.greet(String))")
        public Object around(ProceedingJoinPoint point) throws Throwable { return "<" + point.proceed() + SEEN + ">"; }
        @Before("get(* app.Shop.CATALOGUE)") public void read() { SEEN.add("read"); }
      }
      """;

  private Program woven() throws IOException {
    Program program = program(List.of(agent("aspectjweaver")), ASPECT);
    program.write(
        "classes/META-INF/aop.xml",
        "<aspectj><aspects><aspect name='app.Greeter'/></aspects>"
            + "<weaver><include within='app.*'/></weaver></aspectj>");
    return program;
  }

  @Tag("heavy")
  @ParameterizedTest
  @ValueSource(strings = {"normal", "all", "record"})
  void aspectj_s_weaver_comes_before(String mode) throws IOException {
    List<String> weaver = List.of("-javaagent:" + agent("aspectjweaver"));

    assertSameWith(woven(), mode, weaver, List.of(), "app.Main");
  }

  @Tag("heavy")
  @Test
  void aspectj_s_weaver_may_come_after_the_recorder() throws IOException {
    List<String> weaver = List.of("-javaagent:" + agent("aspectjweaver"));

    assertSameWith(woven(), "record", List.of(), weaver, "app.Main");
  }
}
