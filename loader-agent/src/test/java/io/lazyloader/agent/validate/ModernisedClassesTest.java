package io.lazyloader.agent.validate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files older than Java 6 may become ones of Java 6, with frames and without subroutines. */
class ModernisedClassesTest {
  @Test
  void a_class_with_frames_and_a_newer_version_is_vouched_for() {
    Validation validation = validate(old(code -> counts(code, 10)));

    assertThat(validation.problems()).isEmpty();
    assertThat(validation.isModernised()).isTrue();
  }

  @Test
  void subroutines_may_be_copied_to_where_they_are_called() {
    byte[] original = old(code -> callsTwice(code, "both"));

    assertThat(validate(original).problems()).isEmpty();
  }

  @Test
  void copies_of_subroutines_must_be_the_same() {
    byte[] original = old(code -> callsTwice(code, "both"));
    byte[] other = Modernised.of(old(code -> callsTwice(code, "other")));

    assertThat(ClassValidator.problem(original, other))
        .contains("method m()V")
        .contains("expected ldc both, found ldc other");
  }

  @Test
  void dead_code_may_become_code_that_does_nothing() {
    byte[] original = old(ModernisedClassesTest::isDeadBehind);

    assertThat(validate(original).problems()).isEmpty();
  }

  @Test
  void live_code_may_not() {
    byte[] original = old(code -> counts(code, 10));
    byte[] other = Modernised.of(old(ModernisedClassesTest::isDeadBehind));

    assertThat(ClassValidator.problem(original, other)).isNotNull();
  }

  @Test
  void a_loop_may_not_turn_elsewhere() {
    byte[] original = old(code -> counts(code, 10));
    byte[] other = Modernised.of(old(code -> counts(code, 11)));

    assertThat(ClassValidator.problem(original, other)).contains("bipush 10");
  }

  @Test
  void no_other_version_is_vouched_for() {
    byte[] original = old(code -> counts(code, 10));
    byte[] other = original.clone();
    other[7] = Opcodes.V1_5;

    assertThat(ClassValidator.problem(original, other))
        .isEqualTo("the class: expected version 48, found 49.");
  }

  private interface Body {
    void write(MethodVisitor code);
  }

  private static Validation validate(byte[] original) {
    return ClassValidator.validate(original, Modernised.of(original));
  }

  private static byte[] old(Body body) {
    ClassWriter type = new ClassWriter(0);
    type.visit(Opcodes.V1_4, Opcodes.ACC_PUBLIC, "Old", null, "java/lang/Object", null);
    MethodVisitor code = type.visitMethod(Opcodes.ACC_STATIC, "m", "()V", null, null);
    code.visitCode();
    body.write(code);
    code.visitMaxs(4, 4);
    code.visitEnd();
    type.visitEnd();
    return type.toByteArray();
  }

  private static void counts(MethodVisitor code, int times) {
    Label start = new Label();
    code.visitInsn(Opcodes.ICONST_0);
    code.visitVarInsn(Opcodes.ISTORE, 0);
    code.visitLabel(start);
    code.visitIincInsn(0, 1);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitIntInsn(Opcodes.BIPUSH, times);
    code.visitJumpInsn(Opcodes.IF_ICMPLT, start);
    code.visitInsn(Opcodes.RETURN);
  }

  /** A subroutine as the compilers of Java 1.4 made one of a finally block. */
  private static void callsTwice(MethodVisitor code, String text) {
    Label subroutine = new Label();
    Label over = new Label();
    code.visitJumpInsn(Opcodes.JSR, subroutine);
    code.visitJumpInsn(Opcodes.JSR, subroutine);
    code.visitJumpInsn(Opcodes.GOTO, over);
    code.visitLabel(subroutine);
    code.visitVarInsn(Opcodes.ASTORE, 1);
    code.visitLdcInsn(text);
    code.visitInsn(Opcodes.POP);
    code.visitVarInsn(Opcodes.RET, 1);
    code.visitLabel(over);
    code.visitInsn(Opcodes.RETURN);
  }

  private static void isDeadBehind(MethodVisitor code) {
    code.visitInsn(Opcodes.RETURN);
    code.visitLdcInsn("dead");
    code.visitInsn(Opcodes.POP);
    code.visitInsn(Opcodes.RETURN);
  }
}
