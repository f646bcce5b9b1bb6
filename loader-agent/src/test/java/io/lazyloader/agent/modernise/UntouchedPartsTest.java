package io.lazyloader.agent.modernise;

import static io.lazyloader.agent.modernise.OldClass.JDK;
import static io.lazyloader.agent.modernise.OldClass.modernised;
import static io.lazyloader.agent.modernise.OldClass.reasonAgainst;
import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.modernise.Modernised.Outcome;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What a class file has beside instructions, and what depends on its version. */
class UntouchedPartsTest {
  @Test
  void without_branches_all_behind_the_constants_is_the_same() {
    byte[] old = OldClass.with(Opcodes.V1_1, UntouchedPartsTest::straight, this::addEverything);

    assertThat(behindConstants(modernised(old))).isEqualTo(behindConstants(old));
  }

  @Test
  void with_branches_all_but_frames_is_the_same() {
    byte[] old = OldClass.with(Opcodes.V1_3, UntouchedPartsTest::branching, this::addEverything);

    byte[] modern = modernised(old);

    assertThat(MethodText.of(modern)).contains("FRAME");
    assertThat(textWithoutFrames(modern)).isEqualTo(textWithoutFrames(old));
    assertThat(textWithoutFrames(old)).contains("ofClass", "ofField", "ofMethod", "ofCode");
  }

  @Test
  void an_attribute_that_may_refer_to_instructions_that_move_is_an_obstacle() {
    byte[] old =
        OldClass.of(
            Opcodes.V1_3,
            code -> {
              code.visitAttribute(new Unknown("ofCode"));
              straight(code);
              code.visitInsn(Opcodes.ACONST_NULL);
              code.visitInsn(Opcodes.ARETURN);
            });

    assertThat(reasonAgainst(old))
        .isEqualTo(
            "its method run has subroutines or code that is never reached, and an attribute ofCode"
                + " that may refer to instructions");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        Opcodes.ACC_INTERFACE,
        Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT,
        Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_SUPER
      })
  void an_interface_has_the_modifiers_that_it_had(int access) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_2, access, "old/Old", null, "java/lang/Object", null);
    writer.visitInnerClass("old/Old", "old/Around", "Old", access | Opcodes.ACC_STATIC);
    writer.visitEnd();
    byte[] old = writer.toByteArray();

    Modernised result = new Moderniser(JDK).modernise(old);

    assertThat(result.outcome()).isEqualTo(Outcome.MODERNISED);
    Class<?> before = OldClass.load(Map.of("old.Old", old), "old.Old");
    Class<?> after =
        OldClass.load(
            Map.of("old.Old", OldClass.withoutFailOver(Objects.requireNonNull(result.classFile()))),
            "old.Old");
    assertThat(after.getModifiers()).isEqualTo(before.getModifiers());
    assertThat(Modifier.isInterface(after.getModifiers())).isTrue();
  }

  @Test
  void an_abstract_synchronized_method_is_an_obstacle_below_49() {
    assertThat(
            reasonAgainst(
                OldClass.with(
                    Opcodes.V1_4,
                    UntouchedPartsTest::straight,
                    writer ->
                        writer.visitMethod(
                            Opcodes.ACC_ABSTRACT | Opcodes.ACC_SYNCHRONIZED,
                            "wait2",
                            "()V",
                            null,
                            null))))
        .isEqualTo("its method wait2 has flags that version 49 began to forbid");
  }

  @Test
  void an_attribute_that_49_began_to_see_is_an_obstacle_below_it() {
    Consumer<ClassWriter> generic =
        writer ->
            writer.visitField(
                Opcodes.ACC_STATIC,
                "list",
                "Ljava/util/List;",
                "Ljava/util/List<Ljava/lang/String;>;",
                null);

    assertThat(reasonAgainst(OldClass.with(Opcodes.V1_4, UntouchedPartsTest::straight, generic)))
        .isEqualTo("it has an attribute Signature, which is overlooked in a class of its version");
    modernised(OldClass.with(Opcodes.V1_5, UntouchedPartsTest::straight, generic));
  }

  @Test
  void a_class_constant_is_an_obstacle_below_49_which_introduced_it() {
    Consumer<MethodVisitor> constant =
        code -> {
          code.visitLdcInsn(Type.getObjectType("java/lang/String"));
          code.visitInsn(Opcodes.ARETURN);
        };

    assertThat(reasonAgainst(OldClass.of(Opcodes.V1_4, constant)))
        .isEqualTo("it loads a class as a constant, unlike its version can");
    modernised(OldClass.of(Opcodes.V1_5, constant));
  }

  @Test
  void a_variable_that_is_listed_twice_is_an_obstacle_below_49() {
    Consumer<MethodVisitor> twice =
        code -> {
          Label start = new Label();
          Label end = new Label();
          code.visitLabel(start);
          straight(code);
          code.visitLabel(end);
          code.visitLocalVariable("variable", "I", null, start, end, 0);
          code.visitLocalVariable("variable", "I", null, start, end, 0);
        };

    assertThat(reasonAgainst(OldClass.of(Opcodes.V1_4, twice)))
        .isEqualTo("its method run lists a variable twice, which version 49 began to forbid");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x80, 0x7FF, 0x800, 0xFFFF, 0})
  void characters_of_any_size_stay(int character) {
    modernised(OldClass.of(Opcodes.V1_1, code -> returnText(code, (char) character + "pq")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0xC1_B0_71, 0xE0_81_B1})
  void a_character_of_more_bytes_than_it_needs_is_an_obstacle_below_48(int form) {
    byte[] old = OldClass.of(Opcodes.V1_3, code -> returnText(code, "p\u8001"));
    int at = indexOf(old, (byte) 'p', (byte) 0xE8, (byte) 0x80, (byte) 0x81);
    old[at + 1] = (byte) (form >> 16);
    old[at + 2] = (byte) (form >> 8);
    old[at + 3] = (byte) form;

    assertThat(reasonAgainst(old))
        .isEqualTo("it has characters in forms that version 48 began to forbid");
  }

  private static void returnText(MethodVisitor code, String text) {
    code.visitLdcInsn(text);
    code.visitInsn(Opcodes.ARETURN);
  }

  private static int indexOf(byte[] bytes, byte... wanted) {
    int at = 0;
    while (!Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
      at++;
    }
    return at;
  }

  @Test
  void the_class_file_that_is_given_is_not_changed() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V1_2,
        Opcodes.ACC_INTERFACE | Opcodes.ACC_SUPER,
        "old/Old",
        null,
        "java/lang/Object",
        null);
    byte[] old = writer.toByteArray();
    byte[] copy = old.clone();

    new Moderniser(JDK).modernise(old);

    assertThat(old).isEqualTo(copy);
  }

  private void addEverything(ClassWriter writer) {
    writer.visitAttribute(new Unknown("ofClass"));
    writer.visitInnerClass("old/Old$1", null, null, 0);
    int access = Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC | Opcodes.ACC_DEPRECATED;
    FieldVisitor field = writer.visitField(access, "field", "J", null, 5L);
    field.visitAttribute(new Unknown("ofField"));
    field.visitEnd();
    MethodVisitor method =
        writer.visitMethod(access, "method", "(I)V", null, new String[] {"java/io/IOException"});
    method.visitAttribute(new Unknown("ofMethod"));
    method.visitAttribute(new Unknown("ofCode", true));
    Label start = new Label();
    Label end = new Label();
    method.visitLabel(start);
    method.visitLineNumber(17, start);
    method.visitInsn(Opcodes.RETURN);
    method.visitLabel(end);
    method.visitLocalVariable("argument", "I", null, start, end, 0);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  private static void straight(MethodVisitor code) {
    code.visitLdcInsn("straight");
    code.visitInsn(Opcodes.ARETURN);
  }

  private static void branching(MethodVisitor code) {
    Label otherwise = new Label();
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitJumpInsn(Opcodes.IFEQ, otherwise);
    straight(code);
    code.visitLabel(otherwise);
    code.visitLdcInsn("otherwise");
    code.visitInsn(Opcodes.ARETURN);
  }

  private static byte[] behindConstants(byte[] classFile) {
    return Arrays.copyOfRange(classFile, new ClassReader(classFile).header, classFile.length);
  }

  private static String textWithoutFrames(byte[] classFile) {
    return MethodText.of(classFile, ClassReader.SKIP_FRAMES)
        .replaceFirst("// class version .*", "");
  }

  /** An attribute that nobody knows. */
  private static final class Unknown extends Attribute {
    private final boolean isOfCode;

    Unknown(String name) {
      this(name, name.equals("ofCode"));
    }

    Unknown(String name, boolean isOfCode) {
      super(name);
      this.isOfCode = isOfCode;
    }

    @Override
    public boolean isCodeAttribute() {
      return isOfCode;
    }

    @Override
    protected ByteVector write(
        ClassWriter writer, byte[] code, int codeLength, int maxStack, int maxLocals) {
      return new ByteVector().putInt(0x01020304);
    }
  }
}
