package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
