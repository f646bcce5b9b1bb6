package io.lazyloader.agent.rewrite;

import org.junit.jupiter.api.Test;

/** Initialisers of one field each, in the shapes that a compiler gives them. */
class RegionShapesTest {

  @Test
  void a_ternary_moves() {
    Unit.ofMain("@Lazy static final String A = yes() ? \"y\" + 1 : \"n\" + 2;", "A")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void nested_ternaries_move() {
    Unit.ofMain(
            "@Lazy static final Object A = yes() ? (no() ? 1 : (Object) \"x\") : (yes() ? 2L : null);",
            "A")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void a_ternary_among_constructor_arguments_moves() {
    Unit.ofMain(
            """
            @Lazy static final StringBuilder A =
                new StringBuilder(yes() ? new String(no() ? "a" : "b") : "c");
            @Lazy static final Object[] B = {new StringBuilder(no() ? "d" : "e"), yes() ? 1 : 2L};
            """,
            "A + Arrays.toString(B)")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void a_condition_without_else_moves() {
    Unit.ofMain("@Lazy static final boolean A = yes() && (no() || !no());", "A")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void a_switch_expression_moves() {
    Unit.ofMain(
            """
            @Lazy static final String A = switch (three()) {
              case 1 -> "one";
              case 2, 3 -> { String many = "many"; yield many + three(); }
              default -> throw new IllegalStateException();
            };
            @Lazy static final int B = switch ("b" + three()) { case "b3" -> 1; case "x" -> 2; default -> 3; };
            static int three() { return 3; }
            """,
            "A + B")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void a_switch_over_an_enum_moves() {
    Unit.ofMain(
            """
            enum Size { SMALL, LARGE }
            static Size size() { return Size.LARGE; }
            @Lazy static final int A = switch (size()) { case SMALL -> 1; case LARGE -> 2; };
            """,
            "A")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void a_chain_of_calls_moves() {
    Unit.ofMain(
            "@Lazy static final String A = new StringBuilder().append('a').append(1).reverse().toString();",
            "A")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void arrays_move() {
    Unit.ofMain(
            """
            @Lazy static final int[] A = {1, 2, three()};
            @Lazy static final String[][] B = {{"a"}, {}, {"b", "c"}};
            @Lazy static final long[][][] C = new long[2][three()][];
            @Lazy static final Object[] D = new Object[0];
            @Lazy static final boolean[] E = {true, false};
            static int three() { return 3; }
            """,
            "Arrays.toString(A) + Arrays.deepToString(B) + Arrays.deepToString(C) + D.length + E[0]")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void lambdas_move() {
    Unit.ofMain(
            """
            @Lazy static final Supplier<String> A = () -> "a" + Main.B.apply(2);
            @Lazy static final Function<Integer, String> B = number -> "b" + number;
            @Lazy static final Runnable C = yes() ? () -> Log.note("C", 1) : null;
            """,
            "A.get() + (C != null)")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void method_references_move() {
    Unit.ofMain(
            """
            @Lazy static final Supplier<Boolean> A = Main::yes;
            @Lazy static final Function<Object, String> B = Object::toString;
            @Lazy static final Supplier<List<String>> C = ArrayList::new;
            @Lazy static final Supplier<String> D = "bound"::trim;
            """,
            "A.get() + B.apply(1) + C.get() + D.get()")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void anonymous_classes_move() {
    Unit.ofMain(
            """
            @Lazy static final Object A = new Object() {
              final String name = "a" + yes();
              @Override public String toString() { return name + B; }
            };
            @Lazy static final Map<String, Integer> B = new TreeMap<>() {{ put("b", 1); put("c", 2); }};
            """,
            "A")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void string_concatenation_and_text_blocks_move() {
    Unit.ofMain(
            """
            @Lazy static final String A = "a" + yes() + 1L + 'c' + null;
            @Lazy static final String B = \"""
                two
                lines\""".concat(A);
            """,
            "B")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void string_concatenation_of_old_releases_moves() {
    new Unit(
            Compiler.compileFor(
                8,
                Unit.main("@Lazy static final String A = \"a\" + yes() + (no() ? 1 : 2L);", "A")))
        .isLazyAndBehavesTheSame();
  }

  @Test
  void class_literals_and_casts_move() {
    Unit.ofMain(
            """
            @Lazy static final Class<?>[] A = {int.class, String[].class, Main.class};
            @Lazy static final List<String> B = (List<String>) (Object) new ArrayList<>(List.of("b"));
            @Lazy static final boolean C = (Object) B instanceof List<?> list && list.size() == 1;
            """,
            "A.length + B.get(0) + C")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void boxing_and_arithmetic_move() {
    Unit.ofMain(
            """
            @Lazy static final Integer A = 40 + two();
            @Lazy static final long B = (long) A << 33 ^ two();
            @Lazy static final double C = B / 3.0 % two();
            @Lazy static final char D = (char) ('a' + two());
            static int two() { return 2; }
            """,
            "\"\" + A + B + C + D")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void an_initialiser_that_assigns_another_class_moves() {
    Unit.of(
            """
            class Main {
              @Lazy static final int A = Other.count = 5;
              static String run() { return "" + A + Other.count; }
            }
            """,
            "class Other { static int count; }")
        .isLazyAndBehavesTheSame();
  }
}
