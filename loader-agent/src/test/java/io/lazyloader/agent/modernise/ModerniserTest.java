package io.lazyloader.agent.modernise;

import static io.lazyloader.agent.modernise.OldClass.JDK;
import static io.lazyloader.agent.modernise.OldClass.modernised;
import static io.lazyloader.agent.modernise.OldClass.reasonAgainst;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.lazyloader.agent.analysis.ClassSource;
import io.lazyloader.agent.modernise.Modernised.Outcome;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Types that meet, and code that HotSpot's verifiers see differently. */
class ModerniserTest {
  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_1, Opcodes.V1_2, Opcodes.V1_3, Opcodes.V1_4, Opcodes.V1_5})
  void a_class_of_any_old_version_is_accepted_and_does_the_same(int version) {
    modernised(OldClass.of(version, choosing("java/util/ArrayList", "java/util/LinkedList")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java/util/ArrayList java/util/LinkedList",
        "java/lang/Thread java/util/ArrayList",
        "java/lang/Object java/util/ArrayList",
        "java/lang/RuntimeException java/lang/Error"
      })
  void what_meets_has_the_type_that_both_extend(String types) {
    String[] split = types.split(" ", -1);
    modernised(OldClass.of(Opcodes.V1_4, choosing(split[0], split[1])));
  }

  @Test
  void an_object_that_meets_an_interface_can_be_used_as_that() {
    modernised(
        OldClass.of(
            Opcodes.V1_4,
            code -> {
              emptyList(code);
              code.visitVarInsn(Opcodes.ASTORE, 1);
              code.visitVarInsn(Opcodes.ILOAD, 0);
              Label meeting = new Label();
              code.visitJumpInsn(Opcodes.IFEQ, meeting);
              create(code, "java/util/ArrayList");
              code.visitVarInsn(Opcodes.ASTORE, 1);
              code.visitLabel(meeting);
              code.visitVarInsn(Opcodes.ALOAD, 1);
              code.visitMethodInsn(Opcodes.INVOKEINTERFACE, "java/util/List", "size", "()I", true);
              returnInt(code);
            }));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java/lang/String java/lang/Integer",
        "java/util/ArrayList java/util/LinkedList",
        "java/lang/Runnable java/lang/Thread"
      })
  void arrays_that_meet_are_arrays_of_what_their_elements_have_in_common(String types) {
    String[] split = types.split(" ", -1);
    modernised(
        OldClass.of(
            Opcodes.V1_3,
            code -> {
              meet(code, () -> newArray(code, split[0]), () -> newArray(code, split[1]));
              code.visitInsn(Opcodes.ARRAYLENGTH);
              returnInt(code);
            }));
  }

  @Test
  void arrays_of_numbers_and_of_objects_have_object_in_common() {
    modernised(
        OldClass.of(
            Opcodes.V1_3,
            code -> {
              meet(
                  code,
                  () -> {
                    code.visitInsn(Opcodes.ICONST_2);
                    code.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_INT);
                  },
                  () -> newArray(code, "java/lang/String"));
              code.visitMethodInsn(
                  Opcodes.INVOKEVIRTUAL,
                  "java/lang/Object",
                  "getClass",
                  "()Ljava/lang/Class;",
                  false);
              code.visitInsn(Opcodes.ARETURN);
            }));
  }

  @Test
  void an_object_may_be_under_construction_where_branches_meet() {
    modernised(
        OldClass.of(
            Opcodes.V1_4,
            code -> {
              code.visitTypeInsn(Opcodes.NEW, "java/lang/StringBuffer");
              code.visitInsn(Opcodes.DUP);
              meet(code, () -> code.visitLdcInsn("one"), () -> code.visitLdcInsn("other"));
              code.visitMethodInsn(
                  Opcodes.INVOKESPECIAL,
                  "java/lang/StringBuffer",
                  "<init>",
                  "(Ljava/lang/String;)V",
                  false);
              code.visitInsn(Opcodes.ARETURN);
            }));
  }

  @Test
  void code_that_is_never_reached_goes_with_its_handlers_and_lines_stay() {
    byte[] modern =
        modernised(
            OldClass.of(
                Opcodes.V1_4,
                code -> {
                  Label end = new Label();
                  Label from = new Label();
                  Label to = new Label();
                  code.visitTryCatchBlock(from, to, to, "java/lang/Exception");
                  line(code, 7);
                  code.visitJumpInsn(Opcodes.GOTO, end);
                  code.visitLabel(from);
                  line(code, 8);
                  create(code, "java/util/ArrayList");
                  code.visitInsn(Opcodes.ARETURN);
                  code.visitLabel(to);
                  code.visitInsn(Opcodes.ARETURN);
                  code.visitLabel(end);
                  line(code, 9);
                  throwException(code);
                }));

    assertThat(MethodText.of(modern)).contains("NOP", "LINENUMBER 7", "LINENUMBER 9");
    assertThat(MethodText.of(modern)).doesNotContain("TRYCATCHBLOCK", "ArrayList");
  }

  @Test
  void a_class_that_is_not_there_is_no_obstacle_where_nothing_meets_it() {
    byte[] old =
        OldClass.with(
            Opcodes.V1_4,
            choosing("java/util/ArrayList", "java/util/LinkedList"),
            writer ->
                OldClass.method(
                    writer,
                    "missing",
                    "(Ljava/lang/Object;I)Ljava/lang/Object;",
                    code -> {
                      Label meeting = new Label();
                      code.visitVarInsn(Opcodes.ALOAD, 0);
                      code.visitTypeInsn(Opcodes.CHECKCAST, "org/acme/Missing");
                      code.visitVarInsn(Opcodes.ASTORE, 0);
                      code.visitVarInsn(Opcodes.ILOAD, 1);
                      code.visitJumpInsn(Opcodes.IFEQ, meeting);
                      code.visitInsn(Opcodes.ACONST_NULL);
                      code.visitVarInsn(Opcodes.ASTORE, 0);
                      code.visitLabel(meeting);
                      code.visitVarInsn(Opcodes.ALOAD, 0);
                      code.visitInsn(Opcodes.ARETURN);
                    }));

    modernised(old);
  }

  @Test
  void a_class_stays_whose_types_depend_on_one_that_is_not_there() {
    byte[] old = OldClass.of(Opcodes.V1_4, choosing("java/util/ArrayList", "org/acme/Missing"));

    assertThat(reasonAgainst(old))
        .isEqualTo(
            "what org/acme/Missing and java/util/ArrayList have in common depends on"
                + " org/acme/Missing, which is not there");
  }

  @Test
  void what_is_not_there_does_not_count_where_it_meets_an_interface() {
    byte[] old =
        OldClass.of(
            Opcodes.V1_4,
            code -> {
              meet(
                  code,
                  () -> emptyList(code),
                  () -> {
                    code.visitInsn(Opcodes.ACONST_NULL);
                    code.visitTypeInsn(Opcodes.CHECKCAST, "org/acme/Missing");
                  });
              code.visitInsn(Opcodes.ARETURN);
            });

    assertThat(MethodText.of(modernised(old))).contains("FRAME SAME1 java/lang/Object");
  }

  @Test
  void two_classes_have_in_common_what_is_not_there_if_both_extend_it() {
    ClassSource source =
        name ->
            name.startsWith("org/acme/Child")
                ? extending(name, "org/acme/Missing")
                : JDK.classFile(name);
    byte[] old = OldClass.of(Opcodes.V1_4, choosing("org/acme/Child1", "org/acme/Child2"));

    Modernised result = new Moderniser(source).modernise(old);

    assertThat(result.outcome()).isEqualTo(Outcome.MODERNISED);
    assertThat(MethodText.of(result.classFile())).contains("FRAME SAME1 org/acme/Missing");
  }

  @Test
  void a_class_that_extends_itself_has_nothing_in_common_with_others() {
    ClassSource source =
        name -> name.startsWith("org/acme/") ? extending(name, name) : JDK.classFile(name);
    byte[] old = OldClass.of(Opcodes.V1_4, choosing("org/acme/Circle", "java/util/ArrayList"));

    assertThat(reasonAgainst(source, old)).contains("org/acme/Circle");
  }

  @Test
  void the_same_class_file_becomes_the_same_bytes() {
    byte[] old = OldClass.of(Opcodes.V1_4, choosing("java/util/ArrayList", "java/util/LinkedList"));

    assertThat(modernised(old)).isEqualTo(modernised(old));
  }

  @Test
  void a_recent_class_is_not_looked_at() {
    byte[] recent = OldClass.of(Opcodes.V1_6, code -> create(code, "java/lang/Object"));

    assertThat(new Moderniser(JDK).modernise(recent).outcome()).isEqualTo(Outcome.RECENT);
  }

  @Test
  void a_class_from_before_java_1_1_stays() {
    byte[] old = OldClass.of(2 << 16 | 45, choosing("java/lang/Thread", "java/lang/Object"));

    assertThat(reasonAgainst(old)).isEqualTo("it has version 45.2, before Java 1.1");
  }

  @Test
  void what_is_no_class_file_or_a_part_of_one_stays() {
    byte[] old = OldClass.of(Opcodes.V1_4, choosing("java/lang/Thread", "java/lang/Object"));

    assertThat(reasonAgainst(new byte[0])).isEqualTo("it is no class file");
    for (int length = 0; length < old.length; length++) {
      assertThat(reasonAgainst(Arrays.copyOf(old, length))).isNotEmpty();
    }
  }

  @Test
  void damage_never_fails() {
    byte[] old = OldClass.of(Opcodes.V1_4, choosing("java/lang/Thread", "java/lang/Object"));

    for (int at = 0; at < old.length; at++) {
      byte[] damaged = old.clone();
      damaged[at] ^= (byte) 0x55;
      assertThatCode(() -> new Moderniser(JDK).modernise(damaged)).doesNotThrowAnyException();
    }
  }

  /** Creates one object or another, and returns its class's name. */
  private static Consumer<MethodVisitor> choosing(String one, String other) {
    return code -> {
      meet(code, () -> create(code, one), () -> create(code, other));
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, "java/lang/Object", "getClass", "()Ljava/lang/Class;", false);
      code.visitInsn(Opcodes.ARETURN);
    };
  }

  private static void meet(MethodVisitor code, Runnable one, Runnable other) {
    Label otherwise = new Label();
    Label meeting = new Label();
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitJumpInsn(Opcodes.IFEQ, otherwise);
    one.run();
    code.visitJumpInsn(Opcodes.GOTO, meeting);
    code.visitLabel(otherwise);
    other.run();
    code.visitLabel(meeting);
  }

  private static void create(MethodVisitor code, String type) {
    code.visitTypeInsn(Opcodes.NEW, type);
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, type, "<init>", "()V", false);
  }

  private static void emptyList(MethodVisitor code) {
    code.visitFieldInsn(
        Opcodes.GETSTATIC, "java/util/Collections", "EMPTY_LIST", "Ljava/util/List;");
  }

  private static void newArray(MethodVisitor code, String type) {
    code.visitInsn(Opcodes.ICONST_3);
    code.visitTypeInsn(Opcodes.ANEWARRAY, type);
  }

  private static void throwException(MethodVisitor code) {
    create(code, "java/lang/RuntimeException");
    code.visitInsn(Opcodes.ATHROW);
  }

  private static void returnInt(MethodVisitor code) {
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/Integer", "toString", "(I)Ljava/lang/String;", false);
    code.visitInsn(Opcodes.ARETURN);
  }

  private static void line(MethodVisitor code, int number) {
    Label here = new Label();
    code.visitLabel(here);
    code.visitLineNumber(number, here);
  }

  private static byte[] extending(String name, String superName) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_4, Opcodes.ACC_SUPER, name, null, superName, null);
    writer.visitEnd();
    assertThat(new ClassReader(writer.toByteArray()).getSuperName()).isEqualTo(superName);
    return writer.toByteArray();
  }
}
