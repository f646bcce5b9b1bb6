package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Initialisers that are statements, of one field or of several. */
class StaticBlocksTest {

  private static Program lazyMain(String members, String result) {
    return Unit.ofMain(members, result).isLazyAndBehavesTheSame().lazy();
  }

  @Test
  void a_block_with_several_fields_resolves_as_a_whole() {
    Program lazy =
        lazyMain(
            """
            @Lazy static final String A;
            @Lazy static final int B;
            @Lazy static final String C = "c".trim();
            static { String shared = Log.note("shared", "s"); A = shared + 1; B = shared.length(); }
            """,
            "B + A + Log.text()");

    assertThat(lazy.run().value()).isEqualTo("1s1shared");
    assertThat(lazy.pending("Main")).containsExactly("C");
  }

  @Test
  void statements_that_share_nothing_resolve_apart() {
    Program lazy =
        lazyMain(
            """
            @Lazy static final Object A;
            @Lazy static final Object B;
            static { A = Log.note("A", "a"); B = Log.note("B", "b"); }
            """,
            "B");

    lazy.run();
    assertThat(lazy.pending("Main")).containsExactly("A");
  }

  @Test
  void statements_that_touch_no_field_stay_in_clinit() {
    Program lazy =
        Unit.ofMain(
                """
                static { Log.note("before", 0); }
                @Lazy static final Object A = Log.note("A", "a");
                static { Log.note("after", 0); }
                """,
                "Log.text() + A")
            .lazy();

    assertThat(lazy.run().value()).isEqualTo("before aftera");
  }

  @Test
  void a_local_may_be_shared_by_two_fields_across_other_fields() {
    Program lazy =
        lazyMain(
            """
            @Lazy static final Object A;
            @Lazy static final Object B;
            @Lazy static final Object C;
            static { long shared = yes() ? 1L : 2L; A = shared; B = "b"; C = shared + 1; }
            """,
            "A + \"\" + B + C");

    lazy.run();
    assertThat(lazy.resolved("Main")).containsExactly("A", "B", "C");
  }

  @Test
  void blank_finals_that_are_assigned_in_both_branches_move() {
    lazyMain(
        """
        @Lazy static final String A;
        @Lazy static final long B;
        static {
          if (yes()) { A = "y"; B = 1; } else { A = "n"; B = 2; }
        }
        """,
        "A + B");
  }

  @Test
  void a_conditional_assignment_of_a_private_field_moves() {
    lazyMain(
        """
        @Lazy private static String a;
        @Lazy private static String b;
        static { if (no()) { a = "a"; } if (yes()) { b = "b"; } }
        """,
        "a + a + b");
  }

  @Test
  void a_private_field_that_is_assigned_twice_moves() {
    lazyMain(
        """
        @Lazy private static String a = Log.note("first", "a");
        static { a = a + Log.note("second", "b"); }
        """,
        "a + Log.text()");
  }

  @Test
  void loops_move() {
    lazyMain(
        """
        @Lazy static final int A;
        static { int sum = 0; for (int i = 0; i < 10; i++) { if (i == 7) continue; sum += i; } A = sum; }
        @Lazy static final long B;
        static { long sum = 0; do { sum += 3; } while (sum < 10); B = sum; }
        @Lazy static final double C;
        static { double sum = 1; while (true) { sum *= 2; if (sum > 100) break; } C = sum; }
        """,
        "\"\" + C + B + A");
  }

  @Test
  void a_loop_at_the_very_start_of_clinit_moves() {
    lazyMain(
        """
        @Lazy private static int a;
        static { do { a++; } while (a < 3); }
        """,
        "a");
  }

  @Test
  void a_loop_that_stays_at_the_start_of_clinit_still_runs() {
    lazyMain(
        """
        static { do { Log.note("x", 0); } while (Log.text().length() < 5); }
        @Lazy static final Object A = Log.note("A", "a");
        static { while (Log.text().length() < 9) { Log.note("y", 0); } }
        """,
        "Log.text().charAt(0)");
  }

  @Test
  void enhanced_for_loops_move() {
    lazyMain(
        """
        @Lazy static final String A;
        static { String all = ""; for (String each : List.of("a", "b")) { all += each; } A = all; }
        @Lazy static final long B;
        static { long sum = 0; for (int each : new int[] {1, 2}) { sum += each; } B = sum; }
        """,
        "A + B");
  }

  @Test
  void a_builder_in_a_block_moves_with_the_field() {
    lazyMain(
        """
        @Lazy static final Map<String, Integer> A;
        static {
          Map<String, Integer> map = new TreeMap<>();
          map.put("a", 1);
          for (int i = 0; i < 3; i++) { map.put("k" + i, i); }
          A = Collections.unmodifiableMap(map);
        }
        """,
        "A");
  }

  @Test
  void a_string_switch_moves() {
    lazyMain(
        """
        @Lazy static final int A;
        static {
          switch ("b".trim()) { case "a": A = 1; break; case "b": A = 2; break; default: A = 3; }
        }
        """,
        "A");
  }

  @Test
  void try_and_catch_move() {
    lazyMain(
        """
        @Lazy static final int A;
        static {
          int value;
          try { value = Integer.parseInt("x"); } catch (NumberFormatException e) { value = -1; }
          A = value;
        }
        """,
        "A");
  }

  @Test
  void a_field_that_is_assigned_in_a_handler_moves() {
    lazyMain(
        """
        @Lazy private static Object a;
        static { try { Integer.parseInt("x"); } catch (NumberFormatException e) { a = e.getMessage(); } }
        """,
        "a");
  }

  @Test
  void a_handler_that_rethrows_moves() {
    Unit unit =
        Unit.ofMain(
            """
            @Lazy static final Object A;
            static {
              try { A = Integer.parseInt("x"); }
              catch (NumberFormatException e) { throw new IllegalStateException("no a", e); }
            }
            """,
            "A");

    assertThat(unit.decision("Main").refused()).isEmpty();
    unit.behavesTheSame();
  }

  @Test
  void a_handler_that_rethrows_does_not_tie_its_field_to_the_next_one() {
    Program lazy =
        lazyMain(
            """
            @Lazy static final Object A;
            static {
              try { A = Integer.parseInt("1"); }
              catch (NumberFormatException e) { throw new IllegalStateException("no a", e); }
            }
            @Lazy static final Object B = "b".trim();
            """,
            "A");

    lazy.run();
    assertThat(lazy.pending("Main")).containsExactly("B");
  }

  @Test
  void a_branch_does_not_tie_its_field_to_the_next_one() {
    Program lazy =
        lazyMain(
            """
            @Lazy private static Object a;
            static { if (yes()) { a = "a"; } }
            @Lazy static final Object B = "b".trim();
            """,
            "a");

    lazy.run();
    assertThat(lazy.pending("Main")).containsExactly("B");
  }

  @Test
  void try_and_finally_move() {
    lazyMain(
        """
        @Lazy static final String A;
        static {
          String text = "";
          try { text += "t"; if (yes()) { text += "y"; } } finally { text += Log.note("f", "f"); }
          A = text;
        }
        """,
        "A + Log.text()");
  }

  @Test
  void nested_tries_move() {
    lazyMain(
        """
        @Lazy static final String A;
        static {
          String text = "";
          try {
            try { text += "1"; Integer.parseInt("x"); }
            catch (NumberFormatException e) { text += "2"; throw new IllegalStateException(e); }
            finally { text += "3"; }
          } catch (IllegalStateException e) { text += "4"; }
          finally { try { text += List.of().get(0); } catch (RuntimeException e) { text += "5"; } }
          A = text;
        }
        """,
        "A");
  }

  @Test
  void try_with_resources_moves() {
    lazyMain(
        """
        @Lazy static final String A;
        static {
          String text = "";
          try (Scanner first = new Scanner("a b"); Scanner second = new Scanner(first.next())) {
            text = second.next();
          }
          A = text;
        }
        """,
        "A");
  }

  @Test
  void synchronized_blocks_move() {
    lazyMain(
        """
        @Lazy static final String A;
        static { String text; synchronized (Main.class) { text = yes() ? "a" : "b"; } A = text; }
        @Lazy static final String B;
        static { synchronized (Main.class) { B = "b"; } }
        """,
        "A + B");
  }

  @Test
  void assertions_move() {
    lazyMain(
        """
        @Lazy static final String A;
        static { String text = "a"; assert text.length() > 5 : "short"; A = text; }
        """,
        "A");
  }

  @Test
  void local_classes_and_records_move() {
    lazyMain(
        """
        @Lazy static final Object A;
        static {
          record Pair(String left, int right) {}
          class Local { Object get() { return new Pair("l", 1); } }
          A = new Local().get();
        }
        """,
        "A");
  }

  @Test
  void wide_locals_may_stay_behind_on_both_sides() {
    lazyMain(
        """
        static long before; static double after;
        @Lazy static final long A;
        static {
          long outer = yes() ? 1L : 2L;
          double other = no() ? 3.0 : 4.0;
          { long x = yes() ? 5L : 6L; double y = x; int z = no() ? 1 : 2; A = x + (long) y + z; }
          for (long i = 0; i < 3; i++) { outer += i; }
          before = outer; after = yes() ? other : outer;
        }
        """,
        "\"\" + A + before + after");
  }

  @Test
  void a_region_in_the_middle_of_a_block_leaves_the_locals_around_it() {
    Program lazy =
        lazyMain(
            """
            static String rest;
            @Lazy static final String A;
            static {
              String text = yes() ? "x" : "y";
              A = no() ? "a" : "b";
              rest = text + (yes() ? "1" : "2");
            }
            """,
            "rest");

    assertThat(lazy.run().value()).isEqualTo("x1");
    assertThat(lazy.pending("Main")).containsExactly("A");
  }

  @Test
  void a_labelled_block_that_is_left_early_moves() {
    lazyMain(
        """
        @Lazy private static String a;
        static { out: { if (no()) { break out; } a = "a"; if (yes()) { break out; } a = "b"; } }
        """,
        "a");
  }

  @Test
  void a_block_that_may_throw_after_its_assignment_moves() {
    lazyMain(
        """
        @Lazy static final int A;
        static { int x = Log.note("x", 1); A = x; if (x > 1) { throw new IllegalStateException("x"); } }
        """,
        "A");
  }

  @Test
  void fields_are_named_in_the_order_of_their_initialisers() {
    Unit unit =
        Unit.ofMain(
            """
            @Lazy static final Object A, B, C;
            static { C = "c"; A = "a"; B = "b"; }
            """,
            "A");

    assertThat(List.copyOf(unit.decision("Main").deferred())).containsExactly("C", "A", "B");
  }
}
