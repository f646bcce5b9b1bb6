package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads of a deferred field while {@code <clinit>} has not come to its initialiser yet. */
class EarlyReadsTest {
  @Test
  void constructor_that_runs_before_a_field_is_assigned_finds_null() {
    Unit unit =
        Unit.of(
            "class Main { static final Main FIRST = new Main();"
                + " static final Object LATER = new Object();"
                + " final boolean saw = LATER != null;"
                + " static String run() { return FIRST.saw + \" \" + (LATER != null); } }");
    unit.planning("Main", "LATER").isLazyAndBehavesTheSame();
    assertThat(unit.lazy().run().value()).isEqualTo("false true");
  }

  @Test
  void enum_constructor_finds_null_in_the_table_that_comes_after_the_constants() {
    Unit.of(
            "enum Main { A, B; static final java.util.List<String> TABLE = new java.util.ArrayList<>();"
                + " final String saw; Main() { saw = String.valueOf(table()); }"
                + " static Object table() { return TABLE; }"
                + " static String run() { return A.saw + B.saw + TABLE; } }")
        .planning("Main", "TABLE")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void field_between_two_calls_is_null_to_the_first_and_set_to_the_second() {
    Unit.ofMain(
            "static final String BEFORE = look(); static final String VALUE = new String(\"v\");"
                + " static final int NUMBER = Integer.parseInt(\"7\");"
                + " static final String AFTER = look();"
                + " static String look() { return VALUE + NUMBER; }",
            "BEFORE + AFTER")
        .planning("Main", "VALUE", "NUMBER")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void initialiser_of_another_class_finds_null_on_its_way_through() {
    Unit.of(
            "class Main { static final String OTHER = Other.SAW;"
                + " static final Object LATER = new Object();"
                + " static String run() { return OTHER + (LATER != null); } }",
            "class Other { static final String SAW = \"saw \" + (Main.LATER != null); }")
        .planning("Main", "LATER")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void interface_fields_are_null_before_their_place_too() {
    Unit.of(
            "class Main { static String run() { return Face.EARLY + (Face.LATER != null); } }",
            "interface Face { String EARLY = Probe.look(); Object LATER = new Object(); }",
            "class Probe { static String look() { return \"saw \" + Face.LATER; } }")
        .planning("Face", "LATER")
        .isLazyAndBehavesTheSame();
  }

  private static final String PROBE =
      """
      class Probe implements Comparable<Probe>, Runnable, java.util.Iterator<Probe> {
        int look() { return Log.note(Main.A + "," + Main.B, 0); }
        public int hashCode() { return look(); }
        public boolean equals(Object other) { return look() == 0; }
        public String toString() { return "" + look(); }
        public int compareTo(Probe other) { return look(); }
        public void run() { look(); }
        public boolean hasNext() { return look() > 0; }
        public Probe next() { look(); return this; }
        protected void finalize() { }
      }
      """;

  /** Each with what Java makes of it: who calls the probe, if not the code itself. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "probe.hashCode();",
        "probe.toString();",
        "probe.equals(null);",
        "((Runnable) probe).run();",
        "String.valueOf(probe);",
        "(\"\" + probe).length();",
        "\"\".concat(probe.toString());",
        "new StringBuilder().append(probe);",
        "new HashMap<Object, Object>().put(probe, probe);",
        "Map.of(probe, 1, \"key\", 2);",
        "List.of(1).contains(probe);",
        "Objects.hash(probe);",
        "Arrays.hashCode(new Object[] {probe});",
        "Arrays.asList(probe, probe).sort(null);",
        "Collections.sort(Arrays.asList(1, 2), (one, other) -> probe.hashCode());",
        "java.util.stream.Stream.of(probe).forEach(Object::hashCode);",
        "for (Object each : (Iterable<Object>) () -> (Iterator) probe) { }",
        "Optional.of(probe).map(Object::toString);",
        "((Supplier<Object>) probe::hashCode).get();",
        "Other.touch();",
        "new Other();",
        "int read = Other.value;",
        "Other.value = 1;",
        "desiredAssertionStatus(probe);",
        "synchronized (probe) { probe.hashCode(); }",
        "try { throw (RuntimeException) Other.thrown(); } catch (RuntimeException e) { }",
      })
  void whatever_comes_to_code_of_the_program_finds_what_is_assigned_so_far(String statement) {
    Unit unit =
        Unit.of(
            """
            class Main {
              static final String A;
              static final String B;
              static {
                Object probe = new Probe();
                A = "a".concat("!");
                STATEMENT
                B = "b".concat("!");
              }
              static boolean desiredAssertionStatus(Object probe) { return probe.hashCode() > 0; }
              static String run() { return Log.text() + " then " + A + B; }
            }
            """
                .replace("STATEMENT", statement),
            PROBE,
            """
            class Other {
              static int value = new Probe().look();
              static void touch() { }
              static Throwable thrown() { return new IllegalStateException(); }
            }
            """);
    unit.planning("Main", "A", "B").isLazyAndBehavesTheSame();
    assertThat(unit.lazy().run().value()).contains("a!,null");
  }

  /** The loader of the class is the program's code, too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Object cast = (Cloneable) (Object) any;",
        "boolean is = (Object) any instanceof Runnable;",
        "Object type = Runnable.class;",
        "Object array = new Runnable[1];",
        "Object arrays = new Runnable[1][1];",
        "assert any == null;",
      })
  void clinit_tells_how_far_it_is_before_another_class_may_be_loaded(String statement) {
    assertThat(tellsItsProgress(statement, "static class Inside")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int sum = number + 1; number = -sum;",
        "long[] array = new long[3]; array[0] = 1L << number;",
        "Object[] own = new Main[1]; Main cast = (Main) own[0];",
        "boolean is = (Object) any instanceof Main; Object type = Main.class; Object text = \"text\";",
        "double real = 1.5 * 2; float less = (float) real; long all = 1L << 40;",
        "switch (any.length) { case 0: break; case 9: for (int i = 0; i < 9; i++) { } default: }",
        "synchronized (any) { any[0] = 1; }",
        "} void method() { assert true; } static {",
      })
  void clinit_does_not_tell_how_far_it_is_while_no_other_code_can_run(String statement) {
    assertThat(tellsItsProgress(statement, "class Main")).isFalse();
  }

  /** Asks of a statement that stands before a deferred field, in {@code Main} or a class in it. */
  private static boolean tellsItsProgress(String statement, String type) {
    String body =
        """
         { static final Object LATER; static { int[] any = {1}; int number = 3;
          STATEMENT
          LATER = new Object(); } }
        """
            .replace("STATEMENT", statement);
    boolean isMain = type.equals("class Main");
    Unit unit = isMain ? Unit.of(type + body) : Unit.of("class Main { " + type + body + "}");
    String name = isMain ? "Main" : "Main$Inside";
    unit.planning(name, "LATER");
    return new String(unit.after(name), java.nio.charset.StandardCharsets.ISO_8859_1)
        .contains("passed");
  }

  @Test
  void code_that_calls_nothing_before_the_regions_costs_no_instruction() {
    Unit unit =
        Unit.ofMain(
            "static int[] numbers = {1, 2}; static final Object LATER = new Object();", "LATER");
    unit.planning("Main", "LATER");
    assertThat(new String(unit.after("Main"), java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("passed");
  }
}
