package io.lazyloader.samples.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** That linking finds what it is there to find; else a clean report would say nothing. */
class LinkerTest {

  @Test
  void a_sound_class_is_linked_and_not_initialised() throws IOException {
    System.clearProperty("corpus.initialised");

    assertThat(outcome(classWithReturnOf(Opcodes.ACONST_NULL))).isEqualTo("linked");
    assertThat(System.getProperty("corpus.initialised")).isNull();
  }

  @Test
  void a_class_that_returns_a_number_for_an_object_is_not() throws IOException {
    assertThat(outcome(classWithReturnOf(Opcodes.ICONST_0))).startsWith("VerifyError: Bad type");
  }

  @Test
  void a_class_file_that_is_cut_off_is_not() throws IOException {
    byte[] whole = classWithReturnOf(Opcodes.ACONST_NULL);
    byte[] half = Arrays.copyOf(whole, whole.length / 2);

    assertThat(outcome(half)).startsWith("ClassFormatError: ");
  }

  @Test
  void a_class_whose_superclass_is_absent_is_not() throws IOException {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "a/A", null, "a/Absent", null);
    writer.visitEnd();

    assertThat(outcome(writer.toByteArray())).isEqualTo("NoClassDefFoundError: a/Absent");
  }

  private static String outcome(byte[] classFile) throws IOException {
    return Linker.link(Map.of("a/A", classFile), "").getOrDefault("a/A", "");
  }

  /**
   * {@code class A { static { System.setProperty(...); } static Object get() { return ...; } }}.
   */
  private static byte[] classWithReturnOf(int push) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "a/A", null, "java/lang/Object", null);
    MethodVisitor initialiser =
        writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    initialiser.visitLdcInsn("corpus.initialised");
    initialiser.visitLdcInsn("yes");
    initialiser.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "java/lang/System",
        "setProperty",
        "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;",
        false);
    initialiser.visitInsn(Opcodes.POP);
    initialiser.visitInsn(Opcodes.RETURN);
    initialiser.visitMaxs(2, 0);
    MethodVisitor method =
        writer.visitMethod(Opcodes.ACC_STATIC, "get", "()Ljava/lang/Object;", null, null);
    method.visitInsn(push);
    method.visitInsn(Opcodes.ARETURN);
    method.visitMaxs(1, 0);
    writer.visitEnd();
    return writer.toByteArray();
  }
}
