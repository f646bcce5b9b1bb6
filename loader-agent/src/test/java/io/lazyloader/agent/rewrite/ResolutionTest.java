package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When, and how often, a deferred field is computed. */
class ResolutionTest {

  @Test
  void a_field_is_pending_until_it_is_read() {
    Program lazy = Unit.ofMain("@Lazy static final Object A = Log.note(\"A\", \"a\");", "A").lazy();

    assertThat(lazy.pending("Main")).containsExactly("A");
    assertThat(lazy.run().value()).isEqualTo("a");
    assertThat(lazy.resolved("Main")).containsExactly("A");
  }

  @Test
  void siblings_of_a_field_that_is_read_stay_pending() {
    Program lazy =
        Unit.ofMain(
                """
                @Lazy static final Object A = Log.note("A", "a");
                @Lazy static final Object B = Log.note("B", "b");
                @Lazy static final int C = Log.note("C", 3);
                """,
                "B + Log.text()")
            .lazy();

    assertThat(lazy.run().value()).isEqualTo("bB");
    assertThat(lazy.pending("Main")).containsExactly("A", "C");
  }

  @Test
  void fields_resolve_in_the_order_of_their_reads() {
    Program lazy =
        Unit.ofMain(
                """
                @Lazy static final Object A = Log.note("A", "a");
                @Lazy static final Object B = Log.note("B", "b");
                """,
                "(\"\" + B + A) + Log.text()")
            .lazy();

    assertThat(lazy.run().value()).isEqualTo("baB A");
  }

  @Test
  void a_field_that_another_initialiser_reads_resolves_for_it() {
    Unit unit =
        Unit.ofMain(
                """
                @Lazy static final String A = Log.note("A", "a");
                @Lazy static final String B = Log.note("B", A + "b");
                """,
                "B + A + Log.text()")
            .isLazyAndBehavesTheSame();

    assertThat(unit.lazy().run().value()).isEqualTo("abaA B");
  }

  @Test
  void an_initialiser_runs_once_however_often_the_field_is_read() {
    Unit.ofMain(
            """
            @Lazy static final Object A = Log.note("A", new Object());
            @Lazy static final long B = Log.note("B", 7L);
            """,
            "(A == A) + \"\" + (B + B) + Log.text()")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void null_is_a_value_and_computed_once() {
    Unit unit =
        Unit.ofMain(
                "@Lazy static final Object A = Log.note(\"A\", null);", "A + \"\" + A + Log.text()")
            .isLazyAndBehavesTheSame();

    assertThat(unit.lazy().run().value()).isEqualTo("nullnullA");
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
      })
  void a_primitive_is_computed_once(String declaration) {
    Unit unit =
        Unit.ofMain("@Lazy static final " + declaration + ";", "\"\" + A + A + Log.text()")
            .isLazyAndBehavesTheSame();

    Program lazy = unit.lazy();
    assertThat(lazy.pending("Main")).containsExactly("A");
    assertThat(lazy.run().value()).endsWith("A").doesNotContain("A A");
  }

  @ParameterizedTest
  @ValueSource(strings = {"boolean", "byte", "short", "char", "int", "long", "float", "double"})
  void a_primitive_that_is_its_default_value_is_computed_once(String type) {
    Unit.ofMain(
            "@Lazy static final "
                + type
                + " A = zero(); static "
                + type
                + " zero() {"
                + " Log.note(\"zero\", 0); return "
                + (type.equals("boolean") ? "false" : "0")
                + "; }",
            "\"\" + A + A + Log.text()")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void a_recursive_read_sees_the_default_value() {
    Unit unit =
        Unit.ofMain(
                """
                @Lazy static final String A = "<" + seen() + ">";
                @Lazy static final int B = 1 + seenNumber();
                static String seen() { return A; }
                static int seenNumber() { return B; }
                """,
                "A + B")
            .isLazyAndBehavesTheSame();

    assertThat(unit.lazy().run().value()).isEqualTo("<null>1");
  }

  @Test
  void a_recursive_read_in_a_block_sees_what_was_assigned_before_it() {
    Unit.ofMain(
            """
            @Lazy static final String A;
            @Lazy static final String B;
            static { String both = "x"; A = both + "a"; B = both + seen(); }
            static String seen() { return A + B; }
            """,
            "A + B")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void fields_that_depend_on_each_other_end_as_they_do_eagerly_if_read_in_that_order() {
    Unit.ofMain(
            """
            @Lazy static final String A = "a" + b();
            @Lazy static final String B = "b" + a();
            static String a() { return A; }
            static String b() { return "" + (Object) null; }
            """,
            "A + B")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void many_threads_compute_a_field_once_and_see_the_same_value() throws InterruptedException {
    Program lazy =
        Unit.ofMain(
                """
                @Lazy static final Object A = Log.note("A", slow());
                @Lazy static final int B = Log.note("B", slow().hashCode());
                static Object slow() { Thread.yield(); return new Object(); }
                """,
                "A + \" \" + B")
            .lazy();
    String[] seen = new String[8];
    List<Thread> threads =
        Stream.iterate(0, index -> index + 1)
            .limit(seen.length)
            .map(index -> new Thread(() -> seen[index] = lazy.run().value()))
            .toList();

    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(Arrays.asList(seen)).doesNotContainNull().containsOnly(seen[0]);
    assertThat(lazy.call("kit.Log", "text").value()).isEqualTo("A B");
  }

  @Test
  void reads_in_the_rest_of_clinit_resolve_in_their_place() {
    Unit unit =
        Unit.ofMain(
                """
                @Lazy static final String A = Log.note("A", "a");
                static final String B = Log.note("B", A + "b");
                @Lazy static final String C = Log.note("C", "c");
                static { Log.note("block", C); }
                """,
                "B + Log.text()")
            .isLazyAndBehavesTheSame();

    assertThat(unit.lazy().run().value()).isEqualTo("abA B C block");
  }

  static Stream<String> readers() {
    return Stream.of(
        "method()",
        "new Main().instance()",
        "((Supplier<Object>) () -> A).get()",
        "new Object() { Object get() { return A; } }.get()",
        "Nested.get()",
        "inClinit");
  }

  @ParameterizedTest
  @MethodSource("readers")
  void every_reader_resolves(String reader) {
    Unit.ofMain(
            """
            @Lazy static final Object A = Log.note("A", "a");
            static Object method() { return A; }
            Object instance() { return A; }
            static final class Nested { static Object get() { return A; } }
            static final Object inClinit = A;
            """,
            reader + " + Log.text()")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void a_superclass_that_reads_the_field_of_a_subclass_too_early_sees_the_default_value() {
    Unit unit =
        Unit.of(
                "class Main { static String run() { return Sub.A + Sub.seen; } }",
                """
                class Base { static String seen; static { seen = "seen " + Sub.A; } }
                class Sub extends Base { @Lazy static final String A = Log.note("A", "a"); }
                """)
            .isLazyAndBehavesTheSame();

    assertThat(unit.lazy().run().value()).isEqualTo("aseen null");
  }
}
