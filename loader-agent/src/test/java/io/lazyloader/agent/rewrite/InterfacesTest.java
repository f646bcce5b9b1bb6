package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deferred fields of interfaces, whose values live in cells. */
class InterfacesTest {
  private static final String OWNER =
      """
      public interface Owner {
        @Lazy String A = Log.note("A", "a");
        @Lazy int B = Log.note("B", 2);
        @Lazy long C = Log.note("C", 3L);
        @Lazy Object D = Log.note("D", "d");
      }
      """;

  private static String main(String expression) {
    return "class Main { static String run() { return \"\" + " + expression + "; } }";
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void a_field_is_pending_until_it_is_read(int release) {
    assumeTrue(release <= Runtime.version().feature());
    Unit unit = Unit.ofRelease(release, OWNER, main("Owner.C + Owner.A")).isLazyAndBehavesTheSame();

    Program lazy = unit.lazy();
    assertThat(lazy.pending("Owner")).containsExactly("A", "B", "C", "D");
    assertThat(lazy.run().value()).isEqualTo("3a");
    assertThat(lazy.call("kit.Log", "text").value()).isEqualTo("C A");
    assertThat(lazy.pending("Owner")).containsExactly("B", "D");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Main implements Owner { static String run() { return A + B + C + D + A; } }",
        "class Main implements Owner { static String run() { return Main.A + Main.B; } }",
        "abstract class Base implements Owner {}"
            + " class Main extends Base { static String run() { return A + B + C + D + A; } }",
        "interface Sub extends Owner {}"
            + " class Main implements Sub { static String run() { return A + Sub.B + C + D; } }",
        "interface Sub extends Owner { String X = A + B; default String x() { return C + X; } }"
            + " class Main implements Sub { static String run() { return new Main().x() + D; } }",
        "interface Main extends Owner { static String run() { return A + B + C + D; } }",
        "class Impl implements Owner {}"
            + " class Main { static String run() { return Impl.A + Impl.B + Impl.C + Impl.D; } }",
        "record Main(int x) implements Owner {"
            + " static String run() { return A + B + new Main(1).own(); }"
            + " long own() { return C + x; } }",
        "enum Main implements Owner { X, Y; final String own = A + B;"
            + " static String run() { return X.own + Y.own + D; } }",
        "class Main implements Owner { static String run() {"
            + " Supplier<String> lambda = () -> A + B;"
            + " return lambda.get() + new Object() { String get() { return C + A; } }.get(); } }",
        "class Main implements Owner { class Inner { String get() { return A + Main.D; } }"
            + " static String run() { return new Main().new Inner().get(); } }",
      })
  void whoever_inherits_a_field_reads_it(String readers) {
    Unit unit = Unit.of(OWNER, readers).isLazyAndBehavesTheSame();

    assertThat(unit.lazy().pending("Owner")).containsExactly("A", "B", "C", "D");
    assertThat(unit.lazy().run().value()).contains("a");
  }

  @Test
  void a_field_of_a_hidden_interface_is_read_through_a_public_class() {
    Unit.of(
            """
            package owners;
            interface Owner { @Lazy String A = Log.note("A", "a"); @Lazy double B = Log.note("B", 2.5); }
            """,
            "package owners; public class Impl implements Owner {}",
            "class Main extends owners.Impl { static String run() { return owners.Impl.A + B + A; } }")
        .isLazyAndBehavesTheSame();
  }

  @ParameterizedTest
  @ValueSource(ints = {46, 51})
  void a_class_file_that_is_too_old_to_call_interfaces_reads_their_fields(int version) {
    Map<String, byte[]> classFiles =
        Compiler.compileFor(
            8,
            OWNER,
            "class Impl implements Owner {}",
            "class Main { static String run() { return Owner.A + Impl.B + Owner.C + Impl.D; } }");
    setVersion(classFiles, "Main", version);

    Unit unit = new Unit(classFiles).isLazyAndBehavesTheSame();
    assertThat(unit.lazy().run().value()).isEqualTo("a23d");
  }

  @Test
  void an_interface_that_is_too_old_for_methods_stays_eager() {
    Map<String, byte[]> classFiles = Compiler.compileFor(8, OWNER, main("Owner.A"));
    setVersion(classFiles, "Owner", 51);
    Unit unit = new Unit(classFiles).behavesTheSame();

    assertThat(unit.isRewritten("Owner")).isFalse();
    assertThat(unit.decision("Owner").refused())
        .containsEntry(
            "A",
            "the interface's class file is of version 51, older than Java 8, and can't hold static"
                + " methods");
  }

  private static void setVersion(Map<String, byte[]> classFiles, String className, int version) {
    classFiles.computeIfPresent(
        className,
        (name, bytes) -> {
          bytes[7] = (byte) version;
          return bytes;
        });
  }

  @Test
  void its_own_methods_read_its_fields() {
    Unit unit =
        Unit.of(
                """
                interface Main {
                  @Lazy String A = Log.note("A", "a");
                  @Lazy String B = Log.note("B", A + "b");
                  @Lazy Supplier<String> C = Log.note("C", () -> A + B);
                  default String inDefault() { return A + hidden(); }
                  private String hidden() { return B; }
                  static String run() { return new Main() {}.inDefault() + C.get() + Log.text(); }
                }
                """)
            .isLazyAndBehavesTheSame();

    assertThat(unit.lazy().run().value()).isEqualTo("aabaabA B C");
  }

  @Test
  void the_field_itself_stays_as_it_was_declared() throws NoSuchFieldException {
    Class<?> lazy = Unit.of(OWNER, main("Owner.A")).lazy().initialise("Owner");

    assertThat(Modifier.toString(lazy.getDeclaredField("A").getModifiers()))
        .isEqualTo("public static final");
  }

  @Test
  void no_public_method_of_it_is_one_that_a_person_wrote() {
    Class<?> lazy = Unit.of(OWNER, main("Owner.A")).lazy().initialise("Owner");

    assertThat(lazy.getMethods()).hasSize(4).allMatch(method -> method.isSynthetic());
  }

  @Test
  void a_read_initialises_the_interface_that_declares_the_field_and_nothing_else() {
    Unit unit =
        Unit.of(
                """
                interface Owner {
                  @Lazy Object A = Log.note("A", "a");
                  Object SIBLING = Log.note("sibling", 1);
                }
                """,
                "interface Sub extends Owner { Object OTHER = Log.note(\"sub\", 2); }",
                "class Impl implements Sub { static { Log.note(\"impl\", 3); } }",
                main("Impl.A + Sub.A + Owner.A"))
            .isLazyAndBehavesTheSame();

    Program lazy = unit.lazy();
    assertThat(lazy.run().value()).isEqualTo("aaa");
    assertThat(lazy.call("kit.Log", "text").value()).isEqualTo("sibling A");
  }

  @Test
  void emitted_methods_do_not_have_an_interface_initialised_with_its_classes() {
    Unit.of(
            """
            interface Owner {
              @Lazy Object A = Log.note("A", "a");
              Object SIBLING = Log.note("sibling", 1);
              void x();
            }
            """,
            "class Main implements Owner { public void x() {}"
                + " static String run() { new Main(); return Log.text(); } }")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void a_compile_time_constant_stays_eager() {
    Unit unit =
        Unit.of("interface Owner { @Lazy String A = \"a\" + 1; }", main("Owner.A"))
            .behavesTheSame();

    assertThat(unit.decision("Owner").refused())
        .containsEntry("A", "it is a compile-time constant, copied into the classes that read it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "boolean A = Log.note(\"A\", true)",
        "byte A = Log.note(\"A\", (byte) -1)",
        "short A = Log.note(\"A\", Short.MIN_VALUE)",
        "char A = Log.note(\"A\", 'x')",
        "int A = Log.note(\"A\", Integer.MAX_VALUE)",
        "long A = Log.note(\"A\", Long.MIN_VALUE)",
        "float A = Log.note(\"A\", Float.NaN)",
        "double A = Log.note(\"A\", -0.0)",
        "int A = Log.note(\"A\", 0)",
        "boolean A = Log.note(\"A\", false)",
        "Object A = Log.note(\"A\", null)",
        "int[][] A = Log.note(\"A\", null)",
        "List<String> A = Log.note(\"A\", List.of(\"x\"))",
      })
  void a_value_of_any_type_is_computed_once(String declaration) {
    Unit unit =
        Unit.of(
                "interface Owner { @Lazy " + declaration + "; }",
                "class Impl implements Owner {}",
                main("Owner.A + Impl.A + Owner.A + Log.text()"))
            .isLazyAndBehavesTheSame();

    assertThat(unit.lazy().run().value()).endsWith("A").doesNotContain("A A");
  }

  @Test
  void a_recursive_read_sees_the_default_value() {
    Unit unit =
        Unit.of(
                """
                interface Owner {
                  @Lazy String A = "<" + seen() + Impl.read() + ">";
                  @Lazy int B = 1 + number() + Impl.number();
                  static String seen() { return A; }
                  static int number() { return B; }
                }
                """,
                "class Base implements Owner {}",
                """
                class Impl extends Base {
                  static String read() { return A; }
                  static int number() { return Base.B; }
                }
                """,
                main("Owner.A + Owner.B + Impl.A + Impl.B"))
            .isLazyAndBehavesTheSame();

    assertThat(unit.lazy().run().value()).isEqualTo("<nullnull>1<nullnull>1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Owner.A", "Impl.A"})
  void a_failure_is_that_of_class_initialisation(String read) {
    Unit unit =
        Unit.of(
            """
            interface Owner {
              @Lazy Object A = fail();
              @Lazy Object B = "b".trim();
              static Object fail() { Log.note("A", 0); throw new IllegalStateException("no a"); }
            }
            """,
            "class Impl implements Owner {}",
            "class Main { static Object run() { return "
                + read
                + "; } static Object sibling() { return Owner.B + Log.text(); } }");
    Program lazy = unit.lazy();

    Outcome first = lazy.run();
    assertThat(first.text()).isEqualTo(unit.eager().run().text());
    assertThat(first.failure().getSuppressed()[0])
        .hasMessage("while resolving Owner#A (Owner.java:2), first read at Main.run(Main.java:1)");
    assertThat(lazy.run().failure())
        .isInstanceOf(NoClassDefFoundError.class)
        .hasMessage("Could not initialize Owner#A (Owner.java:2)");
    assertThat(lazy.call("Main", "sibling").value()).isEqualTo("bA");
  }

  @Test
  void many_threads_compute_a_field_once_and_see_the_same_value() throws InterruptedException {
    Program lazy =
        Unit.of(
                """
                interface Owner {
                  @Lazy Object A = Log.note("A", slow());
                  @Lazy int B = Log.note("B", slow().hashCode());
                  static Object slow() { Thread.yield(); return new Object(); }
                }
                """,
                "class Impl implements Owner {}",
                """
                class Main {
                  static String run() { return Owner.A + " " + Impl.B; }
                  static String other() { return Impl.A + " " + Owner.B; }
                }
                """)
            .lazy();
    String[] seen = new String[8];
    List<Thread> threads =
        Stream.iterate(0, index -> index + 1)
            .limit(seen.length)
            .map(
                index ->
                    new Thread(
                        () ->
                            seen[index] =
                                lazy.call("Main", index % 2 == 0 ? "run" : "other").value()))
            .toList();

    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(Arrays.asList(seen)).doesNotContainNull().containsOnly(seen[0]);
    assertThat(lazy.call("kit.Log", "text").value()).contains("A").contains("B").hasSize(3);
  }

  @Test
  void annotation_types_have_lazy_fields() {
    Unit unit =
        Unit.of(
                """
                @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                @interface Owner {
                  @Lazy List<String> A = Log.note("A", List.of("a"));
                  @Lazy int B = Log.note("B", 2);
                  String value() default "x";
                }
                """,
                """
                class Main {
                  @Owner static class One {}
                  @Owner static class Two {}
                  static String run() {
                    Owner one = One.class.getAnnotation(Owner.class);
                    return one.equals(Two.class.getAnnotation(Owner.class)) + one.value()
                        + one.hashCode() + Owner.A + Owner.B + Log.text();
                  }
                }
                """)
            .isLazyAndBehavesTheSame();

    assertThat(unit.lazy().run().value()).startsWith("truex");
  }

  @Test
  void sealed_interfaces_have_lazy_fields() {
    Unit.of(
            """
            sealed interface Shape {
              @Lazy List<Shape> ALL = Log.note("all", List.of(new Dot(), new Line(1)));
              record Dot() implements Shape {}
              record Line(int x) implements Shape { String all() { return "" + ALL; } }
            }
            """,
            main("Shape.ALL + new Shape.Line(2).all() + Shape.Dot.ALL + Log.text()"))
        .isLazyAndBehavesTheSame();
  }

  @Test
  void a_type_s_mark_makes_all_fields_of_an_interface_lazy() {
    Unit unit =
        Unit.of(
                """
                @Lazy interface Owner {
                  String A = Log.note("A", "a");
                  @Eager String B = Log.note("B", "b");
                  String CONSTANT = "c";
                  String C = Log.note("C", CONSTANT);
                }
                """,
                main("Owner.C"))
            .behavesTheSame();

    assertThat(unit.decision("Owner").deferred()).containsExactly("A", "C");
    Program lazy = unit.lazy();
    assertThat(lazy.run().value()).isEqualTo("c");
    assertThat(lazy.call("kit.Log", "text").value()).isEqualTo("B C");
  }

  @Test
  void with_laziness_switched_off_everything_runs_in_its_old_place() {
    Unit unit =
        Unit.of(OWNER, "class Impl implements Owner {}", main("Owner.C + Impl.B")).switchable();

    assertThat(unit.switchedOff().run().text()).isEqualTo(unit.eager().run().text());
    Program eager = unit.switchedOff();
    assertThat(eager.run().value()).isEqualTo("32");
    assertThat(eager.call("kit.Log", "text").value()).isEqualTo("A B C D");
    assertThat(unit.lazy().run().value()).isEqualTo("32");
  }

  @Test
  void an_interface_comes_before_the_superclass_where_both_have_a_field_of_that_name() {
    String lazy = "class Base { @Lazy static final String A = Log.note(\"base\", \"b\"); }";
    String[] readers = {"class Impl extends Base implements Other {}", main("Impl.A")};
    Map<String, byte[]> classFiles =
        new HashMap<>(Compiler.compile(lazy, readers[0], readers[1], "interface Other {}"));
    classFiles.putAll(Compiler.compile("interface Other { String A = \"o\".trim(); }"));

    assertThat(new Unit(classFiles).isLazyAndBehavesTheSame().lazy().run().value()).isEqualTo("o");
  }

  @Test
  void the_first_interface_comes_first_where_two_have_a_field_of_that_name() {
    Map<String, byte[]> classFiles =
        new HashMap<>(
            Compiler.compile(
                "interface One {}",
                "interface Two { @Lazy String A = \"2\".trim(); }",
                "class Impl implements One, Two {}",
                main("Impl.A")));
    classFiles.putAll(Compiler.compile("interface One { @Lazy String A = \"1\".trim(); }"));

    assertThat(new Unit(classFiles).isLazyAndBehavesTheSame().lazy().run().value()).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "interface Owner { String A = \"a\".trim(); int B = 7; int X = \"x\".length(); }",
        "interface Owner { String A = \"a\"; int B = 7; }",
        "interface Owner { @Lazy String A = \"a\".trim(); int B = \"1234567\".length(); }",
        "interface Owner { String A = own(); int B = 7; static String own() { return Main.early(); } }",
      })
  void promised_fields_that_turn_out_eager_have_accessors_and_cells(String owner) {
    String main =
        """
        class Main extends Impl {
          static String run() { return Owner.A + Owner.B + A + B; }
          static String early() { return A + Owner.A; }
        }
        """;
    String impl = "class Impl implements Owner {}";
    Unit lazy = Unit.of(OWNER, impl, main);
    Map<String, byte[]> eager = Compiler.compile(owner, impl, main);
    Request request = Request.NONE.promised(Set.of("A", "B"));
    byte[] before = eager.getOrDefault("Owner", new byte[0]);
    byte[] after = new ClassRewriter(before, request).rewrite((type, name, descriptor) -> false);
    assertThat(after).isNotNull();
    Map<String, byte[]> mixed = new HashMap<>(eager);
    mixed.put("Owner", after == null ? before : after);
    mixed.put("Main", lazy.after("Main"));

    assertThat(new Program(mixed, getClass().getClassLoader()).run().text())
        .isEqualTo(new Program(eager, getClass().getClassLoader()).run().text());
  }
}
