package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rewriting adds members, which the default serialVersionUID is computed from; it must not show.
 */
class SerialFormTest {

  private static long version(Program program, String className) {
    return ObjectStreamClass.lookupAny(program.initialise(className)).getSerialVersionUID();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public class Main implements java.io.Serializable, Comparable<Main> { %s"
            + " public int compareTo(Main other) { return 0; } }",
        "public abstract class Main extends ArrayList<String> { %s protected Main(int x) {} }",
        "class Main implements java.io.Serializable { private transient int t; volatile long v; %s }",
        "final class Main extends Exception { %s static { Log.note(\"block\", 0); } }",
        "record Main(int x) implements java.io.Serializable { %s }",
        "enum Main { ONE; %s }",
        "class Main { %s }",
      })
  void the_default_version_of_a_class_stays_what_it_was(String declaration) {
    Unit unit =
        Unit.of(
            declaration.formatted(
                "@Lazy public static final Object A = \"a\".trim();"
                    + " @Lazy private static final int B = \"b\".length();"
                    + " private void hidden() {} static synchronized String run() { return \"\" + A; }"));

    assertThat(unit.isRewritten("Main")).isTrue();
    assertThat(version(unit.lazy(), "Main")).isEqualTo(version(unit.eager(), "Main"));
  }

  @Test
  void the_default_version_of_an_interface_stays_what_it_was() {
    Unit unit =
        Unit.of(
            "interface Main extends java.io.Serializable { @Lazy Object A = \"a\".trim();"
                + " void x(); static String run() { return \"\" + A; } }");

    assertThat(unit.isRewritten("Main")).isTrue();
    assertThat(version(unit.lazy(), "Main")).isEqualTo(version(unit.eager(), "Main"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"public static", "protected static", "private static", "final", "abstract"})
  void the_default_version_of_a_nested_class_stays_what_it_was(String modifiers) {
    Unit unit =
        Unit.of(
            "class Main { "
                + modifiers
                + " class Nested implements java.io.Serializable {"
                + " @Lazy static final Object A = \"a\".trim(); } }");

    assertThat(unit.isRewritten("Main$Nested")).isTrue();
    assertThat(version(unit.lazy(), "Main$Nested")).isEqualTo(version(unit.eager(), "Main$Nested"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@Lazy private static final Object B = \"b\".trim();"})
  void plain_accessors_do_not_change_it_either(String more) {
    Map<String, byte[]> compiled =
        Compiler.compile(
            "class Main implements java.io.Serializable { static final Object A = \"a\".trim(); "
                + more
                + " }");
    Unit unit = new Unit(compiled).asking("Main", request -> request.promised(Set.of("A")));

    assertThat(unit.isRewritten("Main")).isTrue();
    assertThat(version(unit.lazy(), "Main")).isEqualTo(version(unit.eager(), "Main"));
  }

  @Test
  void a_version_of_its_own_stays() {
    Unit unit =
        Unit.of(
            "class Main implements java.io.Serializable {"
                + " private static final long serialVersionUID = 42;"
                + " @Lazy static final Object A = \"a\".trim(); }");

    assertThat(version(unit.lazy(), "Main")).isEqualTo(42);
  }

  @Test
  void an_object_that_an_eager_class_wrote_is_read_by_the_lazy_one()
      throws IOException, ReflectiveOperationException {
    Unit unit =
        Unit.of(
            """
            public class Main implements java.io.Serializable {
              @Lazy public static final String A = "a".trim();
              private final String own = "own";
              @Override public String toString() { return own + A; }
              static Object make() { return new Main(); }
            }
            """);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
      output.writeObject(unit.eager().initialise("Main").getDeclaredConstructor().newInstance());
    }

    assertThat(read(bytes.toByteArray(), unit.lazy())).hasToString("owna");
  }

  private static Object read(byte[] bytes, Program program)
      throws IOException, ClassNotFoundException {
    try (ObjectInputStream input =
        new ObjectInputStream(new ByteArrayInputStream(bytes)) {
          @Override
          protected Class<?> resolveClass(java.io.ObjectStreamClass description) {
            return program.initialise(description.getName());
          }
        }) {
      return input.readObject();
    }
  }
}
