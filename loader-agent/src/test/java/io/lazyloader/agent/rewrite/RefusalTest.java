package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What can't be deferred, and the words in which a user reads why. */
class RefusalTest {

  private static @Nullable String reason(String members) {
    return reason(Unit.ofMain(members, "0"));
  }

  /** Why field {@code A} of {@code Main} stays eager; it is asserted that it really does. */
  private static @Nullable String reason(Unit unit) {
    unit.behavesTheSame();
    assertThat(unit.decision("Main").deferred()).doesNotContain("A");
    return unit.decision("Main").refused().get("A");
  }

  @Test
  void a_field_that_is_not_static() {
    assertThat(reason("@Lazy final Object A = \"a\".trim();")).isEqualTo("it is not static");
  }

  @Test
  void a_compile_time_constant() {
    assertThat(reason("@Lazy static final String A = \"a\" + 1;"))
        .isEqualTo("it is a compile-time constant, copied into the classes that read it");
  }

  @Test
  void an_enum_constant() {
    Unit unit = Unit.of("enum Main { @Lazy A; static String run() { return \"\" + A; } }");

    assertThat(reason(unit))
        .isEqualTo("it is an enum constant, which values() and switches need from the start");
  }

  @Test
  void the_values_of_an_enum() {
    Unit unit =
        Unit.of("enum Main { A; static String run() { return \"\" + A; } }")
            .planning("Main", "$VALUES");

    assertThat(unit.decision("Main").deferred()).isEmpty();
    assertThat(unit.decision("Main").refused())
        .containsEntry("$VALUES", "it holds the enum's values");
  }

  @Test
  void what_serialisation_reads_by_name() {
    Unit unit =
        Unit.ofMain(
                """
                private static final long serialVersionUID = Long.parseLong("1");
                private static final Object[] serialPersistentFields = new Object[0];
                """,
                "0")
            .planning("Main", "serialVersionUID", "serialPersistentFields");

    assertThat(unit.decision("Main").refused())
        .hasSize(2)
        .containsEntry("serialVersionUID", "serialisation reads it by name")
        .containsEntry("serialPersistentFields", "serialisation reads it by name");
  }

  @Test
  void a_field_that_a_method_assigns() {
    assertThat(
            reason(
                "@Lazy private static Object A = \"a\".trim(); static void set() { A = \"b\"; }"))
        .isEqualTo("it is assigned outside its initialiser, in set");
  }

  @Test
  void a_field_that_a_lambda_in_an_initialiser_assigns() {
    assertThat(
            reason(
                "@Lazy private static Object A = \"a\".trim();"
                    + " static final Runnable SET = () -> A = \"b\";"))
        .startsWith("it is assigned outside its initialiser, in lambda$static$");
  }

  @Test
  void a_field_that_a_nested_class_assigns_in_an_old_release() {
    Unit unit =
        Unit.ofRelease(
            8,
            Unit.main(
                "@Lazy private static Object A = \"a\".trim(); static class B { void set() { A = 1; } }",
                "A"));

    assertThat(reason(unit)).startsWith("it is assigned outside its initialiser, in access$");
  }

  @Test
  void a_field_that_any_class_may_assign() {
    assertThat(reason("@Lazy static Object A = \"a\".trim();"))
        .isEqualTo("it is not final, so any class may assign it");
  }

  @Test
  void a_field_that_a_nested_class_may_assign() {
    assertThat(reason("@Lazy private static Object A = \"a\".trim(); static class Nested {}"))
        .isEqualTo("it is not final, so a nested class may assign it");
  }

  @Test
  void a_field_of_a_class_without_initialisers() {
    assertThat(reason("@Lazy private static Object A;")).isEqualTo("it has no initialiser");
  }

  @Test
  void a_field_without_an_initialiser_beside_others() {
    assertThat(reason("@Lazy private static Object A; static final Object B = \"b\".trim();"))
        .isEqualTo("it has no initialiser");
  }

  @Test
  void a_field_that_shares_a_block_with_an_eager_one() {
    assertThat(
            reason(
                """
                @Lazy static final Object A;
                static final Object B, C;
                static { String shared = "x".trim(); C = shared; A = shared; B = shared; }
                """))
        .isEqualTo("its initialiser also assigns C, B, which would have to be lazy too");
  }

  @Test
  void a_field_whose_loop_assigns_several_eager_ones() {
    assertThat(
            reason(
                """
                @Lazy private static Object A;
                private static Object b, c;
                static { for (int i = 0; i < 2; i++) { A = i; b = i; c = i; } }
                """))
        .isEqualTo("its initialiser also assigns b, c, which would have to be lazy too");
  }

  @Test
  void a_field_that_shares_a_block_with_one_that_must_not_be_lazy() {
    assertThat(
            reason(
                """
                @Lazy static final Object A;
                @Eager static final Object B;
                static { String shared = "x".trim(); A = shared; B = shared; }
                """))
        .isEqualTo("its initialiser also assigns B, which would have to be lazy too");
  }

  @Test
  void a_field_that_a_filter_vetoes() {
    Unit unit =
        Unit.ofMain("@Lazy static final Object A = \"a\".trim();", "A")
            .asking(
                "Main",
                request ->
                    request.filter(
                        (className, field, access) ->
                            className + " " + field + " " + Modifier.toString(access)));

    assertThat(reason(unit)).isEqualTo("Main A static final");
  }

  @Test
  void a_field_whose_reader_was_loaded_without_knowing() {
    Unit unit =
        Unit.ofMain("@Lazy static final Object A = \"a\".trim();", "A")
            .asking("Main", request -> request.promised(Set.of()));

    assertThat(reason(unit))
        .isEqualTo("a class that reads it was loaded before it was known to be lazy");
  }

  @Test
  void a_class_that_was_woven_before() {
    Unit first =
        Unit.ofMain(
            "@Lazy static final Object A = \"a\".trim(); @Lazy static Object B = \"b\".trim();",
            "A");
    ClassRewriter again = new ClassRewriter(first.after("Main"), Request.NONE);

    assertThat(again.decision().refused())
        .isEqualTo(
            Map.of("B", "the class was woven at build time, and the field was not made lazy then"));
    assertThat(again.rewrite((owner, name, descriptor) -> false)).isNull();
  }
}
