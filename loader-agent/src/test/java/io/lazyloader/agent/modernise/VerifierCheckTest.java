package io.lazyloader.agent.modernise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

@Tag("slow")
class VerifierCheckTest {
  private static final String OBJECT = "java/lang/Object";

  @TempDir Path classes;

  @Test
  void a_class_is_linked_and_not_initialised() throws Exception {
    write("acme/Good", Opcodes.V1_6, OBJECT, "J", VerifierCheckTest::straight);

    assertThat(rejections("acme/Good")).isEmpty();
    assertThat(classes.resolve("initialised")).doesNotExist();
  }

  @Test
  void a_class_without_frames_is_accepted_by_the_old_verifier_only() throws Exception {
    write("acme/Bad", Opcodes.V1_6, OBJECT, "J", VerifierCheckTest::branch);
    write("acme/Good", Opcodes.V1_6, OBJECT, "J", VerifierCheckTest::straight);

    assertThat(rejections("acme/Bad", "acme/Good"))
        .isEqualTo(Map.of("acme/Bad", "only the old verifier accepts it"));
  }

  @Test
  void an_old_class_needs_no_frames() throws Exception {
    write("acme/Old", Opcodes.V1_4, OBJECT, "J", VerifierCheckTest::branch);

    assertThat(rejections("acme/Old")).isEmpty();
  }

  @Test
  void a_class_that_no_verifier_takes_is_rejected_with_the_message() throws Exception {
    write("acme/Old", Opcodes.V1_4, OBJECT, "J", code -> code.visitInsn(Opcodes.POP));
    write("acme/New", Opcodes.V1_7, OBJECT, "J", VerifierCheckTest::branch);

    assertThat(rejections("acme/Old", "acme/New"))
        .hasEntrySatisfying("acme/Old", reason -> assertThat(reason).contains("VerifyError"))
        .hasEntrySatisfying("acme/New", reason -> assertThat(reason).contains("VerifyError"));
  }

  @Test
  void nothing_is_proven_of_a_class_whose_superclass_is_missing() throws Exception {
    write("acme/Child", Opcodes.V1_6, "acme/Missing", "J", VerifierCheckTest::straight);

    assertThat(rejections("acme/Child"))
        .isEqualTo(Map.of("acme/Child", "java.lang.NoClassDefFoundError: acme/Missing"));
  }

  @Test
  void types_of_members_may_be_missing_if_one_kind_of_members_has_all() throws Exception {
    write("acme/Optional", Opcodes.V1_6, OBJECT, "Lacme/Missing;", VerifierCheckTest::straight);

    assertThat(rejections("acme/Optional")).isEmpty();
  }

  @Test
  void a_class_that_the_jdk_has_too_is_not_the_one_on_the_class_path() throws Exception {
    write("java/util/ArrayList", Opcodes.V1_6, OBJECT, "J", VerifierCheckTest::straight);

    assertThat(rejections("java/util/ArrayList", "acme/Nowhere"))
        .isEqualTo(
            Map.of(
                "java/util/ArrayList",
                "the JDK has a class of that name",
                "acme/Nowhere",
                "java.lang.ClassNotFoundException: acme.Nowhere"));
  }

  @Test
  void a_jvm_that_does_not_tell_is_an_error() {
    VerifierCheck check =
        new VerifierCheck(Path.of(System.getProperty("java.home"), "bin", "java"), classes);

    assertThatThrownBy(() -> check.rejections(List.of(classes), List.of("acme/Good")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "does not tell which verifier it uses, and ended with exit code 1: Error: ");
  }

  private Map<String, String> rejections(String... names) throws IOException, InterruptedException {
    return VerifierCheck.byThisJvm().rejections(List.of(classes), List.of(names));
  }

  private void write(
      String name, int version, String superName, String fieldType, Consumer<MethodVisitor> code)
      throws IOException {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(version, Opcodes.ACC_SUPER, name, null, superName, null);
    writer.visitField(Opcodes.ACC_STATIC, "field", fieldType, null, null);
    OldClass.method(writer, "method", "(I)V", code);
    OldClass.method(writer, "<clinit>", "()V", this::createFile);
    writer.visitEnd();
    Path file = classes.resolve(name + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, writer.toByteArray());
  }

  private void createFile(MethodVisitor code) {
    code.visitTypeInsn(Opcodes.NEW, "java/io/FileOutputStream");
    code.visitInsn(Opcodes.DUP);
    code.visitLdcInsn(classes.resolve("initialised").toString());
    code.visitMethodInsn(
        Opcodes.INVOKESPECIAL,
        "java/io/FileOutputStream",
        "<init>",
        "(Ljava/lang/String;)V",
        false);
    code.visitInsn(Opcodes.RETURN);
  }

  private static void straight(MethodVisitor code) {
    code.visitInsn(Opcodes.RETURN);
  }

  private static void branch(MethodVisitor code) {
    Label target = new Label();
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitJumpInsn(Opcodes.IFEQ, target);
    code.visitLabel(target);
    code.visitInsn(Opcodes.RETURN);
  }
}
