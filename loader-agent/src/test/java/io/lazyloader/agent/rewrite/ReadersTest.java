package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads of deferred fields from other classes than the one that declares them. */
class ReadersTest {
  private static final String OWNER =
      """
      public class Owner {
        @Lazy public static final String A = Log.note("A", "a");
        @Lazy protected static final int B = Log.note("B", 2);
        @Lazy static final long C = Log.note("C", 3L);
      }
      """;

  @ParameterizedTest
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void another_class_reads_through_the_accessor(int release) {
    assumeTrue(release <= Runtime.version().feature());
    Unit unit =
        Unit.ofRelease(
                release, OWNER, "class Main { static String run() { return Owner.C + Owner.A; } }")
            .isLazyAndBehavesTheSame();

    Program lazy = unit.lazy();
    assertThat(lazy.run().value()).isEqualTo("3a");
    assertThat(lazy.call("kit.Log", "text").value()).isEqualTo("C A");
    assertThat(lazy.pending("Owner")).containsExactly("B");
  }

  @Test
  void another_class_reads_through_a_subclass() {
    Unit.of(
            OWNER,
            "class Sub extends Owner {}",
            "class Main { static String run() { return Sub.A + Sub.B; } }")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void a_subclass_reads_what_it_inherits() {
    Unit.of(
            OWNER,
            """
            class Main extends Owner {
              static final String OWN = A + C;
              static String run() { return OWN + B; }
            }
            """)
        .isLazyAndBehavesTheSame();
  }

  @Test
  void a_subclass_in_another_package_reads_a_protected_field() {
    Unit.of(
            """
            package owners;
            public class Owner { @Lazy protected static final String A = Log.note("A", "a"); }
            """,
            "class Main extends owners.Owner { static String run() { return A + Main.A; } }")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void a_public_field_of_a_hidden_class_is_read_through_its_public_subclass() {
    Unit.of(
            """
            package owners;
            class Owner { @Lazy public static final String A = Log.note("A", "a"); }
            """,
            "package owners; public class Sub extends Owner {}",
            "class Main { static String run() { return owners.Sub.A; } }")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void a_field_that_hides_a_lazy_one_is_read_as_it_is() {
    Unit unit =
        Unit.of(
                OWNER,
                "class Sub extends Owner { public static final String A = Log.note(\"sub\", \"s\"); }",
                "class Main { static String run() { return Sub.A + Owner.A; } }")
            .isLazyAndBehavesTheSame();

    assertThat(unit.isRewritten("Sub")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void nested_classes_read_private_fields_of_each_other(int release) {
    assumeTrue(release <= Runtime.version().feature());
    Unit.ofRelease(
            release,
            """
            class Main {
              @Lazy private static final String A = Log.note("A", "a");
              static class Nested {
                @Lazy private static final int B = Log.note("B", A.length());
                class Inner { String get() { return A + B; } }
                interface Reader { default String get() { return "r" + A + B; } }
              }
              static String run() {
                return new Nested().new Inner().get() + Nested.B
                    + new Nested.Reader() {}.get() + Log.text();
              }
            }
            """)
        .isLazyAndBehavesTheSame();
  }

  @Test
  void an_interface_reads_the_field_of_a_class() {
    Unit.of(
            OWNER,
            "interface Reader { String SEEN = Owner.A; static String get() { return SEEN + Owner.C; } }",
            "class Main { static String run() { return Reader.get(); } }")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void records_have_lazy_fields() {
    Unit.of(
            """
            record Main(int x) {
              @Lazy static final Main ORIGIN = Log.note("origin", new Main(0));
              Main { if (x < 0) { throw new IllegalArgumentException(); } }
              static String run() { return ORIGIN + Log.text(); }
            }
            """)
        .isLazyAndBehavesTheSame();
  }

  @Test
  void enums_have_lazy_maps_of_their_constants() {
    Unit unit =
        Unit.of(
                """
                enum Main {
                  X, Y { @Override String low() { return "why" + NAMES.size(); } };
                  @Lazy private static final Map<String, Main> BY_NAME = byName();
                  @Lazy static final List<String> NAMES;
                  static { List<String> names = new ArrayList<>(); for (Main m : values()) names.add(m.name()); NAMES = names; }
                  static Map<String, Main> byName() {
                    Map<String, Main> all = new TreeMap<>();
                    for (Main main : values()) { all.put(main.name(), main); }
                    return Log.note("map", all);
                  }
                  String low() { return "ex"; }
                  static String run() { return BY_NAME.get("Y").low() + valueOf("X").low() + Log.text(); }
                }
                """)
            .isLazyAndBehavesTheSame();

    assertThat(unit.lazy().pending("Main")).containsExactly("BY_NAME", "NAMES");
  }

  @Test
  void an_enum_map_that_a_block_fills_resolves_in_clinit() {
    Unit.of(
            """
            enum Main {
              X, Y;
              @Lazy private static final Map<String, Main> BY_NAME = new TreeMap<>();
              static { for (Main main : values()) { BY_NAME.put(main.name(), main); } }
              static String run() { return BY_NAME.toString(); }
            }
            """)
        .isLazyAndBehavesTheSame();
  }

  @Test
  void local_and_anonymous_classes_read_lazy_fields() {
    Unit.ofMain(
            """
            @Lazy private static final String A = Log.note("A", "a");
            static String local() { class Local { String get() { return A; } } return new Local().get(); }
            static String anonymous() { return new Object() { String get() { return A; } }.get(); }
            """,
            "local() + anonymous() + Log.text()")
        .isLazyAndBehavesTheSame();
  }

  @Test
  void a_class_without_a_read_is_not_rewritten() {
    Unit unit =
        Unit.of(
            OWNER, "class Main { static String run() { return \"\" + new Owner().hashCode(); } }");

    assertThat(unit.isRewritten("Main")).isFalse();
    assertThat(unit.isRewritten("Owner")).isTrue();
  }

  @Test
  void only_fields_that_other_classes_can_read_are_named_to_them() {
    Unit unit =
        Unit.ofMain(
            """
            @Lazy private static final Object A = "a".trim();
            @Lazy static final Object B = "b".trim();
            @Lazy public static final long C = "c".length();
            """,
            "A");

    assertThat(unit.decision("Main").readElsewhere())
        .containsOnlyKeys("B", "C")
        .containsEntry("B", "Ljava/lang/Object;")
        .containsEntry("C", "J");
  }

  @Test
  void private_fields_of_a_nest_are_named_to_its_members() {
    Unit unit =
        Unit.of(
            "class Main { @Lazy private static final Object A = \"a\".trim(); class Nested {} }");

    assertThat(unit.decision("Main").readElsewhere()).containsOnlyKeys("A");
  }
}
