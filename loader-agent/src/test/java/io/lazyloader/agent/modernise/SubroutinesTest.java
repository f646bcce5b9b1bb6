package io.lazyloader.agent.modernise;

import static io.lazyloader.agent.modernise.OldClass.modernised;
import static io.lazyloader.agent.modernise.OldClass.reasonAgainst;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Subroutines, which a class of version 50 may have but the type-checking verifier refuses. */
class SubroutinesTest {
  private static final int ADDRESS = 2;

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_1, Opcodes.V1_2, Opcodes.V1_3, Opcodes.V1_4, Opcodes.V1_5})
  void a_finally_block_runs_as_often_as_before(int version) {
    byte[] modern = modernised(OldClass.of(version, SubroutinesTest::tryFinally));

    assertThat(MethodText.of(modern)).doesNotContain("JSR", "RET ");
  }

  @Test
  void subroutines_inside_subroutines_return_to_their_callers() {
    modernised(
        OldClass.of(
            Opcodes.V1_2,
            code -> {
              Label outer = new Label();
              Label inner = new Label();
              code.visitInsn(Opcodes.ICONST_0);
              code.visitVarInsn(Opcodes.ISTORE, 1);
              code.visitJumpInsn(Opcodes.JSR, outer);
              code.visitIincInsn(1, 100);
              code.visitJumpInsn(Opcodes.JSR, outer);
              returnInt(code);

              code.visitLabel(outer);
              code.visitVarInsn(Opcodes.ASTORE, ADDRESS);
              code.visitIincInsn(1, 10);
              code.visitJumpInsn(Opcodes.JSR, inner);
              code.visitVarInsn(Opcodes.ILOAD, 0);
              Label end = new Label();
              code.visitJumpInsn(Opcodes.IFEQ, end);
              code.visitJumpInsn(Opcodes.JSR, inner);
              code.visitLabel(end);
              code.visitVarInsn(Opcodes.RET, ADDRESS);

              code.visitLabel(inner);
              code.visitVarInsn(Opcodes.ASTORE, ADDRESS + 1);
              code.visitIincInsn(1, 1);
              code.visitVarInsn(Opcodes.RET, ADDRESS + 1);
            }));
  }

  @Test
  void a_variable_may_have_another_type_for_each_caller() {
    modernised(
        OldClass.of(
            Opcodes.V1_1,
            code -> {
              Label subroutine = new Label();
              code.visitInsn(Opcodes.ICONST_0);
              code.visitVarInsn(Opcodes.ISTORE, 1);
              code.visitLdcInsn("text");
              code.visitVarInsn(Opcodes.ASTORE, 4);
              code.visitJumpInsn(Opcodes.JSR, subroutine);
              code.visitVarInsn(Opcodes.ALOAD, 4);
              code.visitInsn(Opcodes.POP);
              code.visitInsn(Opcodes.ICONST_5);
              code.visitVarInsn(Opcodes.ISTORE, 4);
              code.visitJumpInsn(Opcodes.JSR, subroutine);
              code.visitVarInsn(Opcodes.ILOAD, 4);
              code.visitVarInsn(Opcodes.ILOAD, 1);
              code.visitInsn(Opcodes.IADD);
              code.visitVarInsn(Opcodes.ISTORE, 1);
              returnInt(code);

              code.visitLabel(subroutine);
              code.visitVarInsn(Opcodes.ASTORE, ADDRESS);
              code.visitIincInsn(1, 1);
              code.visitVarInsn(Opcodes.RET, ADDRESS);
            }));
  }

  @Test
  void a_subroutine_may_be_left_without_ret() {
    modernised(
        OldClass.of(
            Opcodes.V1_1,
            code -> {
              Label subroutine = new Label();
              Label end = new Label();
              code.visitVarInsn(Opcodes.ILOAD, 0);
              code.visitVarInsn(Opcodes.ISTORE, 1);
              code.visitJumpInsn(Opcodes.JSR, subroutine);
              code.visitIincInsn(1, 50);
              code.visitJumpInsn(Opcodes.GOTO, end);
              code.visitLabel(subroutine);
              code.visitVarInsn(Opcodes.ASTORE, ADDRESS);
              code.visitVarInsn(Opcodes.ILOAD, 0);
              code.visitJumpInsn(Opcodes.IFEQ, end);
              code.visitVarInsn(Opcodes.RET, ADDRESS);
              code.visitLabel(end);
              returnInt(code);
            }));
  }

  @Test
  void a_method_stays_that_becomes_too_large() {
    byte[] old =
        OldClass.of(
            Opcodes.V1_3,
            code -> {
              Label subroutine = new Label();
              code.visitInsn(Opcodes.ICONST_0);
              code.visitVarInsn(Opcodes.ISTORE, 1);
              for (int call = 0; call < 100; call++) {
                code.visitJumpInsn(Opcodes.JSR, subroutine);
              }
              returnInt(code);
              code.visitLabel(subroutine);
              code.visitVarInsn(Opcodes.ASTORE, ADDRESS);
              for (int count = 0; count < 300; count++) {
                code.visitIincInsn(1, 1);
              }
              code.visitVarInsn(Opcodes.RET, ADDRESS);
            });

    assertThat(reasonAgainst(old)).isEqualTo("its method run becomes too large");
  }

  @Test
  void a_method_stays_whose_subroutine_calls_itself() {
    byte[] old =
        OldClass.of(
            Opcodes.V1_3,
            code -> {
              Label subroutine = new Label();
              code.visitJumpInsn(Opcodes.JSR, subroutine);
              code.visitLabel(subroutine);
              code.visitVarInsn(Opcodes.ASTORE, ADDRESS);
              code.visitJumpInsn(Opcodes.JSR, subroutine);
              code.visitVarInsn(Opcodes.RET, ADDRESS);
            });

    assertThat(reasonAgainst(old)).isNotEmpty();
  }

  /**
   * As javac before 1.4.2 wrote it: divides 10 by the argument, which may throw, and in a finally
   * block adds 1000.
   */
  private static void tryFinally(MethodVisitor code) {
    Label from = new Label();
    Label to = new Label();
    Label catchAll = new Label();
    Label subroutine = new Label();
    Label end = new Label();
    code.visitTryCatchBlock(from, to, to, "java/lang/ArithmeticException");
    code.visitTryCatchBlock(from, catchAll, catchAll, null);
    code.visitInsn(Opcodes.ICONST_0);
    code.visitVarInsn(Opcodes.ISTORE, 1);
    code.visitLabel(from);
    code.visitIntInsn(Opcodes.BIPUSH, 10);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitInsn(Opcodes.IDIV);
    code.visitVarInsn(Opcodes.ISTORE, 1);
    code.visitJumpInsn(Opcodes.JSR, subroutine);
    code.visitJumpInsn(Opcodes.GOTO, end);
    code.visitLabel(to);
    code.visitInsn(Opcodes.POP);
    code.visitIincInsn(1, 7);
    code.visitJumpInsn(Opcodes.JSR, subroutine);
    code.visitJumpInsn(Opcodes.GOTO, end);
    code.visitLabel(catchAll);
    code.visitVarInsn(Opcodes.ASTORE, 3);
    code.visitJumpInsn(Opcodes.JSR, subroutine);
    code.visitVarInsn(Opcodes.ALOAD, 3);
    code.visitInsn(Opcodes.ATHROW);
    code.visitLabel(subroutine);
    code.visitVarInsn(Opcodes.ASTORE, ADDRESS);
    code.visitIincInsn(1, 1000);
    code.visitVarInsn(Opcodes.RET, ADDRESS);
    code.visitLabel(end);
    returnInt(code);
  }

  private static void returnInt(MethodVisitor code) {
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/Integer", "toString", "(I)Ljava/lang/String;", false);
    code.visitInsn(Opcodes.ARETURN);
  }
}
