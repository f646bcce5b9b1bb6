package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What annotations and plans ask for, and which of them wins. */
class MarksTest {
  private static final String FIELDS =
      """
       static final Object A = "a".trim();
       @Eager static final Object B = "b".trim();
       @Eager("it must fail early") static final Object C = "c".trim();
       @Lazy static final Object D = "d".trim();
       private static int counter = 1;
       static final String CONSTANT = "constant";
       void count() { counter++; }
      }
      """;

  private static Set<String> deferred(String... sources) {
    return Unit.of(sources).decision("p.Owner").deferred();
  }

  @Test
  void a_field_is_deferred_if_it_is_marked() {
    assertThat(deferred("package p; class Owner {" + FIELDS)).containsExactly("D");
  }

  @Test
  void all_fields_of_a_marked_type_are_deferred_that_can_be() {
    Unit unit = Unit.of("package p; @Lazy class Owner {" + FIELDS);

    assertThat(unit.decision("p.Owner").deferred()).containsExactly("A", "D");
    assertThat(unit.decision("p.Owner").refused()).isEmpty();
  }

  @Test
  void all_fields_of_the_types_of_a_marked_package_are_deferred_that_can_be() {
    assertThat(deferred("@Lazy package p;", "package p; class Owner {" + FIELDS))
        .containsExactly("A", "D");
  }

  @Test
  void a_type_of_a_lazy_package_may_be_eager() {
    assertThat(deferred("@Lazy package p;", "package p; @Eager class Owner {" + FIELDS))
        .containsExactly("D");
  }

  @Test
  void a_type_of_an_eager_package_may_be_lazy() {
    assertThat(deferred("@Eager package p;", "package p; @Lazy class Owner {" + FIELDS))
        .containsExactly("A", "D");
  }

  @Test
  void a_field_of_an_eager_package_may_be_lazy() {
    assertThat(deferred("@Eager package p;", "package p; class Owner {" + FIELDS))
        .containsExactly("D");
  }

  @Test
  void a_mark_on_a_type_does_not_reach_its_nested_types() {
    Unit unit =
        Unit.of(
            "package p; @Lazy class Owner { static class Nested { static final Object A = \"a\".trim(); } }");

    assertThat(unit.decision("p.Owner$Nested").deferred()).isEmpty();
  }

  @Test
  void a_mark_on_a_package_reaches_nested_types() {
    Unit unit =
        Unit.of(
            "@Lazy package p;",
            "package p; class Owner { static class Nested { static final Object A = \"a\".trim(); } }");

    assertThat(unit.decision("p.Owner$Nested").deferred()).containsExactly("A");
  }

  @Test
  void eager_wins_over_lazy_on_the_same_field() {
    assertThat(
            deferred(
                "package p; class Owner { @Lazy @Eager static final Object A = \"a\".trim(); }"))
        .isEmpty();
  }

  @Test
  void a_plan_names_fields() {
    Unit unit = Unit.of("package p; class Owner {" + FIELDS).planning("p.Owner", "A");

    assertThat(unit.decision("p.Owner").deferred()).containsExactly("A", "D");
  }

  @Test
  void a_plan_yields_to_an_eager_field_and_its_reason_is_given() {
    Unit unit = Unit.of("package p; class Owner {" + FIELDS).planning("p.Owner", "B", "C");

    assertThat(unit.decision("p.Owner").refused())
        .containsEntry("B", "it is @Eager")
        .containsEntry("C", "it is @Eager: it must fail early");
  }

  @Test
  void a_plan_yields_to_an_eager_type() {
    Unit unit =
        Unit.of("package p; @Eager(\"order matters\") class Owner {" + FIELDS)
            .planning("p.Owner", "A");

    assertThat(unit.decision("p.Owner").deferred()).containsExactly("D");
    assertThat(unit.decision("p.Owner").refused())
        .containsEntry("A", "it is @Eager: order matters");
  }

  @Test
  void a_plan_yields_to_an_eager_package() {
    Unit unit =
        Unit.of("@Eager package p;", "package p; class Owner {" + FIELDS).planning("p.Owner", "A");

    assertThat(unit.decision("p.Owner").refused()).containsEntry("A", "it is @Eager");
  }

  @Test
  void a_planned_field_that_does_not_exist_is_unknown() {
    Unit unit = Unit.of("package p; class Owner {" + FIELDS).planning("p.Owner", "A", "NONE");

    assertThat(unit.decision("p.Owner").unknown()).containsExactly("NONE");
    assertThat(unit.decision("p.Owner").declared())
        .containsExactly("A", "B", "C", "D", "counter", "CONSTANT");
  }

  @Test
  void a_plan_may_name_a_synthetic_field_but_a_mark_on_the_type_does_not() {
    String source = "package p; @Lazy class Owner { void check(int x) { assert x > 0; } }";

    assertThat(deferred(source)).isEmpty();
    assertThat(
            Unit.of(source)
                .planning("p.Owner", "$assertionsDisabled")
                .decision("p.Owner")
                .deferred())
        .containsExactly("$assertionsDisabled");
  }

  @Test
  void a_lazy_enum_keeps_its_constants_without_complaint() {
    Unit unit =
        Unit.of("package p; @Lazy enum Owner { X, Y; static final Object A = \"a\".trim(); }");

    assertThat(unit.decision("p.Owner").deferred()).containsExactly("A");
    assertThat(unit.decision("p.Owner").refused()).isEmpty();
  }

  private static final String SHARED =
      """
      class Main {
        @Lazy static final Object MARKED; static final Object OTHER;
        static { Object made = make(); MARKED = made; OTHER = made; }
        static Object make() { return Log.note("made", new Object()); }
        static String run() { return Log.text() + (OTHER == MARKED); }
      }
      """;

  @Test
  void a_mark_does_not_vouch_for_another_field_of_the_same_region() {
    Unit unit =
        Unit.of(SHARED)
            .asking("Main", request -> request.judge(region -> "it makes something"))
            .behavesTheSame();

    assertThat(unit.decision("Main").eager())
        .containsEntry("OTHER", "it makes something")
        .containsEntry(
            "MARKED", "its initialiser also assigns OTHER, which would have to be lazy too");
    assertThat(unit.decision("Main").refused()).containsOnlyKeys("MARKED");
    assertThat(unit.isRewritten("Main")).isFalse();
    assertThat(unit.lazy().run().value()).isEqualTo("madetrue");
  }

  @Test
  void fields_of_one_region_are_deferred_if_each_is_marked_or_judged_safe() {
    Unit unit = Unit.of(SHARED).asking("Main", request -> request.judge(Judge.RECKLESS));

    assertThat(unit.decision("Main").deferred()).containsExactly("MARKED", "OTHER");
  }

  @Test
  void what_judging_says_of_a_field_does_not_concern_regions_of_others() {
    Unit unit =
        Unit.of(
                """
                class Main {
                  @Lazy static final Object MARKED = new Object(); static final Object OTHER = new Object();
                }
                """)
            .asking("Main", request -> request.judge(region -> "it is not proven"));

    assertThat(unit.decision("Main").deferred()).containsExactly("MARKED");
  }
}
