package io.lazyloader.agent.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** Only a slice that runs exactly once, by itself, may be a region, whoever says that it is one. */
class ClosureTest {
  private final MethodNode method =
      new MethodNode(Opcodes.ASM9, Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);

  @Test
  void a_slice_by_itself_is_closed() {
    assign();
    method.visitInsn(Opcodes.RETURN);

    assertThat(check(0, 2)).isTrue();
  }

  @Test
  void a_slice_that_a_jump_passes_over_is_not() {
    Label over = new Label();
    condition(Opcodes.IFEQ, over);
    assign();
    method.visitLabel(over);
    method.visitInsn(Opcodes.RETURN);

    refused(2, 4, "is not closed: instruction 1 of the original leads to instruction 4");
  }

  @Test
  void a_slice_in_a_loop_is_not() {
    Label again = new Label();
    method.visitLabel(again);
    assign();
    condition(Opcodes.IFEQ, again);
    method.visitInsn(Opcodes.RETURN);

    refused(0, 2, "is not closed: instruction 3 of the original leads to instruction 0");
  }

  @Test
  void a_slice_whose_exceptions_are_handled_outside_is_not() {
    Label from = new Label();
    Label to = new Label();
    Label handler = new Label();
    method.visitTryCatchBlock(from, to, handler, null);
    method.visitLabel(from);
    assign();
    method.visitLabel(to);
    method.visitInsn(Opcodes.RETURN);
    method.visitLabel(handler);
    method.visitInsn(Opcodes.POP);
    method.visitInsn(Opcodes.RETURN);

    refused(0, 2, "is not closed");
  }

  @Test
  void a_slice_behind_a_way_out_is_not() {
    Label on = new Label();
    condition(Opcodes.IFEQ, on);
    method.visitInsn(Opcodes.RETURN);
    method.visitLabel(on);
    assign();
    method.visitInsn(Opcodes.RETURN);

    refused(3, 5, "may not be run, as the initialiser may end before");
  }

  @Test
  void a_slice_with_operands_below_it_is_not() {
    method.visitInsn(Opcodes.ICONST_0);
    assign();
    method.visitInsn(Opcodes.POP);
    method.visitInsn(Opcodes.RETURN);

    refused(1, 3, "has operands on the stack at instruction 1");
  }

  @Test
  void a_slice_whose_local_is_read_behind_it_is_not() {
    local(Opcodes.ISTORE);
    local(Opcodes.ISTORE);
    assign();
    local(Opcodes.ILOAD);
    method.visitInsn(Opcodes.RETURN);

    refused(2, 6, "assigns a local that is read behind it");
  }

  @Test
  void a_slice_that_reads_a_local_from_before_it_is_not() {
    local(Opcodes.ISTORE);
    local(Opcodes.ILOAD);
    assign();
    method.visitInsn(Opcodes.RETURN);

    refused(2, 6, "reads a local that is assigned before it");
  }

  private void assign() {
    method.visitInsn(Opcodes.ICONST_1);
    method.visitFieldInsn(Opcodes.PUTSTATIC, "C", "F", "I");
  }

  private void condition(int opcode, Label target) {
    method.visitMethodInsn(Opcodes.INVOKESTATIC, "C", "is", "()Z", false);
    method.visitJumpInsn(opcode, target);
  }

  /** Two instructions. */
  private void local(int opcode) {
    if (opcode == Opcodes.ISTORE) {
      method.visitInsn(Opcodes.ICONST_0);
      method.visitVarInsn(Opcodes.ISTORE, 0);
    } else {
      method.visitVarInsn(Opcodes.ILOAD, 0);
      method.visitInsn(Opcodes.POP);
    }
  }

  private void refused(int start, int end, String reason) {
    assertThatThrownBy(() -> check(start, end)).hasMessageContaining(reason);
  }

  private boolean check(int start, int end) {
    method.visitMaxs(4, 4);
    Code code = new Code(method);
    MethodVisitor body =
        new MethodNode(Opcodes.ASM9, Opcodes.ACC_STATIC, "$lazy$init$F", "()V", null, null);
    for (int at = start; at < end; at++) {
      if (Instructions.targets(code.at(at)).isEmpty()) {
        code.at(at).accept(body);
      }
    }
    body.visitInsn(Opcodes.RETURN);
    Region region = new Region(0, start, end, Set.of("F"), true, new Code((MethodNode) body));
    new Closure("C", code).check(region);
    return true;
  }
}
