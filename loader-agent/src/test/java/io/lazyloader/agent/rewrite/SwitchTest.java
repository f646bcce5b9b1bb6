package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Classes that can stay eager, for when laziness is switched off at run time. */
class SwitchTest {
  private static final String ORDERED =
      """
      static { Log.note("first", 0); }
      @Lazy static final Object A = Log.note("A", "a");
      static final Object B = Log.note("B", "b");
      @Lazy static final long C, D;
      static { long shared = Log.note("C", 3L); C = shared; D = Log.note("D", 4L) + shared; }
      static { for (int i = 0; i < 2; i++) { Log.note("last", 0); } }
      """;

  @Test
  void switched_off_it_runs_everything_in_its_old_place_and_order() {
    Unit unit = Unit.ofMain(ORDERED, "Log.text() + A + B + C + D").switchable();

    assertThat(unit.decision("Main").deferred()).containsExactly("A", "C", "D");
    assertThat(unit.switchedOff().run().text()).isEqualTo(unit.eager().run().text());
  }

  @Test
  void switched_on_it_is_as_lazy_as_any_other() {
    Unit unit = Unit.ofMain(ORDERED, "A + Log.text()").switchable();

    assertThat(unit.lazy().run().value()).isEqualTo("afirst B last last A");
    assertThat(unit.lazy().pending("Main")).containsExactly("A", "C", "D");
  }

  @Test
  void switched_off_it_fails_as_the_class_does() {
    Unit unit =
        Unit.of(
                "class Main { static String run() { return \"\" + Owner.A; } }",
                """
                class Owner {
                  @Lazy static final Object A = "a".trim();
                  @Lazy static final Object B = Objects.requireNonNull(null, "no b");
                }
                """)
            .switchable();

    assertThat(unit.switchedOff().run().text()).isEqualTo(unit.eager().run().text());
    assertThat(unit.lazy().run().text()).isEqualTo("returned a");
  }

  @Test
  void switched_off_it_sees_the_values_of_its_recursive_reads() {
    Unit unit =
        Unit.ofMain(
                """
                @Lazy static final Object A = "a" + b();
                @Lazy static final Object B = "b" + A;
                static Object b() { return B; }
                """,
                "A + \" \" + B")
            .switchable();

    assertThat(unit.switchedOff().run().text()).isEqualTo(unit.eager().run().text());
  }

  @Test
  void switched_off_it_reads_null_and_zero() {
    Unit unit =
        Unit.ofMain(
                """
                @Lazy static final Object A = Log.note("A", null);
                @Lazy static final int B = Log.note("B", 0);
                """,
                "\"\" + A + B + A + B + Log.text()")
            .switchable();

    assertThat(unit.switchedOff().run().text()).isEqualTo("returned null0null0A B");
  }

  @Test
  void switched_off_branches_and_loops_around_the_old_place_hold() {
    Unit unit =
        Unit.ofMain(
                """
                static String rest = "";
                @Lazy static final String A;
                @Lazy static final String B = no() ? "x" : "b";
                static {
                  long outer = yes() ? 1L : 2L;
                  A = no() ? "a" : "b";
                  while (outer < 5) { outer++; rest += yes() ? outer : "n"; }
                }
                @Lazy static final String C = yes() ? "c" : "x";
                """,
                "A + B + C + rest")
            .switchable();

    assertThat(unit.switchedOff().run().text()).isEqualTo(unit.eager().run().text());
    unit.isLazyAndBehavesTheSame();
  }
}
