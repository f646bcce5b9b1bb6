package io.lazyloader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules seen through interfaces. */
class ViewTest {
  private static final String MODULE =
      """
      // acme/Text.java
      package acme;
      import java.util.*;
      public class Text {
        public static final String DASH = "-";
        public static final int LIMIT = Integer.getInteger("acme.none", 40);
        public static int closed;
        public static String slug(String title) { return title.toLowerCase().replace(" ", DASH); }
        public static CharSequence chars(CharSequence text) { return text; }
        public static long wide(byte b, short s, char c, int i, long l, float f, double d, boolean z) {
          return b + s + c + i + l + (long) f + (long) d + (z ? 1 : 0);
        }
        public static double half(double number) { return number / 2; }
        public static String join(String first, Object... rest) { return first + Arrays.toString(rest); }
        public static int sum(int... numbers) { return Arrays.stream(numbers).sum(); }
        public static void read() throws java.io.IOException { throw new java.io.FileNotFoundException("x"); }
        public static Iterator<String> iterator() { return List.of("a", "b").iterator(); }
        public static void close() { closed++; }
        public static String call(String title) { return "call " + slug(title); }
        public static String pick(String text) { return "String"; }
        public static String pick(Integer number) { return "Integer"; }
        public static Object untyped() { return "untyped"; }
      }
      """;

  @TempDir static Path compiled;

  @TempDir Path directory;

  private final Compiled.Loader loader = new Compiled.Loader(compiled.resolve("classes"));
  private final LazyModule module = LazyModule.of("acme.Text", loader);

  ViewTest() throws IOException {}

  @BeforeAll
  static void compile() throws IOException {
    Compiled.into(compiled, MODULE);
  }

  @AfterEach
  void close() throws IOException {
    loader.close();
  }

  interface Slugifier {
    String slug(String title);

    default String twice(String title) {
      return slug(slug(title) + "-" + title);
    }
  }

  @Test
  void a_view_is_bound_without_loading_and_its_first_call_loads() {
    Slugifier view = module.as(Slugifier.class);

    assertThat(view)
        .hasToString("io.lazyloader.ViewTest$Slugifier view of acme.Text")
        .isEqualTo(view)
        .isNotEqualTo(module.as(Slugifier.class));
    assertThat(view.hashCode()).isEqualTo(System.identityHashCode(view));
    assertThat(module.isLoaded()).isFalse();
    assertThat(loader.hasLoaded("acme.Text")).isFalse();

    assertThat(view.slug("A Title")).isEqualTo("a-title");
    assertThat(loader.hasLoaded("acme.Text")).isTrue();
    assertThat(view.slug("Again")).isEqualTo("again");
  }

  @Test
  void default_methods_are_inherited_as_they_are() {
    assertThat(module.as(Slugifier.class).twice("A B")).isEqualTo("a-b-a-b");
  }

  interface Wide {
    long wide(byte b, short s, char c, int i, long l, float f, double d, boolean z);

    double half(double number);

    int LIMIT();

    CharSequence DASH();
  }

  @Test
  void all_kinds_of_values_pass_and_methods_without_parameters_read_fields() {
    Wide view = module.as(Wide.class);

    assertThat(view.wide((byte) 1, (short) 2, (char) 3, 4, 5L, 6f, 7d, true)).isEqualTo(29);
    assertThat(view.half(5)).isEqualTo(2.5);
    assertThat(view.LIMIT()).isEqualTo(40);
    assertThat(view.DASH()).isEqualTo("-");
  }

  interface Converting {
    Number half(int number);

    Object slug(String title);

    Long wide(byte b, short s, char c, int i, long l, float f, double d, Boolean z);

    void untyped();

    String join(String first, String second, int third);

    int sum(int one, Short two);

    String pick(Integer number);
  }

  @Test
  void values_are_converted_as_the_compiler_converts_them() {
    Converting view = module.as(Converting.class);

    assertThat(view.half(5)).isEqualTo(2.5);
    assertThat(view.slug("A B")).isEqualTo("a-b");
    assertThat(view.wide((byte) 1, (short) 2, (char) 3, 4, 5L, 6f, 7d, false)).isEqualTo(28);
    view.untyped();
    assertThat(view.join("a", "b", 3)).isEqualTo("a[b, 3]");
    assertThat(view.sum(3, (short) 4)).isEqualTo(7);
    assertThat(view.pick(1)).isEqualTo("Integer");
  }

  @Test
  void a_functional_interface_of_any_name_is_the_entry_point() {
    @SuppressWarnings("unchecked")
    Function<String, String> view = module.as(Function.class);

    assertThat(view.apply("A B")).isEqualTo("call a-b");
    assertThat(view.andThen(String::length).apply("A B")).isEqualTo(8);
    assertThatThrownBy(() -> apply(view, 5)).isInstanceOf(ClassCastException.class);
  }

  @SuppressWarnings("unchecked")
  private static Object apply(Function<?, ?> function, Object argument) {
    return ((Function<Object, Object>) function).apply(argument);
  }

  interface Named extends Function<String, CharSequence> {}

  @Test
  void type_variables_are_what_the_view_says_of_them() {
    Function<String, CharSequence> view = module.as(Named.class);

    assertThat(view.apply("A B")).isEqualTo("call a-b");
    assertThatThrownBy(() -> module.as(NumberView.class))
        .hasMessageEndingWith(
            "io.lazyloader.ViewTest$NumberView does not fit it:\n  java.lang.Integer"
                + " apply(java.lang.Integer): no method fits; there is call(java.lang.String)");
  }

  interface NumberView extends Function<Integer, Integer> {}

  interface Source extends Iterable<String>, Closeable {
    @Override
    void close();
  }

  @Test
  void an_iterable_view_is_iterated_and_a_closeable_one_closed_if_it_was_used() {
    try (Source unused = module.as(Source.class)) {
      assertThat(unused).isNotNull();
    }
    assertThat(module.isLoaded()).isFalse();

    try (Source used = module.as(Source.class)) {
      assertThat(used).containsExactly("a", "b");
      for (Iterator<String> each = used.iterator(); each.hasNext(); ) {
        assertThat(each.next()).isNotEmpty();
      }
    }
    assertThat(module.get("closed")).isEqualTo(1);
  }

  interface Reading {
    void read() throws IOException;
  }

  @Test
  void what_a_method_throws_is_thrown_as_it_is() {
    assertThatThrownBy(() -> module.as(Reading.class).read())
        .isExactlyInstanceOf(FileNotFoundException.class)
        .hasMessage("x");
  }

  interface Wrong {
    int slug(String title);

    String slug(int title);

    String missing();

    String absent(String text);

    void read();

    int DASH();

    void closed();

    String pick(Comparable<?> any);

    int close();
  }

  @Test
  void every_mismatch_is_named_at_once_and_nothing_is_loaded() {
    assertThatThrownBy(() -> module.as(Wrong.class))
        .isExactlyInstanceOf(LazyModuleException.class)
        .hasMessageContaining("module acme.Text, declared at ")
        .hasMessageEndingWith(
            String.join(
                "\n  ",
                ": io.lazyloader.ViewTest$Wrong does not fit it:",
                "int DASH(): field 'DASH' is a java.lang.String, not int",
                "java.lang.String absent(java.lang.String): there is neither a public static"
                    + " method nor (as it has parameters) a field 'absent'",
                "int close(): close() returns void, not int",
                "void closed(): field 'closed' is a int, not void",
                "java.lang.String missing(): there is neither a public static method nor a public"
                    + " static field 'missing'",
                "java.lang.String pick(java.lang.Comparable): no method fits; there is"
                    + " pick(java.lang.Integer), pick(java.lang.String)",
                "void read(): read() throws java.io.IOException, which the view does not declare",
                "java.lang.String slug(int): no method fits; there is slug(java.lang.String)",
                "int slug(java.lang.String): slug(java.lang.String) returns java.lang.String, not"
                    + " int"));
    assertThat(loader.hasLoaded("acme.Text")).isFalse();
  }

  interface Picking<T> {
    String pick(T any);
  }

  @Test
  void an_open_type_that_fits_several_methods_is_ambiguous() {
    assertThatThrownBy(() -> module.as(Picking.class))
        .hasMessageEndingWith(
            "java.lang.String pick(?): it is ambiguous: pick(java.lang.Integer),"
                + " pick(java.lang.String) fit it equally well");
  }

  sealed interface Sealed permits Only {}

  record Only() implements Sealed {}

  @Test
  void only_interfaces_can_be_views() {
    for (Class<?> type : List.of(String.class, Override.class, Sealed.class, int.class)) {
      assertThatThrownBy(() -> module.as(type))
          .isExactlyInstanceOf(LazyModuleException.class)
          .hasMessageEndingWith(
              ": "
                  + type.getTypeName()
                  + " can't be a view: only an interface can that is neither an annotation type"
                  + " nor sealed nor hidden");
    }
  }

  @Test
  void the_only_method_of_a_view_may_stand_for_a_method_of_its_own_name() {
    IntBinaryOperator max = LazyModule.of("java.lang.Math").as(Max.class)::max;
    @SuppressWarnings("unchecked")
    BiFunction<String, String, String> missing = LazyModule.of("acme.Missing").as(BiFunction.class);

    assertThat(max.applyAsInt(3, 4)).isEqualTo(4);
    assertThatThrownBy(() -> missing.apply("a", "b"))
        .isExactlyInstanceOf(LazyModuleException.class)
        .hasMessageContaining("there is no such class in class loader 'app'");
  }

  interface Max {
    int max(int one, int other);
  }

  @Test
  void a_first_call_that_fails_is_tried_again() throws Exception {
    Files.createDirectories(directory.resolve("classes"));
    try (Compiled.Loader empty = new Compiled.Loader(directory.resolve("classes"))) {
      Slugifier view = LazyModule.of("acme.Text", empty).as(Slugifier.class);

      Throwable first = catchThrowable(() -> view.slug("A"));
      assertThat(first).isExactlyInstanceOf(LazyModuleException.class);
      Compiled.into(directory, MODULE);
      assertThat(view.slug("A")).isEqualTo("a");
    }
  }

  @Test
  void a_loader_that_shows_no_class_files_has_the_view_checked_at_the_first_call()
      throws Exception {
    try (Compiled.Loader silent = new Compiled.Loader(compiled.resolve("classes"), false)) {
      LazyModule hidden = LazyModule.of("acme.Text", silent);
      Slugifier right = hidden.as(Slugifier.class);
      Reading alsoRight = hidden.as(Reading.class);
      Wrong wrong = hidden.as(Wrong.class);

      assertThat(silent.hasLoaded("acme.Text")).isFalse();
      assertThatThrownBy(wrong::missing).hasMessageContaining("does not fit it:\n");
      assertThat(right.slug("A")).isEqualTo("a");
      assertThatThrownBy(alsoRight::read).isInstanceOf(IOException.class);
    }
  }

  interface Fallback {
    String slug(String title);

    @Override
    String toString();

    @Override
    boolean equals(Object other);

    String made();

    int number();
  }

  @Test
  void a_method_without_parameters_may_stand_for_a_fallback_attribute() throws Exception {
    LazyModule fallback =
        LazyModule.of(
            "acme.Fall",
            Compiled.load(
                directory.resolve("fall"),
                """
                // acme/Fall.java
                package acme;
                @io.lazyloader.Callable("run")
                @SuppressWarnings({"a", "b"}) @Deprecated(since = "1", forRemoval = false)
                public class Fall extends Above {
                  public static String run(String text) { return "run " + text; }
                  public static Object getAttribute(String name) {
                    return name.equals("number") ? (Object) 7 : "made up " + name;
                  }
                }
                """,
                """
                // acme/Above.java
                package acme;
                public class Above {
                  public static String slug(String title) { return "above " + title; }
                  public static String run(String text) { return "hidden"; }
                }
                """));
    Fallback view = fallback.as(Fallback.class);

    assertThat(view.slug("a")).isEqualTo("above a");
    assertThat(view.made()).isEqualTo("made up made");
    assertThat(view.number()).isEqualTo(7);
    @SuppressWarnings("unchecked")
    Function<String, String> entry = fallback.as(Function.class);
    assertThat(entry.apply("a")).isEqualTo("run a");
  }

  @Test
  void a_class_that_is_not_accessible_is_told_at_the_first_call() throws Exception {
    LazyModule inside =
        LazyModule.of(
            "acme.Inside",
            Compiled.load(
                directory.resolve("inside"),
                """
                // acme/Inside.java
                package acme;
                class Inside { public static String slug(String title) { return title; } }
                """));
    Slugifier view = inside.as(Slugifier.class);

    assertThatThrownBy(() -> view.slug("a"))
        .isExactlyInstanceOf(LazyModuleException.class)
        .hasMessageContaining(": method 'slug' is not accessible: ");
  }

  @Test
  void an_interface_of_a_closed_package_can_be_seen_from_a_lookup_that_sees_it() {
    LazyModule own = LazyModule.of("io.lazyloader.ViewTest$Here", MethodHandles.lookup());
    @SuppressWarnings("unchecked")
    Supplier<String> view = own.as(Supplier.class);

    assertThat(view.get()).isEqualTo("here");
    assertThat(view.getClass().getPackageName()).isEqualTo("io.lazyloader");
  }

  @Test
  void an_interface_may_live_below_another_class_loader() throws Exception {
    try (Compiled.Loader other =
        Compiled.load(
            directory,
            """
            // acme/Slugifier.java
            package acme;
            interface Slugifier {
              String slug(String title);
              static String use(io.lazyloader.LazyModule module, String title) {
                return module.as(Slugifier.class).slug(title);
              }
            }
            """,
            """
            // Unnamed.java
            public interface Unnamed {
              String slug(String title);
              static String use(io.lazyloader.LazyModule module, String title) {
                return module.as(Unnamed.class).slug(title);
              }
            }
            """)) {
      for (String name : List.of("acme.Slugifier", "Unnamed", "acme.Slugifier")) {
        var use = other.loadClass(name).getDeclaredMethod("use", LazyModule.class, String.class);
        use.setAccessible(true);
        assertThat(use.invoke(null, module, "A B")).isEqualTo("a-b");
      }
    }
  }

  @Test
  void an_interface_that_can_t_be_reached_says_what_to_do() throws Exception {
    LazyModule missing = LazyModule.of("acme.Missing");
    Class<?> notExported = Class.forName("jdk.internal.access.JavaLangAccess");
    Class<?> notPublic = Class.forName("java.util.regex.Pattern$CharPredicate");

    assertThatThrownBy(() -> missing.as(notExported))
        .isExactlyInstanceOf(LazyModuleException.class)
        .hasMessageContaining(
            ": jdk.internal.access.JavaLangAccess can't be implemented: java.lang.IllegalAccess");
    assertThatThrownBy(() -> missing.as(notPublic))
        .isExactlyInstanceOf(LazyModuleException.class)
        .hasMessageContaining(
            ": java.util.regex.Pattern$CharPredicate can't be implemented from outside its"
                + " package: ")
        .hasMessageEndingWith(
            ". Open the package to io.lazyloader, or make the module with a MethodHandles.Lookup"
                + " of a class that can implement it");
  }

  /** A module that only its own package sees. */
  static final class Here {
    private Here() {}

    public static String call() {
      return "here";
    }
  }
}
