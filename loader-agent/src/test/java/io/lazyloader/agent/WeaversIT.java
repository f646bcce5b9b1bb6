package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools that weave class files themselves, beside ours: Mockito with Byte Buddy, and AspectJ. */
class WeaversIT {
  private static final Path WEAVERS =
      Path.of(System.getProperty("programs", "target/programs")).resolve("weavers");

  private static final String MOCKS =
      """
      // app/Main.java
      package app;
      import java.util.*;
      import org.mockito.Mockito;
      public class Main {
        static final class Sealed {
          static final List<String> VALUES = new ArrayList<>(List.of("x"));
          String values() { return "values " + VALUES; }
          static String name() { return "name"; }
        }
        public static void main(String[] args) {
          Sealed mock = Mockito.mock(Sealed.class);
          Mockito.when(mock.values()).thenReturn("mocked");
          System.out.println(mock.values());
          try (var mocked = Mockito.mockStatic(Sealed.class)) {
            mocked.when(Sealed::name).thenReturn("mocked too");
            System.out.println(Sealed.name());
          }
          List<?> spy = Mockito.spy(new ArrayList<>(Sealed.VALUES));
          System.out.println(spy.size() + Mockito.mockingDetails(spy).getInvocations().size());
          System.out.println(new Sealed().values() + Sealed.name());
        }
      }
      """;

  private static final String ASPECT =
      """
      // app/Traced.java
      package app;
      import java.util.*;
      import org.aspectj.lang.ProceedingJoinPoint;
      import org.aspectj.lang.annotation.*;
      @Aspect public class Traced {
        static final List<String> SEEN = new ArrayList<>();
        static final Map<String, String> NAMES = new HashMap<>(Map.of("go", "went"));
        @Around("execution(* app.Main.go(..))")
        public Object around(ProceedingJoinPoint point) throws Throwable {
          SEEN.add(NAMES.get(point.getSignature().getName()));
          return "[" + point.proceed() + "]";
        }
        @Before("staticinitialization(app.Main)") public void before() { SEEN.add("before"); }
      }
      """;

  private static final String ADVISED =
      """
      // app/Main.java
      package app;
      import java.util.*;
      public class Main {
        static final List<String> LIST = new ArrayList<>(List.of("one"));
        static final String[] NAMES = {"a", "b"};
        static String go() { return LIST + NAMES[1]; }
        public static void main(String[] args) {
          System.out.println(go());
          System.out.println(Traced.SEEN);
        }
      }
      """;

  @TempDir Path directory;

  private static String agent(String options) {
    return "-javaagent:" + Program.AGENT + "=quiet," + options;
  }

  @Tag("heavy")
  @ParameterizedTest
  @ValueSource(strings = {"mode=record,profile=p.lazyprofile", "mode=all,safety=aggressive"})
  void mockito_mocks_what_is_final_and_static(String options) throws IOException {
    Program program =
        program("byte-buddy.jar", "byte-buddy-agent.jar", "mockito-core.jar", "objenesis.jar");
    program.compile(program.classes(), classPath("mockito-core.jar"), MOCKS);
    Run eager = program.eager("app.Main");
    Run lazy = program.run(List.of(agent(options)), "app.Main");

    assertThat(eager.exitCode()).isZero();
    assertThat(lazy.out()).isEqualTo(eager.out()).contains("mocked too");
    assertThat(lazy.exitCode()).isZero();
  }

  @Tag("heavy")
  @ParameterizedTest
  @ValueSource(strings = {"mode=record,profile=p.lazyprofile", "mode=all,safety=aggressive"})
  void aspectj_weaves_before_and_after_us(String options) throws IOException {
    Program program = program("aspectjrt.jar");
    program.compile(program.classes(), classPath("aspectjrt.jar"), ASPECT, ADVISED);
    program.write(
        "classes/META-INF/aop.xml",
        "<aspectj><aspects><aspect name='app.Traced'/></aspects>"
            + "<weaver><include within='app..*'/></weaver></aspectj>");
    String weaver = "-javaagent:" + WEAVERS.resolve("aspectjweaver.jar").toAbsolutePath();
    Run eager = program.run(List.of(weaver), "app.Main");

    assertThat(eager.out()).isEqualTo("[[one]b]\n[before, went]\n");
    for (List<String> order :
        List.of(List.of(agent(options), weaver), List.of(weaver, agent(options)))) {
      Run lazy = program.run(order, "app.Main");
      assertThat(lazy.out()).as("%s", lazy).isEqualTo(eager.out());
      assertThat(lazy.exitCode()).isZero();
    }
  }

  private Program program(String... jars) throws IOException {
    Program program = Program.of(directory);
    for (String jar : jars) {
      program.on(WEAVERS.resolve(jar).toAbsolutePath());
    }
    return program;
  }

  private static List<String> classPath(String jar) {
    return List.of("-cp", WEAVERS.resolve(jar).toString());
  }
}
