package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import io.lazyloader.runtime.LazyRegions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fields whose members are lazy, in a program with the agent. */
class MemberAccessIT {
  private static final String REGISTRY =
      """
      // app/Registry.java
      package app;
      import io.lazyloader.Lazy;
      import java.util.*;
      public class Registry {
        @Lazy(access = Lazy.Access.MEMBER) public static final Codec JSON = new Codec.Json();
        @Lazy(access = Lazy.Access.MEMBER) public static final String TEXT = "text".trim();
        @Lazy(access = Lazy.Access.MEMBER) public static final int[] NUMBERS = {1};
        @Lazy(access = Lazy.Access.MEMBER) public static final int SIZE = "size".length();
        interface Constants {
          @Lazy(access = Lazy.Access.MEMBER) List<String> LIST = new ArrayList<>();
        }
      }
      """;

  private static final String CODEC =
      """
      // app/Codec.java
      package app;
      public interface Codec {
        String encode(String text);
        default String twice(String text) { return encode(encode(text)); }
        class Json implements Codec {
          static { System.out.println("json"); }
          public String encode(String text) { return '"' + text + '"'; }
        }
      }
      """;

  @TempDir Path directory;

  @Test
  void a_class_of_another_package_stores_the_proxy_and_its_first_call_resolves()
      throws IOException {
    Program program =
        Program.of(
            directory,
            REGISTRY,
            CODEC,
            """
            // other/Main.java
            package other;
            import app.*;
            import io.lazyloader.LazyLoader;
            import java.util.*;
            public class Main {
              public static void main(String[] args) {
                Map<String, Codec> codecs = new HashMap<>();
                codecs.put("json", Registry.JSON);
                System.out.println(LazyLoader.pending().contains("app.Registry#JSON"));
                System.out.println(codecs.get("json").twice("x") + codecs.containsValue(Registry.JSON));
                System.out.println(LazyLoader.isResolved("app.Registry#JSON"));
              }
            }
            """);

    Run run = program.lazy("quiet", "other.Main");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("true\njson\n\"\"x\"\"true\ntrue\n");
  }

  @Test
  void who_gets_no_proxy_is_told_and_is_resolved_by_the_read() throws IOException {
    Program program =
        Program.of(
            directory,
            REGISTRY,
            CODEC,
            """
            // app/Main.java
            package app;
            public class Main {
              public static void main(String[] args) {
                System.out.println(Registry.TEXT + Registry.NUMBERS[0] + Registry.SIZE + Registry.Constants.LIST);
              }
            }
            """);

    Run run = program.lazy("", "app.Main");

    assertThat(run.out()).isEqualTo("text14[]\n");
    assertThat(run.ours())
        .contains(
            "loader: @Lazy(access = MEMBER) on app.Registry#TEXT gets no proxy: its type"
                + " java.lang.String is final. It is resolved when it is read.",
            "loader: @Lazy(access = MEMBER) on app.Registry#NUMBERS gets no proxy: it is an array."
                + " It is resolved when it is read.",
            "loader: @Lazy(access = MEMBER) on app.Registry#SIZE gets no proxy: it is of a primitive"
                + " type. It is resolved when it is read.",
            "loader: @Lazy(access = MEMBER) on app.Registry$Constants#LIST gets no proxy: it is a"
                + " field of an interface, whose readers look for the value itself. It is resolved"
                + " when it is read.");
    assertThat(program.lazy("quiet", "app.Main").err()).isEmpty();
  }

  @Test
  void resolve_all_resolves_what_stands_behind_a_proxy() throws IOException {
    Program program =
        Program.of(
            directory,
            REGISTRY,
            CODEC,
            """
            // app/Main.java
            package app;
            import io.lazyloader.LazyLoader;
            public class Main {
              public static void main(String[] args) {
                Codec read = Registry.JSON;
                System.out.println(LazyLoader.resolveAll("app.Registry#JSON"));
                System.out.println(LazyLoader.pending() + " " + (read == Registry.JSON) + LazyLoader.isProxy(read));
              }
            }
            """);

    assertThat(program.lazy("quiet", "app.Main").out())
        .isEqualTo(
            "json\n[]\n[app.Registry#TEXT, app.Registry#NUMBERS, app.Registry#SIZE] truetrue\n");
  }

  @Test
  void nothing_of_proxies_is_loaded_where_no_field_has_one() throws IOException {
    Program program =
        Program.of(
                directory,
                """
                // app/Main.java
                package app;
                public class Main {
                  @io.lazyloader.Lazy static final Object VALUE = new StringBuilder("value");
                  public static void main(String[] args) { System.out.println(VALUE); }
                }
                """)
            .jvm("-Xlog:class+load:stdout");

    assertThat(program.lazy("quiet", "app.Main").out())
        .contains("io.lazyloader.runtime.LazyRegions ")
        .doesNotContain("io.lazyloader.runtime.Proxy")
        .doesNotContain("io.lazyloader.runtime.Member")
        .contains("value");
  }

  @Test
  void a_module_without_jdk_unsupported_has_proxies_of_interfaces_only() throws Exception {
    Program program = Program.of(directory);
    Path core =
        Path.of(LazyRegions.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path app = Files.createDirectories(directory.resolve("module"));
    program.compile(
        app,
        List.of("-p", core.toString()),
        """
        // app/Main.java
        package app;
        import io.lazyloader.*;
        import java.util.*;
        public class Main {
          @Lazy(access = Lazy.Access.MEMBER) private static final List<String> LIST = new ArrayList<>();
          @Lazy(access = Lazy.Access.MEMBER) private static final Main MAIN = new Main();
          public static void main(String[] args) {
            System.out.println(LazyLoader.isProxy(LIST) + " " + LazyLoader.isProxy(MAIN) + LIST + MAIN);
          }
          @Override public String toString() { return "main"; }
        }
        """,
        """
        // module-info.java
        module app { requires io.lazyloader; }
        """);
    String main = "-p " + Program.join(List.of(core, app)) + " -m app/app.Main";

    Run run = program.onlyOn().lazy("", main);

    assertThat(run.out()).isEqualTo("true false[]main\n");
    assertThat(run.ours())
        .contains(
            "loader: @Lazy(access = MEMBER) on app.Main#MAIN gets no proxy: its type app.Main is a"
                + " class, which takes the module jdk.unsupported, and that is not there. It is"
                + " resolved when it is read.");
    assertThat(program.jvm("--add-modules", "jdk.unsupported").lazy("quiet", main).out())
        .isEqualTo("true true[]main\n");
  }
}
