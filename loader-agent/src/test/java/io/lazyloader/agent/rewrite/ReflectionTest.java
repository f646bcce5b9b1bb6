package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/** Fields that code reaches by reflection resolve as if they were named in it. */
class ReflectionTest {
  private static final String OWNER =
      """
      public class Owner {
        @Lazy public static final String A = Log.note("A", "a");
        @Lazy private static final Object B = Log.note("B", List.of());
        @Lazy protected static final int I = Log.note("I", 1);
        @Lazy static final long J = Log.note("J", 2L);
        @Lazy static final boolean Z = Log.note("Z", true);
        @Lazy static final double D = Log.note("D", 3.5);
        @Lazy static final Object NULL = Log.note("NULL", null);
        public static String eager = Log.note("eager", "e");
      }
      """;

  /** Compiles a class whose {@code run} may throw; its helpers find and open fields. */
  private static String main(String body) {
    return """
        import java.lang.invoke.*; import java.lang.reflect.*;
        class Main {
          static Field open(Class<?> owner, String name) throws Exception {
            Field field = owner.getDeclaredField(name);
            field.setAccessible(true);
            return field;
          }
          static String caught(java.util.concurrent.Callable<?> call) {
            try {
              return "" + call.call();
            } catch (Throwable e) {
              return e.getClass().getName() + " " + e.getCause();
            }
          }
          static String run() throws Throwable { %s }
        }
        """
        .formatted(body);
  }

  private static Unit behaving(String owner, String body) {
    return Unit.of(owner, main(body)).isLazyAndBehavesTheSame();
  }

  @Test
  void field_get_resolves_public_and_private_fields_and_no_other() {
    Unit unit =
        behaving(
            OWNER,
            "return open(Owner.class, \"A\").get(null) + open(Owner.class, \"B\").get(7).toString();");

    Program lazy = unit.lazy();
    assertThat(lazy.run().value()).isEqualTo("a[]");
    assertThat(lazy.resolved("Owner")).containsExactly("A", "B");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Owner.class.getField(\"A\").get(null);",
        "Plain.class.getField(\"P\").get(null);",
        "MethodHandles.lookup().findStaticGetter(Below.class, \"A\", Object.class);",
        "MethodHandles.lookup().findStaticVarHandle(Owner.class, \"A\", Object.class);"
      })
  void whoever_reads_by_reflection_is_named_and_not_what_stands_between(String read) {
    Unit unit =
        Unit.of(
            """
            public interface Owner { @Lazy Object A = Log.note("A", "a"); }
            """,
            """
            public class Plain {
              @Lazy public static final Object P = Log.note("P", "p");
              static void touch() {}
            }
            """,
            """
            public class Below implements Owner {}
            """,
            main(
                """
                Plain.touch();
                java.util.List<String> readers = new java.util.ArrayList<>();
                LazyListener listener =
                    new LazyListener() {
                      @Override
                      public void resolved(LazyListener.Resolution resolution) {
                        readers.add(resolution.readAt());
                      }
                    };
                try (LazyListener.Registration registration = LazyLoader.addListener(listener)) {
                  %s
                }
                return readers.toString();
                """
                    .formatted(read)));

    assertThat(unit.lazy().run().value()).startsWith("[Main.run(Main.java:").doesNotContain(",");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 11, 17})
  void getters_of_primitives_resolve(int release) {
    Unit.ofRelease(
            release,
            OWNER.replace("List.of()", "\"b\""),
            main(
                """
                Class<?> o = Owner.class;
                return open(o, "I").getInt(null) + " " + open(o, "I").getLong(null) + " "
                    + open(o, "J").getLong(null) + " " + open(o, "J").getFloat(null) + " "
                    + open(o, "Z").getBoolean(null) + " " + open(o, "D").getDouble(null) + " "
                    + open(o, "D").get(null) + " " + open(o, "NULL").get(null);
                """))
        .isLazyAndBehavesTheSame();
  }

  @Test
  void a_field_that_is_found_through_a_subclass_resolves() {
    Unit unit =
        Unit.of(
                OWNER,
                "public class Sub extends Owner {}",
                main("return \"\" + Sub.class.getField(\"A\").get(null);"))
            .isLazyAndBehavesTheSame();

    assertThat(unit.lazy().run().value()).isEqualTo("a");
  }

  @Test
  void fields_of_interfaces_objects_and_the_platform_are_read_as_ever() {
    Unit unit =
        behaving(
            "class Owner { @Lazy static final Object A = Log.note(\"A\", \"a\"); int own = 7; long wide = 8; }",
            """
        interface Constants { Object C = Log.note("C", "c"); }
        Field own = open(Owner.class, "own");
        own.setInt(new Owner(), 5);
        return "" + own.get(new Owner()) + open(Owner.class, "wide").getLong(new Owner())
            + Constants.class.getField("C").get(null) + System.class.getField("out").get(null).getClass();
        """);

    Program lazy = unit.lazy();
    assertThat(lazy.run().value()).startsWith("78c");
    assertThat(lazy.pending("Owner")).containsExactly("A");
  }

  @Test
  void handles_that_are_looked_up_or_unreflected_resolve() {
    Unit unit =
        behaving(
            OWNER,
            """
            MethodHandles.Lookup here = MethodHandles.lookup();
            MethodHandles.Lookup there = MethodHandles.privateLookupIn(Owner.class, here);
            Object[] read = {
              here.findStaticGetter(Owner.class, "A", String.class).invoke(),
              there.findStaticGetter(Owner.class, "B", Object.class).invoke(),
              here.findStaticVarHandle(Owner.class, "I", int.class).get(),
              here.unreflectGetter(Owner.class.getDeclaredField("J")).invoke(),
              here.unreflectVarHandle(Owner.class.getDeclaredField("D")).get(),
              there.unreflectGetter(open(Owner.class, "Z")).invoke(),
            };
            return Arrays.toString(read);
            """);

    Program lazy = unit.lazy();
    assertThat(lazy.run().value()).isEqualTo("[a, [], 1, 2, 3.5, true]");
    assertThat(lazy.pending("Owner")).containsExactly("NULL");
  }

  @Test
  void a_look_up_by_a_subclass_and_a_name_finds_the_field_of_that_type() {
    Unit unit =
        Unit.of(
                OWNER,
                "class Sub extends Owner { static Object D; static long I = 9; }",
                main(
                    """
                    MethodHandles.Lookup here = MethodHandles.lookup();
                    return "" + (String) here.findStaticGetter(Sub.class, "A", String.class).invoke()
                        + (int) here.findStaticVarHandle(Sub.class, "I", int.class).get()
                        + (Object) here.findStaticGetter(Sub.class, "D", Object.class).invoke();
                    """))
            .isLazyAndBehavesTheSame();

    Program lazy = unit.lazy();
    assertThat(lazy.run().value()).isEqualTo("a1null");
    assertThat(lazy.resolved("Owner")).containsExactly("A", "I");
  }

  @Test
  void a_method_reference_to_a_look_up_resolves() {
    Unit.of(
            OWNER,
            """
            import java.lang.invoke.*;
            class Main {
              interface Finder { MethodHandle find(Class<?> owner, String name, Class<?> type) throws Exception; }
              static String run() throws Throwable {
                Finder finder = MethodHandles.lookup()::findStaticGetter;
                return "" + finder.find(Owner.class, "A", String.class).invoke();
              }
            }
            """)
        .isLazyAndBehavesTheSame();
  }

  @Test
  void a_look_up_initialises_a_class_only_if_that_defers_fields() {
    Unit.of(
            "class Plain { static Object field = Log.note(\"plain\", \"p\"); }",
            "class Marked { @Lazy static final Object A = Log.note(\"A\", \"a\"); }",
            main(
                """
                Marked.A.hashCode();
                MethodHandle handle =
                    MethodHandles.lookup().findStaticGetter(Plain.class, "field", Object.class);
                return Log.text() + (Object) handle.invoke() + Log.text();
                """))
        .isLazyAndBehavesTheSame();
  }

  @Test
  void a_read_that_is_refused_is_refused_for_the_caller() {
    Unit unit =
        behaving(
            OWNER,
            """
            Field b = Owner.class.getDeclaredField("B");
            MethodHandles.Lookup here = MethodHandles.lookup();
            return caught(() -> b.get(null)) + caught(() -> here.unreflectGetter(b))
                + caught(() -> here.findStaticGetter(Owner.class, "none", int.class))
                + caught(() -> Owner.class.getDeclaredField("I").getInt(null))
                + caught(() -> open(Owner.class, "A").getInt(null));
            """);

    assertThat(unit.lazy().run().text()).contains("IllegalAccessException").contains("1");
  }

  @Test
  void nulls_reach_the_call_itself() {
    behaving(
        OWNER,
        """
        MethodHandles.Lookup here = MethodHandles.lookup();
        Field none = null;
        return caught(() -> none.get(null)) + caught(() -> here.unreflectGetter(null))
            + caught(() -> here.findStaticGetter(null, "A", String.class))
            + caught(() -> here.findStaticVarHandle(Owner.class, null, String.class))
            + caught(() -> ((MethodHandles.Lookup) null).unreflectVarHandle(none));
        """);
  }

  @Test
  void a_failed_initialiser_fails_the_first_read_and_the_later_ones() {
    Unit unit =
        Unit.of(
            "class Owner { @Lazy static final Object A = fail(); static Object fail() { throw new IllegalStateException(\"no\"); } }",
            main(
                """
                Field a = Owner.class.getDeclaredField("A");
                return caught(() -> a.get(null)) + "; " + caught(() -> a.get(null)) + "; "
                    + caught(() -> MethodHandles.lookup().unreflectGetter(a));
                """));

    assertThat(unit.lazy().run().value())
        .startsWith(
            "java.lang.ExceptionInInitializerError java.lang.IllegalStateException: no;"
                + " java.lang.NoClassDefFoundError ")
        .contains("; java.lang.NoClassDefFoundError ");
  }

  @Test
  void a_failure_names_the_code_that_used_reflection() {
    Unit unit =
        Unit.of(
            "class Owner { @Lazy static final Object A = fail(); static Object fail() { throw new IllegalStateException(\"no\"); } }",
            main("return \"\" + Owner.class.getDeclaredField(\"A\").get(null);"));

    Outcome outcome = unit.lazy().run();

    assertThat(outcome.failure()).isExactlyInstanceOf(ExceptionInInitializerError.class);
    assertThat(outcome.failure().getSuppressed()[0])
        .hasMessageContaining("first read at Main.run(");
  }

  @Test
  void a_write_to_a_pending_field_stays() {
    Unit unit =
        Unit.of(
            """
            class Owner {
              @Lazy private static Object a = Log.note("a", "a");
              @Lazy private static int i = Log.note("i", 1);
              @Lazy private static long j = Log.note("j", 2L);
              @Lazy private static double d = Log.note("d", 3.0);
              @Lazy private static Object nothing = Log.note("nothing", "n");
              static String all() { return a + " " + i + " " + j + " " + d + " " + nothing; }
            }
            """,
            main(
                """
                MethodHandles.Lookup there = MethodHandles.privateLookupIn(Owner.class, MethodHandles.lookup());
                open(Owner.class, "a").set(null, "A");
                open(Owner.class, "i").setInt(null, 10);
                open(Owner.class, "j").setLong(null, 20);
                open(Owner.class, "d").setFloat(null, 30);
                open(Owner.class, "nothing").set(null, null);
                String reflected = Owner.all();
                there.findStaticSetter(Owner.class, "a", Object.class).invoke((Object) "B");
                there.unreflectSetter(open(Owner.class, "i")).invoke(11);
                there.findStaticVarHandle(Owner.class, "j", long.class).set(21L);
                return reflected + "; " + Owner.all() + Log.text();
                """));

    unit.isLazyAndBehavesTheSame();
    assertThat(unit.lazy().run().value()).startsWith("A 10 20 30.0 null; B 11 21 30.0 null");
  }

  @Test
  void a_setter_handle_for_a_pending_field_resolves_it_first() {
    behaving(
        """
        class Owner {
          @Lazy private static Object a = Log.note("a", "a");
          static Object a() { return a; }
        }
        """,
        """
        MethodHandles.privateLookupIn(Owner.class, MethodHandles.lookup())
            .findStaticSetter(Owner.class, "a", Object.class).invoke((Object) "A");
        return "" + Owner.a();
        """);
  }

  @Test
  void a_deferred_initialiser_may_itself_use_reflection() {
    Unit.of(
            """
            import java.lang.reflect.*;
            class Main {
              @Lazy static final Object A = Log.note("A", "a");
              @Lazy static final Object B = read();
              @Lazy static final Object C;
              static {
                try {
                  C = Main.class.getDeclaredField("B").get(null);
                } catch (ReflectiveOperationException e) {
                  throw new IllegalStateException(e);
                }
              }
              static Object read() {
                try {
                  return Main.class.getDeclaredField("A").get(null);
                } catch (ReflectiveOperationException e) {
                  throw new IllegalStateException(e);
                }
              }
              static String run() { return C.toString(); }
            }
            """)
        .isLazyAndBehavesTheSame();
  }

  @Test
  void a_class_that_uses_reflection_keeps_its_bytes_unless_asked() {
    Unit unit = Unit.of(OWNER, main("return \"\" + open(Owner.class, \"A\").get(null);"));

    assertThat(unit.isRewritten("Main")).isTrue();
    assertThat(
            new ClassRewriter(unit.before("Main"), Request.NONE)
                .rewrite((owner, name, descriptor) -> false))
        .isNull();
  }

  @Test
  void other_methods_of_field_and_lookup_are_left_alone() {
    Unit unit =
        Unit.of(
            """
            import java.lang.invoke.*; import java.lang.reflect.*;
            class Main {
              static String run(Field field) throws Throwable {
                MethodHandles.Lookup here = MethodHandles.lookup();
                return field.getName() + here.findGetter(Main.class, "x", int.class)
                    + here.findVarHandle(Main.class, "x", int.class) + here.equals(here)
                    + field.getAnnotation(Deprecated.class) + Main.class.getInterfaces()
                    + here.findStatic(Main.class, "run", MethodType.methodType(String.class));
              }
            }
            """);

    assertThat(unit.isRewritten("Main")).isFalse();
  }

  @Test
  void final_field_still_looks_final_and_can_not_be_set() {
    Unit.of(
            """
            import java.lang.reflect.*;

            class Main {
              static final Object FIXED = new String("fixed");
              private static Object open = new String("open");

              static String run() throws Exception {
                String seen = "";
                for (String name : new String[] {"FIXED", "open"}) {
                  Field field = Main.class.getDeclaredField(name);
                  seen += Modifier.toString(field.getModifiers()) + ' ';
                  try {
                    field.set(null, "new");
                    seen += field.get(null);
                  } catch (IllegalAccessException e) {
                    seen += e.getClass().getName();
                  }
                }
                return seen;
              }
            }
            """)
        .planning("Main", "FIXED", "open")
        .asking("Main", request -> request.resolvesReflection(true))
        .isLazyAndBehavesTheSame();
  }

  /** As javac up to JDK 18 concatenates; later ones call {@code String.valueOf} before. */
  @Test
  void a_new_version_of_a_class_concatenates_fields_as_the_first_one_does() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V11, 0, "Main", null, "java/lang/Object", null);
    String field = "Ljava/lang/reflect/Field;";
    MethodVisitor find =
        writer.visitMethod(Opcodes.ACC_STATIC, "find", "(Ljava/lang/Class;)" + field, null, null);
    find.visitVarInsn(Opcodes.ALOAD, 0);
    find.visitLdcInsn("A");
    find.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        "java/lang/Class",
        "getDeclaredField",
        "(Ljava/lang/String;)" + field,
        false);
    find.visitInsn(Opcodes.ARETURN);
    find.visitMaxs(0, 0);
    String descriptor = "(" + field + ")Ljava/lang/String;";
    MethodVisitor text = writer.visitMethod(Opcodes.ACC_STATIC, "text", descriptor, null, null);
    text.visitVarInsn(Opcodes.ALOAD, 0);
    text.visitInvokeDynamicInsn(
        "makeConcat",
        descriptor,
        new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/StringConcatFactory",
            "makeConcat",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
                + "Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;",
            false));
    text.visitInsn(Opcodes.ARETURN);
    text.visitMaxs(0, 0);
    byte[] classFile = writer.toByteArray();
    KeptMembers kept = KeptMembers.of(classFile, classFile, Set.of());

    byte[] redefined = kept.in(classFile, DeferredFields.NONE, true, List.of());

    ClassNode read = new ClassNode();
    new ClassReader(redefined).accept(read, 0);
    assertThat(read.methods.get(1).instructions)
        .filteredOn(InvokeDynamicInsnNode.class::isInstance)
        .map(site -> ((InvokeDynamicInsnNode) site).bsm.getOwner())
        .containsExactly(Emitted.MEMBERS);
  }
}
