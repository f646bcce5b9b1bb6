package io.lazyloader.samples.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** That a report names what rewriting breaks; here, by leaving half of it out. */
class ArtifactReportTest {
  private static final Map<String, String> LINKED =
      Map.of("a/Holder", Linker.LINKED, "a/Reader", Linker.LINKED);

  private final Artifact artifact =
      new Artifact("some", Path.of("some.jar"), Map.of("a/Holder", holder(), "a/Reader", reader()));
  private final ArtifactReport report = new ArtifactReport(artifact);
  private final Rewriting rewriting = Rewriting.of(artifact, Depth.RECKLESS);

  @BeforeEach
  void both_classes_are_rewritten() {
    assertThat(rewriting.rewritten()).containsOnlyKeys("a/Holder", "a/Reader");
    assertThat(rewriting.failures()).isEmpty();
  }

  @Test
  void what_links_as_before_is_counted() {
    report.add(rewriting, LINKED, LINKED);

    Tally total = report.total(Depth.RECKLESS);
    assertThat(report.failures).isEmpty();
    assertThat(total.classes).isEqualTo(2);
    assertThat(total.rewritten).isEqualTo(2);
    assertThat(total.deferred).isEqualTo(1);
    assertThat(total.notLinked).isZero();
  }

  @Test
  void a_class_that_no_longer_links_is_a_failure() {
    report.add(
        rewriting,
        LINKED,
        Map.of("a/Holder", "VerifyError: Bad type on operand stack", "a/Reader", Linker.LINKED));

    assertThat(report.failures)
        .extracting(Failure::toString)
        .containsExactly(
            "some (RECKLESS): a/Holder: was linked, is VerifyError: Bad type on operand stack");
    assertThat(report.total(Depth.RECKLESS).failures).isEqualTo(1);
  }

  @Test
  void a_class_that_lacks_a_library_before_and_after_is_none() {
    report.add(
        rewriting,
        Map.of("a/Holder", "NoClassDefFoundError: b/B", "a/Reader", Linker.LINKED),
        Map.of("a/Holder", "NoClassDefFoundError: c/C", "a/Reader", Linker.LINKED));

    assertThat(report.failures).isEmpty();
    assertThat(report.total(Depth.RECKLESS).notLinked).isEqualTo(1);
  }

  @Test
  void a_reader_that_still_reads_the_field_is_a_failure() {
    rewriting.rewritten().remove("a/Reader");
    report.add(rewriting, LINKED, LINKED);

    assertThat(report.failures)
        .extracting(Failure::problem)
        .containsExactly("get reads a/Holder.A directly");
  }

  @Test
  void a_reader_of_a_field_without_accessor_is_a_failure() {
    rewriting.rewritten().remove("a/Holder");
    report.add(rewriting, LINKED, LINKED);

    assertThat(report.failures)
        .extracting(Failure::problem)
        .containsExactly("get calls a/Holder.$lazy$A, which does not exist");
  }

  /** {@code class Holder { static final Object A = new Object(); }}. */
  private static byte[] holder() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "a/Holder", null, "java/lang/Object", null);
    int access = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
    writer.visitField(access, "A", "Ljava/lang/Object;", null, null).visitEnd();
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitTypeInsn(Opcodes.NEW, "java/lang/Object");
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    code.visitFieldInsn(Opcodes.PUTSTATIC, "a/Holder", "A", "Ljava/lang/Object;");
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(2, 0);
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** {@code class Reader { static Object get() { return Holder.A; } }}. */
  private static byte[] reader() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "a/Reader", null, "java/lang/Object", null);
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_STATIC, "get", "()Ljava/lang/Object;", null, null);
    code.visitFieldInsn(Opcodes.GETSTATIC, "a/Holder", "A", "Ljava/lang/Object;");
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(1, 0);
    writer.visitEnd();
    return writer.toByteArray();
  }
}
