package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes that get other code while they run: from debuggers and from other agents. */
class RedefinitionIT {
  private static final String MAIN =
      """
      // app/Main.java
      package app;
      public class Main {
        public static void main(String[] args) throws Exception {
          Class<?> shop = Class.forName("app.Shop", false, Main.class.getClassLoader());
          if (args[0].contains("touch")) Shop.touch();
          if (args[0].contains("show")) System.out.println(Shop.show());
          Swap.redefine(shop);
          System.out.println(Shop.show());
          Swap.retransform(shop);
          System.out.println(Shop.show());
          Swap.redefine(shop);
          System.out.println(Shop.show());
        }
      }
      """;

  @TempDir Path directory;

  private Program program(String first, String second) throws IOException {
    // The reader is compiled with what it reads, and run with what the agent makes of that.
    Program program =
        Program.of(
            directory,
            shop(first),
            MAIN,
            """
            // app/Swap.java
            package app;
            public class Swap { static void redefine(Class<?> type) {} static void retransform(Class<?> type) {} }
            """);
    program.compile("v2", shop(second));
    Files.delete(program.classes().resolve("app/Swap.class"));
    swapper = Swapper.on(program);
    return program;
  }

  private String swapper = "";

  private static String shop(String body) {
    return """
        // app/Shop.java
        package app;
        import io.lazyloader.*;
        import java.util.*;
        """
        + body;
  }

  private void assertSameAsEager(Program program, String options, String argument) {
    Run eager = program.run(List.of(swapper), "app.Main", argument);
    assertThat(eager.err()).isEmpty();
    assertThat(eager.out()).contains("redefined").doesNotContain("Exception");
    String agent = "-javaagent:" + Program.AGENT + "=quiet" + options;
    assertThat(program.run(List.of(agent, swapper), "app.Main", argument).out())
        .isEqualTo(eager.out());
    assertThat(program.run(List.of(swapper, agent), "app.Main", argument).out())
        .isEqualTo(eager.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"show", "touch", "not yet initialised"})
  void a_class_whose_verdicts_change_keeps_the_members_it_was_given(String moment)
      throws IOException {
    Program program =
        program(
            """
            class Shop {
              static final Map<String, Integer> PRICES = new HashMap<>(Map.of("apple", 1));
              static final List<String> NAMES = new ArrayList<>(List.of("a"));
              static final List<String> ENVIRONMENT = List.of(System.getProperty("n", "b"));
              static final int[] COUNTS = counts();
              static int[] counts() { return new int[] {1, 2}; }
              static void touch() {}
              static String show() { return "v1 " + PRICES + NAMES + ENVIRONMENT + Arrays.toString(COUNTS); }
            }
            """,
            """
            class Shop {
              static final Map<String, Integer> PRICES = new HashMap<>(Map.of("pear", 2));
              static final List<String> NAMES = new ArrayList<>(List.of(System.getProperty("n", "c")));
              static final List<String> ENVIRONMENT = List.of("d");
              static final int[] COUNTS = counts();
              static int[] counts() { return new int[] {3, 4, 5}; }
              static void touch() { System.out.println("touched"); }
              static String show() { return "v2 " + PRICES + NAMES + ENVIRONMENT + Arrays.toString(COUNTS); }
            }
            """);

    assertSameAsEager(program, ",mode=all", moment);
  }

  @Test
  void what_is_pending_by_a_verdict_keeps_the_value_that_other_classes_computed_then()
      throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Rate.java
            package app;
            class Rate {
              final int value;
              Rate(int value) { this.value = value; }
              static Rate standard() { return new Rate(1); }
            }
            """,
            """
            // app/Table.java
            package app;
            class Table {
              static final Rate RATE = Rate.standard();
              static void touch() {}
            }
            """,
            """
            // app/Main.java
            package app;
            public class Main {
              public static void main(String[] args) throws Exception {
                Table.touch();
                Swap.redefine(Rate.class);
                System.out.println(Table.RATE.value + " " + Rate.standard().value);
              }
            }
            """,
            """
            // app/Swap.java
            package app;
            public class Swap { static void redefine(Class<?> type) {} }
            """);
    program.compile(
        "v2",
        """
        // app/Rate.java
        package app;
        class Rate {
          final int value;
          Rate(int value) { this.value = value; }
          static Rate standard() { return new Rate(2); }
        }
        """);
    Files.delete(program.classes().resolve("app/Swap.class"));
    swapper = Swapper.on(program);

    assertSameAsEager(program, ",mode=all", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"show", "touch", "not yet initialised"})
  void marked_fields_of_classes_keep_their_regions(String moment) throws IOException {
    String body =
        """
        class Shop implements java.io.Serializable {
          @Lazy static final Object NULL = null;
          @Lazy static final long NUMBER = Long.parseLong("%1$s1");
          @Lazy static final String A, B;
          @Lazy(access = Lazy.Access.MEMBER) static final List<String> MEMBER = new ArrayList<>(List.of("m%1$s"));
          static { String both = "both%1$s"; A = both; B = both + "!"; }
          static void touch() {}
          static String show() {
            return "v%1$s " + NULL + NUMBER + A + B + MEMBER.get(0) + java.io.ObjectStreamClass.lookup(Shop.class).getSerialVersionUID();
          }
        }
        """;
    Program program = program(body.formatted("1"), body.formatted("2"));

    assertSameAsEager(program, "", moment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"show", "touch", "not yet initialised"})
  void marked_fields_of_interfaces_keep_their_cells(String moment) throws IOException {
    String body =
        """
        interface Shop {
          @Lazy List<String> NAMES = List.of("n%1$s");
          @Lazy long NUMBER = Long.parseLong("%1$s1");
          static void touch() { new Shop() {}; }
          static String show() { return "v%1$s " + NAMES + NUMBER + Implementor.read(); }
        }
        class Implementor implements Shop {
          static String read() { return " " + NAMES + NUMBER; }
        }
        """;
    Program program = program(body.formatted("1"), body.formatted("2"));

    assertSameAsEager(program, "", moment);
  }

  @Test
  void a_redefinition_that_changes_members_is_refused_as_ever() throws IOException {
    Program program =
        program(
            """
            class Shop {
              @Lazy static final List<String> NAMES = List.of("a");
              static void touch() {}
              static String show() { return "v1 " + NAMES; }
            }
            """,
            """
            class Shop {
              @Lazy static final List<String> NAMES = List.of("b");
              static final List<String> MORE = List.of("c");
              static void touch() {}
              static String show() { return "v2 " + NAMES + MORE; }
            }
            """);
    String eager = program.run(List.of(swapper), "app.Main", "show").out();
    assertThat(eager).contains("UnsupportedOperationException");

    String agent = "-javaagent:" + Program.AGENT + "=quiet";
    assertThat(program.run(List.of(agent, swapper), "app.Main", "show").out()).isEqualTo(eager);
  }
}
