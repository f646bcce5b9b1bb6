package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarksIT {
  private static final String PART =
      """
      // app/Part.java
      package app;
      public class Part {
        public final String name;
        public Part(String name) { this.name = name; System.out.println("made " + name); }
      }
      """;

  @TempDir Path directory;

  @Test
  void a_marked_field_is_computed_when_it_is_first_read_and_its_siblings_stay_pending()
      throws IOException {
    Program program =
        Program.of(
            directory,
            PART,
            """
            // app/Main.java
            package app;
            import io.lazyloader.*;
            public class Main {
              @Lazy private static final Part ONE = new Part("one");
              @Lazy private static final Part TWO = new Part("two");
              private static final Part THREE = new Part("three");
              public static void main(String[] args) {
                System.out.println("main");
                System.out.println(LazyLoader.pending());
                System.out.println(ONE.name + ONE.name);
                System.out.println(LazyLoader.pending() + " " + LazyLoader.isResolved("app.Main#ONE"));
                System.out.println(LazyLoader.mode());
              }
            }
            """);

    Run lazy = program.lazy("quiet", "app.Main");

    assertThat(lazy.out())
        .isEqualTo(
            """
            made three
            main
            [app.Main#ONE, app.Main#TWO]
            made one
            oneone
            [app.Main#TWO] true
            NORMAL
            """);
    assertThat(lazy.err()).isEmpty();
  }

  @Test
  void a_type_and_a_package_mark_all_their_fields_and_eager_vetoes() throws IOException {
    Program program =
        Program.of(
            directory,
            PART,
            """
            // app/lazy/package-info.java
            @io.lazyloader.Lazy package app.lazy;
            """,
            """
            // app/lazy/ByPackage.java
            package app.lazy;
            import app.Part;
            import io.lazyloader.Eager;
            public class ByPackage {
              public static final Part P = new Part("by package");
              @Eager("it must") public static final Part Q = new Part("eager in lazy package");
            }
            """,
            """
            // app/lazy/EagerType.java
            package app.lazy;
            import app.Part;
            import io.lazyloader.*;
            @Eager public class EagerType {
              public static final Part P = new Part("eager type in lazy package");
              @Lazy public static final Part Q = new Part("lazy in eager type");
            }
            """,
            """
            // app/ByType.java
            package app;
            import io.lazyloader.*;
            @Lazy class ByType {
              static final Part P = new Part("by type");
              @Eager static final Part Q = new Part("eager in lazy type");
              static void touch() {}
              static class Nested { static final Part P = new Part("nested in lazy type"); static void touch() {} }
            }
            """,
            """
            // app/Main.java
            package app;
            import app.lazy.*;
            public class Main {
              public static void main(String[] args) {
                ByType.touch();
                ByType.Nested.touch();
                System.out.println(ByPackage.Q.name + ", " + EagerType.P.name);
                System.out.println("now");
                System.out.println(ByType.P.name + ByPackage.P.name + EagerType.Q.name);
              }
            }
            """);

    assertThat(program.lazy("quiet", "app.Main").out())
        .isEqualTo(
            """
            made eager in lazy type
            made nested in lazy type
            made eager in lazy package
            made eager type in lazy package
            eager in lazy package, eager type in lazy package
            now
            made by type
            made by package
            made lazy in eager type
            by typeby packagelazy in eager type
            """);
  }

  @Test
  void the_kill_switch_works_by_argument_property_and_environment() throws IOException {
    String main =
        """
        // app/Main.java
        package app;
        import io.lazyloader.*;
        public class Main {
          @Lazy private static final Part ONE = new Part("one");
          public static void main(String[] args) { System.out.println("main " + LazyLoader.mode()); }
        }
        """;
    Program program = Program.of(directory, PART, main);
    String eager = "made one\nmain NONE\n";

    assertThat(program.lazy("quiet", "app.Main").out()).isEqualTo("main NORMAL\n");
    assertThat(program.lazy("quiet,mode=none", "app.Main").out()).isEqualTo(eager);
    assertThat(
            program
                .run(
                    List.of("-javaagent:" + Program.AGENT + "=quiet", "-Dlazyloader.mode=none"),
                    "app.Main")
                .out())
        .isEqualTo(eager);
    program.environment("LAZYLOADER_MODE", "none");
    assertThat(program.lazy("quiet", "app.Main").out()).isEqualTo(eager);
    assertThat(program.lazy("quiet,mode=normal", "app.Main").out())
        .as("the argument comes before the environment")
        .isEqualTo("main NORMAL\n");
  }

  @Test
  void fields_are_read_from_other_classes_jars_and_subclasses() throws IOException {
    Program program =
        Program.of(
            directory,
            PART,
            """
            // app/Base.java
            package app;
            import io.lazyloader.Lazy;
            public class Base {
              @Lazy protected static final Part INHERITED = new Part("inherited");
              @Lazy public static final Part SHARED = new Part("shared");
              @Lazy public static final int NUMBER = Integer.parseInt("42");
              @Lazy static final Part UNUSED = new Part("unused");
            }
            """,
            """
            // app/Sub.java
            package app;
            public class Sub extends Base { static String own() { return INHERITED.name; } }
            """);
    Path other =
        program.compile(
            "other",
            """
            // other/Main.java
            package other;
            import app.*;
            public class Main extends Sub {
              public static void main(String[] args) {
                System.out.println("main");
                System.out.println(Sub.SHARED.name + Base.SHARED.name + Main.NUMBER + INHERITED.name);
                System.out.println(new Inner().read());
              }
              static class Inner { String read() { return INHERITED.name + Sub.NUMBER; } }
            }
            """);
    program.on(program.jar("other.jar", other, Map.of()));

    Run lazy = program.lazy("quiet", "other.Main");

    assertThat(lazy.out())
        .isEqualTo("main\nmade shared\nmade inherited\nsharedshared42inherited\ninherited42\n");
  }

  @Test
  void fields_of_an_interface_are_read_by_classes_that_are_loaded_before_it() throws IOException {
    Program program =
        Program.of(
            directory,
            PART,
            """
            // app/Parts.java
            package app;
            import io.lazyloader.Lazy;
            interface Parts {
              @Lazy Part SHARED = new Part("shared");
              @Lazy Part INHERITED = new Part("inherited");
              @Lazy Part UNUSED = new Part("unused");
              @Lazy int NUMBER = Integer.parseInt("42");
              Part EAGER = new Part("eager");
              static String read() { return SHARED.name + NUMBER; }
            }
            """,
            """
            // app/Base.java
            package app;
            public class Base implements Parts { protected String own() { return INHERITED.name; } }
            """);
    Path other =
        program.compile(
            "other",
            """
            // other/Main.java
            package other;
            import app.Base;
            import io.lazyloader.LazyLoader;
            public class Main extends Base {
              public static void main(String[] args) {
                System.out.println("main");
                System.out.println(SHARED.name + Base.NUMBER + INHERITED.name + new Main().own());
                System.out.println(LazyLoader.pending());
              }
            }
            """);
    program.on(program.jar("other.jar", other, Map.of()));

    Run lazy = program.lazy("quiet", "other.Main");

    assertThat(lazy.err()).isEmpty();
    assertThat(lazy.out())
        .isEqualTo(
            """
            main
            made eager
            made shared
            made inherited
            shared42inheritedinherited
            [app.Parts#UNUSED]
            """);
  }

  @Test
  void a_field_s_name_may_hold_any_letter() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Letters.java
            package app;
            import io.lazyloader.Lazy;
            class Letters {
              @Lazy static final Object \uD842\uDFB7\u00E9\u4E00 = make();
              static Object make() { System.out.println("made"); return "read"; }
              static void touch() { System.out.println("touched"); }
            }
            """,
            """
            // app/Main.java
            package app;
            public class Main {
              public static void main(String[] args) {
                Letters.touch();
                System.out.println(Letters.\uD842\uDFB7\u00E9\u4E00);
              }
            }
            """);

    assertThat(program.lazy("quiet", "app.Main").out()).isEqualTo("touched\nmade\nread\n");
  }

  @Test
  void nested_classes_read_private_fields_of_each_other() throws IOException {
    Program program =
        Program.of(
            directory,
            PART,
            """
            // app/Main.java
            package app;
            import io.lazyloader.Lazy;
            public class Main {
              @Lazy private static final Part OUTER = new Part("outer");
              static class Inner {
                @Lazy private static final Part INNER = new Part("inner");
                static String read() { return OUTER.name; }
              }
              public static void main(String[] args) {
                System.out.println("main");
                System.out.println(Inner.INNER.name);
                System.out.println(Inner.read());
              }
            }
            """);

    assertThat(program.lazy("quiet", "app.Main").out())
        .isEqualTo("main\nmade inner\ninner\nmade outer\nouter\n");
  }

  @Test
  void where_marks_can_not_be_expected_a_field_that_loaded_code_reads_stays_eager()
      throws IOException {
    Program program =
        Program.of(
            directory,
            PART,
            """
            // app/Parts.java
            package app;
            import io.lazyloader.Lazy;
            class Parts {
              @Lazy static final Part READ = new Part("read");
              @Lazy static final Part UNREAD = new Part("unread");
            }
            """,
            """
            // app/Main.java
            package app;
            public class Main {
              public static void main(String[] args) {
                System.out.println("main");
                System.out.println(Parts.READ.name);
              }
            }
            """);
    // One jar, without the annotation's class: nothing tells the agent to look ahead.
    program.onlyOn(program.jar("app.jar", program.classes(), Map.of()));

    Run lazy = program.lazy("quiet", "app.Main");
    assertThat(lazy.out()).isEqualTo("main\nmade read\nread\n");
    assertThat(program.lazy("", "app.Main").ours())
        .contains(
            "loader: @Lazy on app.Parts#READ stays eager: a class that reads it was loaded before it"
                + " was known to be lazy.");
  }

  @Test
  void an_annotated_enum_constant_gets_one_clear_line() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import io.lazyloader.Lazy;
            public class Main {
              enum Colour { @Lazy RED, GREEN }
              public static void main(String[] args) { System.out.println(Colour.RED); }
            }
            """);

    Run lazy = program.lazy("", "app.Main");

    assertThat(lazy.out()).isEqualTo("RED\n");
    assertThat(lazy.ours())
        .contains(
            "loader: @Lazy on app.Main$Colour#RED stays eager: it is an enum constant, which values()"
                + " and switches need from the start.");
  }
}
