package io.lazyloader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules that are called as functions, and attributes that a class makes up. */
class CallableModuleTest {
  @TempDir Path directory;

  @Test
  void a_class_with_methods_named_call_is_called_with_all_arguments() throws Exception {
    LazyModule module =
        module(
            """
            // acme/Slug.java
            package acme;
            public class Slug {
              public static String call(String title) { return title.toLowerCase(); }
              public static String call(String title, int length) { return title.substring(0, length); }
              public static String call(Object... any) { return any == null ? "null" : "any " + any.length; }
              public static String other(String title) { return "other " + title; }
            }
            """);

    assertThat(module.call("ABC")).isEqualTo("abc");
    assertThat(module.call("ABC", 2)).isEqualTo("AB");
    assertThat(module.call()).isEqualTo("any 0");
    assertThat(module.call(1, 2, 3)).isEqualTo("any 3");
    // The first argument of a callable module is an argument, though there is such a method.
    assertThat(module.call("other", "ABC")).isEqualTo("any 2");
    assertThat(module.callMethod("other", "ABC")).isEqualTo("other ABC");
    assertThat(module.invoke("ABC")).isEqualTo("abc");
    assertThat(module.apply("ABC")).isEqualTo("abc");
  }

  @Test
  void a_bare_null_is_one_argument() throws Exception {
    LazyModule module =
        module(
            """
            // acme/Nulls.java
            package acme;
            public class Nulls {
              public static String call(String text) { return "text " + text; }
              public static String call(int number) { return "number"; }
            }
            """);

    assertThat(module.call((Object[]) absent())).isEqualTo("text null");
    assertThat(module.call((Object) null)).isEqualTo("text null");
    assertThat(module.invoke((Object[]) absent())).isEqualTo("text null");
    assertThat(module.callMethod("call", (Object[]) absent())).isEqualTo("text null");
  }

  @Test
  void an_annotation_names_another_entry_point() throws Exception {
    LazyModule module =
        module(
            """
            // acme/Named.java
            package acme;
            @io.lazyloader.Callable("run")
            public class Named {
              public static String run(int number) { return "run " + number; }
              public static String call(int number) { return "call"; }
            }
            """);

    assertThat(module.call(7)).isEqualTo("run 7");
    assertThat(module.callMethod("call", 7)).isEqualTo("call");
  }

  @Test
  void an_annotation_that_names_nothing_is_an_error() throws Exception {
    LazyModule module =
        module(
            """
            // acme/Wrong.java
            package acme;
            @io.lazyloader.Callable("walk")
            public class Wrong { public static String call() { return ""; } }
            """);

    assertThatThrownBy(module::call)
        .isExactlyInstanceOf(LazyModuleException.class)
        .hasMessageEndingWith(
            ": it is marked @Callable(\"walk\") but has no such public static method");
  }

  @Test
  void a_class_that_is_not_callable_says_so() throws Exception {
    LazyModule module =
        module(
            """
            // acme/Plain.java
            package acme;
            public class Plain { public static String slug(String title) { return title; } }
            """);
    String message =
        ": it is not callable: it has neither a public static method 'call' nor @Callable";

    assertThatThrownBy(() -> module.invoke("x")).hasMessageEndingWith(message);
    assertThatThrownBy(() -> module.call(1))
        .hasMessageEndingWith(message + ", and the first argument is not the name of a method");
    assertThatThrownBy(module::call)
        .hasMessageEndingWith(message + ", and the first argument is not the name of a method");
    assertThat(module.call("slug", "x")).isEqualTo("x");
  }

  @Test
  void the_fallback_is_asked_only_for_what_is_not_there() throws Exception {
    LazyModule module =
        module(
            """
            // acme/Fall.java
            package acme;
            import java.util.NoSuchElementException;
            import java.util.function.IntBinaryOperator;
            public class Fall {
              public static final String REAL = "real";
              public static int asked;
              public static String method() { return "method"; }
              public static Object getAttribute(String name) {
                asked++;
                return switch (name) {
                  case "made" -> "made up";
                  case "nothing" -> null;
                  case "add" -> (IntBinaryOperator) (a, b) -> a + b;
                  case "broken" -> throw new IllegalStateException("broken");
                  default -> throw new NoSuchElementException(name);
                };
              }
            }
            """);

    assertThat(module.get("REAL")).isEqualTo("real");
    assertThat(module.callMethod("method")).isEqualTo("method");
    assertThat(module.get("asked")).isEqualTo(0);
    assertThat(module.get("made")).isEqualTo("made up");
    assertThat(module.get("nothing")).isNull();
    assertThat(module.callMethod("add", 3, 4)).isEqualTo(7);
    assertThat(module.get("asked")).isEqualTo(3);
    assertThat(module.attributes()).containsExactly("REAL", "asked", "method");
    assertThatThrownBy(() -> module.get("broken"))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("broken");
    assertThatThrownBy(() -> module.get("unknown"))
        .isExactlyInstanceOf(LazyModuleException.class)
        .hasMessageEndingWith(
            ": there is no attribute 'unknown'; there is REAL, asked, method; getAttribute does"
                + " not know it either")
        .hasCauseInstanceOf(java.util.NoSuchElementException.class);
    assertThatThrownBy(() -> module.callMethod("nothing"))
        .hasMessageEndingWith(": 'nothing' can't be called: it is null");
    assertThatThrownBy(() -> module.callMethod("add", "x"))
        .hasMessageEndingWith(": no method 'add' takes (java.lang.String); there is add(int, int)");
  }

  @Test
  void a_fallback_that_asks_for_what_it_is_to_compute_is_stopped() throws Exception {
    LazyModule module =
        module(
            """
            // acme/Round.java
            package acme;
            import io.lazyloader.LazyModule;
            public class Round {
              public static Object getAttribute(String name) {
                LazyModule self = LazyModule.of("acme.Round");
                return name.equals("fine") ? self.get("leaf") : name.equals("leaf") ? 1 : self.get(name);
              }
            }
            """);

    assertThat(module.get("fine")).isEqualTo(1);
    assertThatThrownBy(() -> module.get("endless"))
        .isExactlyInstanceOf(LazyModuleException.class)
        .hasMessageContaining("declared at test//acme.Round.getAttribute(Round.java:6)")
        .hasMessageEndingWith(
            ": getAttribute(\"endless\") asks for the attribute that it is to compute");
    assertThat(module.get("fine")).isEqualTo(1);
  }

  @Test
  void a_class_may_list_its_attributes_itself() throws Exception {
    LazyModule list =
        module(
            """
            // acme/Listing.java
            package acme;
            public class Listing {
              public static java.util.List<String> attributes() { return java.util.List.of("b", "a"); }
            }
            """);
    LazyModule stream =
        module(
            """
            // acme/Streaming.java
            package acme;
            public class Streaming {
              public static Object attributes() { return java.util.stream.Stream.of("b", "a"); }
            }
            """);
    LazyModule array =
        module(
            """
            // acme/Array.java
            package acme;
            public class Array { public static String[] attributes() { return new String[] {"c"}; } }
            """);
    LazyModule wrong =
        module(
            """
            // acme/Number.java
            package acme;
            public class Number { public static Object attributes() { return 7; } }
            """);

    assertThat(list.attributes()).containsExactly("b", "a");
    assertThat(stream.attributes()).containsExactly("b", "a");
    assertThat(array.attributes()).containsExactly("c");
    assertThatThrownBy(wrong::attributes)
        .hasMessageEndingWith(
            ": attributes() must return a collection, stream or array of names, and returned 7");
  }

  @Test
  void attributes_that_hold_functions_are_called_by_name() throws Exception {
    LazyModule module =
        module(
            """
            // acme/Held.java
            package acme;
            import io.lazyloader.LazyModule;
            import java.lang.invoke.*;
            import java.util.function.*;
            public class Held {
              public static final Function<String, Integer> LENGTH = String::length;
              public static final MethodHandle UPPER;
              public static final LazyModule OTHER = LazyModule.of("acme.Slug");
              public static final Object BOTH = new Both();
              static class Both implements Supplier<String>, Runnable {
                public String get() { return ""; }
                public void run() {}
              }
              static {
                try {
                  UPPER = MethodHandles.lookup().findVirtual(
                      String.class, "toUpperCase", MethodType.methodType(String.class));
                } catch (ReflectiveOperationException e) {
                  throw new IllegalStateException(e);
                }
              }
            }
            """,
            """
            // acme/Slug.java
            package acme;
            public class Slug { public static String call(String title) { return "slug " + title; } }
            """);

    assertThat(module.callMethod("LENGTH", "four")).isEqualTo(4);
    assertThat(module.callMethod("UPPER", "four")).isEqualTo("FOUR");
    assertThat(module.callMethod("OTHER", "x")).isEqualTo("slug x");
    assertThatThrownBy(() -> module.callMethod("BOTH"))
        .hasMessageEndingWith(": 'BOTH' can't be called: it is a acme.Held$Both");
  }

  private LazyModule module(String... sources) throws Exception {
    String path = sources[0].lines().findFirst().orElseThrow().substring(3);
    String name = path.replace(".java", "").replace('/', '.');
    return LazyModule.of(name, Compiled.load(directory.resolve(name), sources));
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T absent() {
    return null;
  }
}
