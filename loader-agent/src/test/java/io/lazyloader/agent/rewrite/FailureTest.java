package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What readers of a field are thrown whose initialiser threw. */
class FailureTest {
  private static final String THROWS =
      """
      @Lazy static final Object A = fail();
      @Lazy static final int B = failNumber();
      static Object fail() { Log.note("A", 0); throw new IllegalStateException("no a"); }
      static int failNumber() { throw new OutOfMemoryError("no b"); }
      static Object readA() { return A; }
      static Object readB() { return B; }
      """;

  private final Program lazy = Unit.ofMain(THROWS, "Log.text()").lazy();

  @Test
  void the_class_itself_initialises() {
    assertThat(lazy.run().text()).isEqualTo("returned ");
  }

  @Test
  void the_first_read_throws_what_clinit_would_have_thrown() {
    Outcome eager = Unit.ofMain(THROWS, "Log.text()").eager().call("Main", "readA");

    assertThat(lazy.call("Main", "readA").text()).isEqualTo(eager.text());
    assertThat(eager.failure())
        .isInstanceOf(ExceptionInInitializerError.class)
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_later_read_throws_an_error_that_names_the_field() {
    lazy.call("Main", "readA");

    assertThat(lazy.call("Main", "readA").failure())
        .isInstanceOf(NoClassDefFoundError.class)
        .hasMessage("Could not initialize Main#A (Main.java:1)")
        .cause()
        .isInstanceOf(ExceptionInInitializerError.class)
        .hasMessageContaining("java.lang.IllegalStateException: no a");
  }

  @Test
  void the_initialiser_does_not_run_again() {
    lazy.call("Main", "readA");
    lazy.call("Main", "readA");

    assertThat(lazy.run().value()).isEqualTo("A");
  }

  @Test
  void an_error_is_thrown_as_it_is() {
    assertThat(lazy.call("Main", "readB").failure())
        .isExactlyInstanceOf(OutOfMemoryError.class)
        .hasMessage("no b");
    assertThat(lazy.call("Main", "readB").failure()).isInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  void the_declaration_and_the_resolution_site_are_noted() {
    Throwable thrown = lazy.call("Main", "readB").failure();

    assertThat(thrown.getSuppressed()).hasSize(1);
    assertThat(thrown.getSuppressed()[0])
        .hasMessage("while resolving Main#B (Main.java:2), first read at Main.readB(Main.java:6)");
  }

  @Test
  void the_field_of_a_failed_initialiser_does_not_take_its_siblings_along() {
    Program program =
        Unit.ofMain(
                """
                @Lazy static final Object A = Objects.requireNonNull(null);
                @Lazy static final Object B = "b";
                static Object readA() { return A; }
                """,
                "B")
            .lazy();
    program.call("Main", "readA");

    assertThat(program.run().text()).isEqualTo("returned b");
  }

  @Test
  void all_fields_of_a_block_that_threw_have_failed() {
    Program program =
        Unit.ofMain(
                """
                @Lazy static final Object A;
                @Lazy static final Object B;
                static { Object both = "x"; A = both; fail(); B = both; }
                static void fail() { throw new IllegalStateException("half way"); }
                static Object readA() { return A; }
                """,
                "B")
            .lazy();

    assertThat(program.call("Main", "readA").failure())
        .isInstanceOf(ExceptionInInitializerError.class);
    assertThat(program.call("Main", "readA").failure()).isInstanceOf(NoClassDefFoundError.class);
    assertThat(program.run().failure()).isInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  void a_failure_passes_through_an_initialiser_that_reads_the_field() {
    Unit unit =
        Unit.ofMain(
            """
                @Lazy static final Object A = Objects.requireNonNull(null, "no a");
                @Lazy static final Object B = A;
                """,
            "B");

    assertThat(unit.lazy().run().failure())
        .isInstanceOf(ExceptionInInitializerError.class)
        .hasRootCauseInstanceOf(NullPointerException.class)
        .hasRootCauseMessage("no a");
  }

  @Test
  void an_initialiser_may_catch_the_failure_of_another() {
    Unit.of(
            "class Main { static String run() { return Middle.B; } }",
            """
            class Middle {
              @Lazy static final String B = read();
              static String read() {
                try { return "" + Other.A; }
                catch (ExceptionInInitializerError e) { return "caught " + e.getCause().getMessage(); }
              }
            }
            """,
            "class Other { @Lazy static final Object A = Objects.requireNonNull(null, \"no a\"); }")
        .isLazyAndBehavesTheSame();
  }
}
