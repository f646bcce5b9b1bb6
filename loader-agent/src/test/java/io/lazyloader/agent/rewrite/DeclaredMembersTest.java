package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A class whose fields are deferred shows by reflection what its source declares. */
class DeclaredMembersTest {
  private static final String OWNER =
      """
      public class Owner implements java.io.Serializable {
        @Lazy public static final List<String> NAMES = Log.note("NAMES", new ArrayList<>());
        @Lazy private static final int PRIMITIVE = Log.note("PRIMITIVE", 1);
        @Lazy static final Object NULL = Log.note("NULL", null);
        @Lazy protected static final Object FIRST; protected static final Object SECOND;
        static { FIRST = Log.note("FIRST", "1"); SECOND = "2"; }
        @Lazy private static Object open = Log.note("open", "o");
        public static List<String> NAMES(int length) { return List.of(); }
        private final int own;
        Owner(int own) { this.own = own; }
        public Owner() { this(1); }
      }
      """;

  private static final String CONSTANTS =
      "public interface Constants { @Lazy Object C = Log.note(\"C\", \"c\"); void call(); }";

  private static final String SUB =
      "public class Sub extends Owner implements Constants { public void call() {} }";

  private static final String LISTS =
      """
      import java.lang.reflect.*; import java.util.stream.*;
      class Main {
        static String names(Member[] members) {
          return Stream.of(members)
              .map(m -> m.getDeclaringClass().getName() + " " + Modifier.toString(m.getModifiers()) + " " + m.getName())
              .sorted().collect(Collectors.joining(",")) + "\\n";
        }
        static String of(Class<?> type) {
          return type + names(type.getFields()) + names(type.getDeclaredFields())
              + names(type.getMethods()) + names(type.getDeclaredMethods())
              + names(type.getConstructors()) + names(type.getDeclaredConstructors());
        }
        static String run() { return of(Owner.class) + of(Sub.class) + of(Constants.class); }
      }
      """;

  /** A class with helpers that tell what a call returns or throws. */
  private static String main(String body) {
    return """
        import java.lang.invoke.*; import java.lang.reflect.*; import java.util.function.*; import java.util.stream.*;
        class Main {
          static Field named(String name) throws Exception {
            Field field = Owner.class.getDeclaredField(name);
            field.setAccessible(true);
            return field;
          }
          static String caught(java.util.concurrent.Callable<?> call) {
            try {
              return "" + call.call();
            } catch (Throwable e) {
              return e.getClass().getName() + " " + e.getMessage() + " " + e.getCause() + "; ";
            }
          }
          static String kind(java.util.concurrent.Callable<?> call) {
            try {
              return "" + call.call();
            } catch (Throwable e) {
              return e.getClass().getName() + (e.getCause() == null ? "" : e.getCause().getClass()) + "; ";
            }
          }
          static String run() throws Throwable { %s }
        }
        """
        .formatted(body);
  }

  private static Unit behaving(String body) {
    return Unit.of(OWNER, main(body)).isLazyAndBehavesTheSame();
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 17})
  void lists_of_members_are_those_of_the_source(int release) {
    Unit unit = Unit.ofRelease(release, OWNER.replace("List.of()", "null"), CONSTANTS, SUB, LISTS);

    unit.isLazyAndBehavesTheSame();
    assertThat(unit.lazy().run().value())
        .contains("NAMES", "PRIMITIVE", "SECOND")
        .doesNotContain("$lazy$", "serialVersionUID", "volatile");
    assertThat(unit.lazy().pending("Owner")).contains("NAMES", "PRIMITIVE");
  }

  @Test
  void what_was_added_is_not_found_by_name() {
    behaving(
        """
        String found = "";
        for (String name : new String[] {"$lazy$", "$lazy$NAMES", "serialVersionUID", "$lazy$done$1", "NAMES"}) {
          found += caught(() -> Owner.class.getDeclaredField(name).getName())
              + caught(() -> Owner.class.getField(name).getName());
        }
        for (String name : new String[] {"$lazy$NAMES", "$lazy$resolve$0", "$lazy$init$NAMES"}) {
          found += caught(() -> Owner.class.getDeclaredMethod(name))
              + caught(() -> Owner.class.getMethod(name));
        }
        return found + caught(() -> Owner.class.getMethod("NAMES", int.class).getName());
        """);
  }

  @Test
  void a_member_that_the_source_calls_like_one_of_ours_is_shown() {
    Unit.of(
            "class Owner { @Lazy static final Object A = Log.note(\"A\", \"a\"); static int $lazy$X = 1; static int $lazy$y() { return 2; } }",
            main(
                """
                return Owner.class.getDeclaredField("$lazy$X").getName() + Owner.class.getDeclaredFields().length
                    + Owner.class.getDeclaredMethod("$lazy$y").getName() + Owner.class.getDeclaredMethods().length;
                """))
        .isLazyAndBehavesTheSame();
  }

  @Test
  void method_references_see_what_calls_see() {
    Unit unit =
        behaving(
            """
            Function<Class<?>, Field[]> fields = Class::getDeclaredFields;
            Function<Class<?>, Method[]> methods = Class::getDeclaredMethods;
            Function<Field, Integer> modifiers = Field::getModifiers;
            Function<Member, Integer> ofMember = Member::getModifiers;
            Function<Field, String> text = Field::toString;
            return Stream.<Class<?>>of(Owner.class).map(fields).flatMap(Stream::of)
                    .map(f -> text.apply(f) + modifiers.apply(f) + ofMember.apply(f)).collect(Collectors.toList()).toString()
                + Stream.of(methods.apply(Owner.class)).map(Method::getName).sorted().collect(Collectors.toList());
            """);

    assertThat(unit.lazy().run().value()).contains("final").doesNotContain("$lazy$");
  }

  @Test
  void a_method_reference_to_field_get_reads_for_its_own_class() {
    Unit unit =
        Unit.of(
                "class Number { @Lazy private static int number = Log.note(\"number\", 1); static int get() { return number; } }",
                """
                import java.lang.reflect.*;
                public class Main {
                  interface Getter { Object get(Field field, Object object) throws Exception; }
                  interface Bound { Object get(Object object) throws Exception; }
                  interface Setter { void set(Field field, Object object, int value) throws Exception; }
                  @Lazy private static final Object OWN = Log.note("OWN", "own");
                  static String run() throws Exception {
                    Getter getter = Field::get;
                    Field number = Number.class.getDeclaredField("number");
                    number.setAccessible(true);
                    Bound bound = number::get;
                    Setter setter = Field::setInt;
                    String read = "" + getter.get(Main.class.getDeclaredField("OWN"), null) + bound.get(null);
                    setter.set(number, null, 5);
                    return read + Number.get() + Inner.read() + Main.class.getDeclaredMethods().length;
                  }
                  interface Inner {
                    static Object read() throws Exception {
                      Getter getter = Field::get;
                      return getter.get(Main.class.getDeclaredField("OWN"), null);
                    }
                  }
                }
                """)
            .isLazyAndBehavesTheSame();

    assertThat(unit.lazy().run().value()).startsWith("own15own");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 17})
  void text_of_a_field_is_that_of_the_source(int release) {
    Unit unit =
        Unit.ofRelease(
            release,
            OWNER.replace("List.of()", "null"),
            main(
                """
                Field field = named("NAMES");
                Object object = field;
                Member member = named("open");
                StringBuilder builder = new StringBuilder().append(object).append(new StringBuffer().append(object));
                return field.toString() + field.toGenericString() + object.toString() + member.toString()
                    + field + "," + member + String.valueOf(field) + builder + 'c' + field + 1L + named("PRIMITIVE")
                    + super_() + named("FIRST").toGenericString();
                }
                static String super_() { return new Object() { public String toString() { return super.toString().replaceAll("@.*", ""); } }.toString();
                """));

    unit.isLazyAndBehavesTheSame();
    assertThat(unit.lazy().run().value())
        .contains("public static final java.util.List Owner.NAMES")
        .contains("public static final java.util.List<java.lang.String> Owner.NAMES");
  }

  @Test
  void access_flags_are_those_of_the_source() {
    assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(20);
    Unit unit =
        behaving(
            """
            Member member = named("open");
            return "" + named("NAMES").accessFlags() + named("PRIMITIVE").accessFlags()
                + ((Field) member).accessFlags() + member.accessFlags() + Owner.class.getMethod("NAMES", int.class).accessFlags();
            """);

    assertThat(unit.lazy().run().value()).contains("[PUBLIC, STATIC, FINAL]");
  }

  @Test
  void a_handle_that_could_write_a_final_field_is_not_given_out() {
    Unit unit =
        behaving(
            """
            MethodHandles.Lookup here = MethodHandles.lookup();
            MethodHandles.Lookup there = MethodHandles.privateLookupIn(Owner.class, here);
            return kind(() -> here.findStaticSetter(Owner.class, "NAMES", List.class))
                + kind(() -> there.findStaticSetter(Owner.class, "PRIMITIVE", int.class))
                + kind(() -> here.unreflectSetter(named("NAMES")))
                + kind(() -> here.unreflectSetter(named("open")).type());
            """);

    assertThat(unit.lazy().run().value()).contains("IllegalAccessException");
    assertThat(unit.lazy().pending("Owner")).contains("NAMES");
  }

  @Test
  void a_var_handle_of_a_final_field_reads_only() {
    Unit unit =
        behaving(
            """
            MethodHandles.Lookup there = MethodHandles.privateLookupIn(Owner.class, MethodHandles.lookup());
            VarHandle names = there.findStaticVarHandle(Owner.class, "NAMES", List.class);
            VarHandle primitive = there.unreflectVarHandle(named("PRIMITIVE"));
            VarHandle open = there.findStaticVarHandle(Owner.class, "open", Object.class);
            String written = caught(() -> { names.setVolatile(new ArrayList<>()); return ""; })
                + caught(() -> { primitive.set(5); return ""; })
                + caught(() -> primitive.getAndAdd(5));
            open.compareAndSet("o", "p");
            return written + names.isAccessModeSupported(VarHandle.AccessMode.SET)
                + names.isAccessModeSupported(VarHandle.AccessMode.GET_VOLATILE)
                + open.isAccessModeSupported(VarHandle.AccessMode.SET)
                + names.varType() + names.coordinateTypes() + (List) names.get() + (int) primitive.getVolatile()
                + open.get() + (names.get() == named("NAMES").get(null));
            """);

    assertThat(unit.lazy().run().value())
        .contains("UnsupportedOperationException")
        .endsWith("p" + true);
  }

  @Test
  void a_field_of_an_interface_is_read_by_reflection_and_handles() {
    Unit unit =
        Unit.of(
            OWNER,
            "public interface Constants { @Lazy Object C = Log.note(\"C\", \"c\"); @Lazy int I = Log.note(\"I\", 3); void call(); }",
            SUB,
            "interface Hidden { @Lazy Object H = Log.note(\"H\", \"h\"); @Lazy Object N = Log.note(\"N\", null); @Lazy char U = Log.note(\"U\", 'u'); }",
            main(
                """
                MethodHandles.Lookup here = MethodHandles.lookup();
                Field i = Constants.class.getField("I");
                VarHandle handle = here.findStaticVarHandle(Constants.class, "I", int.class);
                Field opened = Hidden.class.getDeclaredField("H");
                opened.setAccessible(true);
                return "" + Sub.class.getField("C").get(null) + i.getInt(null) + i.getLong(null) + i.get(null)
                    + Hidden.class.getField("U").getInt(null) + opened.get(null) + Hidden.class.getField("N").get(null)
                    + (Object) here.findStaticGetter(Sub.class, "C", Object.class).invoke()
                    + (int) handle.get() + handle.isAccessModeSupported(VarHandle.AccessMode.SET)
                    + (int) here.unreflectGetter(i).invoke() + (int) here.unreflectVarHandle(i).get()
                    + kind(() -> { i.set(null, 1); return ""; }) + i + kind(() -> i.getByte(null));
                """));

    unit.isLazyAndBehavesTheSame();
    assertThat(unit.lazy().run().value()).startsWith("c333117hnullc3false33");
  }

  @Test
  void an_unsafe_offset_of_a_field_resolves_it() {
    Unit unit =
        behaving(
            """
            Field field = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            sun.misc.Unsafe unsafe = (sun.misc.Unsafe) field.get(null);
            Field names = named("NAMES");
            new Owner();
            return "" + unsafe.getObject(unsafe.staticFieldBase(names), unsafe.staticFieldOffset(names))
                + unsafe.getInt(unsafe.staticFieldBase(named("PRIMITIVE")), unsafe.staticFieldOffset(named("PRIMITIVE")));
            """);

    assertThat(unit.lazy().run().value()).isEqualTo("[]1");
  }

  @Test
  void field_get_that_is_invoked_by_reflection_resolves() {
    Unit unit =
        behaving(
            """
            Method get = Field.class.getMethod("get", Object.class);
            Method set = Field.class.getMethod("set", Object.class, Object.class);
            Method equals = Field.class.getMethod("equals", Object.class);
            Method none = null;
            return "" + get.invoke(named("NAMES"), (Object) null)
                + Field.class.getMethod("getInt", Object.class).invoke(named("PRIMITIVE"), new Object[1])
                + kind(() -> set.invoke(named("NULL"), null, "x").getClass())
                + set.invoke(named("open"), null, "x") + named("open").get(null)
                + equals.invoke(named("FIRST"), 1) + kind(() -> get.invoke(null, 1)) + kind(() -> none.invoke(1));
            """);

    assertThat(unit.lazy().run().value()).startsWith("[]1").contains("InvocationTargetException");
  }

  @Test
  void constants_that_bootstrap_methods_of_the_jdk_read_resolve() {
    Unit compiled = Unit.of(OWNER);
    Map<String, byte[]> classes = new HashMap<>();
    classes.put("Owner", compiled.before("Owner"));
    classes.put("kit/Log", compiled.before("kit.Log"));
    classes.put("Main", mainWithConstants());
    Unit unit = new Unit(classes).isLazyAndBehavesTheSame();

    assertThat(unit.lazy().run().value()).isEqualTo("[][]false");
  }

  /** Reads NAMES by a dynamic constant, and by one that is a VarHandle. */
  private static byte[] mainWithConstants() {
    String bootstraps = "java/lang/invoke/ConstantBootstraps";
    String first =
        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;Ljava/lang/Class;";
    Type owner = Type.getObjectType("Owner");
    Type list = Type.getObjectType("java/util/List");
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Main", null, "java/lang/Object", null);
    MethodVisitor run =
        writer.visitMethod(Opcodes.ACC_STATIC, "run", "()Ljava/lang/String;", null, null);
    run.visitCode();
    run.visitLdcInsn(
        new ConstantDynamic(
            "NAMES",
            "Ljava/util/List;",
            new Handle(
                Opcodes.H_INVOKESTATIC,
                bootstraps,
                "getStaticFinal",
                first + ")Ljava/lang/Object;",
                false),
            owner));
    run.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, "java/lang/Object", "toString", "()Ljava/lang/String;", false);
    ConstantDynamic handle =
        new ConstantDynamic(
            "NAMES",
            "Ljava/lang/invoke/VarHandle;",
            new Handle(
                Opcodes.H_INVOKESTATIC,
                bootstraps,
                "staticFieldVarHandle",
                first + "Ljava/lang/Class;)Ljava/lang/invoke/VarHandle;",
                false),
            owner,
            list);
    run.visitLdcInsn(handle);
    run.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, "java/lang/invoke/VarHandle", "get", "()Ljava/util/List;", false);
    run.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, "java/lang/Object", "toString", "()Ljava/lang/String;", false);
    concat(run);
    run.visitLdcInsn(handle);
    run.visitFieldInsn(
        Opcodes.GETSTATIC,
        "java/lang/invoke/VarHandle$AccessMode",
        "SET",
        "Ljava/lang/invoke/VarHandle$AccessMode;");
    run.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        "java/lang/invoke/VarHandle",
        "isAccessModeSupported",
        "(Ljava/lang/invoke/VarHandle$AccessMode;)Z",
        false);
    run.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/String", "valueOf", "(Z)Ljava/lang/String;", false);
    concat(run);
    run.visitInsn(Opcodes.ARETURN);
    run.visitMaxs(0, 0);
    run.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void concat(MethodVisitor method) {
    method.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        "java/lang/String",
        "concat",
        "(Ljava/lang/String;)Ljava/lang/String;",
        false);
  }

  @Test
  void a_class_that_is_loaded_gets_no_method_for_its_method_references() {
    Unit unit =
        Unit.of(
            "import java.util.function.*; class Main { static String run() { Function<Class<?>, Object[]> f = Class::getFields; return f.apply(Main.class).length + \"\" + Main.class.getMethods().length; } }");
    Request request = Request.NONE.resolvesReflection(true).isLoaded(true);

    byte[] after =
        Objects.requireNonNull(
            new ClassRewriter(unit.before("Main"), request).rewrite((owner, name, type) -> false));

    assertThat(methods(after)).isEqualTo(methods(unit.before("Main")));
    assertThat(methods(unit.after("Main"))).isEqualTo(methods(unit.before("Main")) + 1);
  }

  private static int methods(byte[] classFile) {
    int[] count = new int[1];
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public @Nullable MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                count[0]++;
                return null;
              }
            },
            ClassReader.SKIP_CODE);
    return count[0];
  }

  /** Pins down what semantics.md lists as still to be told. */
  @Test
  void a_field_within_a_collection_and_a_list_through_invoke_show_what_was_changed() {
    Unit unit =
        Unit.of(
            OWNER,
            main(
                """
                return Arrays.asList(named("NAMES")) + " "
                    + ((Object[]) Class.class.getMethod("getDeclaredFields").invoke(Owner.class)).length;
                """));

    assertThat(unit.eager().run().value())
        .startsWith("[public static final java.util.List Owner.NAMES] ");
    assertThat(unit.lazy().run().value())
        .startsWith("[public static volatile java.util.List Owner.NAMES] ")
        .isNotEqualTo(unit.eager().run().value());
  }
}
