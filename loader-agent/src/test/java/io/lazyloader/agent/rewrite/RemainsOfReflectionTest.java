package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Pins down what a program can still tell by reflection, as semantics.md lists it. */
class RemainsOfReflectionTest {
  private static final String OWNER =
      """
      public class Owner {
        @Lazy public static final List<String> NAMES = Log.note("NAMES", new ArrayList<>());
        @Lazy static final String WHERE = where();
        static String where() {
          StackTraceElement[] stack = Thread.currentThread().getStackTrace();
          return stack[2].getClassName() + "." + stack[2].getMethodName() + ":" + stack[2].getLineNumber()
              + StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).walk(s -> s.skip(1).findFirst().get().getDeclaringClass());
        }
      }
      """;

  private static Unit unit(String body) {
    return Unit.of(
        OWNER,
        "import java.lang.invoke.*; import java.lang.reflect.*; class Main { static String run() throws Throwable { "
            + body
            + " } }");
  }

  private static void tells(Unit unit, String eager, String lazy) {
    assertThat(unit.eager().run().value()).isEqualTo(eager);
    assertThat(unit.lazy().run().value()).isEqualTo(lazy);
  }

  @Test
  void code_that_only_prints_a_field_shows_that_it_lost_final() {
    Unit unit =
        Unit.of(
            OWNER,
            "class Printer { static String print(java.lang.reflect.Field field) { return \"\" + field; } }",
            "class Main { static String run() throws Throwable { return Printer.print(Owner.class.getField(\"NAMES\")); } }");

    tells(
        unit,
        "public static final java.util.List Owner.NAMES",
        "public static volatile java.util.List Owner.NAMES");
  }

  @Test
  void method_handle_infos_show_that_a_field_lost_final() {
    tells(
        unit(
            """
            MethodHandles.Lookup here = MethodHandles.lookup();
            MethodHandle getter = here.findStaticGetter(Owner.class, "NAMES", List.class);
            return Modifier.toString(here.revealDirect(getter).getModifiers());
            """),
        "public static final",
        "public static volatile");
  }

  @Test
  void a_look_up_of_a_handle_finds_an_accessor_by_name() {
    tells(
        unit(
            """
            try {
              MethodHandles.lookup().findStatic(Owner.class, "$lazy$NAMES", MethodType.methodType(List.class));
              return "found";
            } catch (NoSuchMethodException e) {
              return "none";
            }
            """),
        "none",
        "found");
  }

  @Test
  void modifiers_asked_for_through_invoke_are_those_of_the_field_as_it_is() {
    tells(
        unit(
            """
            Object modifiers = Field.class.getMethod("getModifiers").invoke(Owner.class.getField("NAMES"));
            return Modifier.toString((int) modifiers);
            """),
        "public static final",
        "public static volatile");
  }

  @Test
  void what_the_introspector_lists_holds_public_accessors() {
    tells(
        unit(
            """
            int count = 0;
            for (java.beans.MethodDescriptor method : java.beans.Introspector.getBeanInfo(Owner.class, Object.class).getMethodDescriptors()) {
              count++;
            }
            return "" + count;
            """),
        "0",
        "2"); // the accessor, and the method that tells that there is one
  }

  @Test
  void a_handle_for_field_get_resolves_nothing() {
    tells(
        unit(
            """
            MethodHandle get = MethodHandles.lookup().findVirtual(Field.class, "get", MethodType.methodType(Object.class, Object.class));
            return "" + get.invoke(Owner.class.getField("NAMES"), (Object) null);
            """),
        "[]",
        "null");
  }

  @Test
  void stacks_show_the_class_and_line_of_the_initialiser_in_a_method_of_another_name() {
    tells(
        unit("return Owner.WHERE;"),
        "Owner.<clinit>:3class Owner",
        "Owner.$lazy$init$WHERE:3class Owner");
  }
}
