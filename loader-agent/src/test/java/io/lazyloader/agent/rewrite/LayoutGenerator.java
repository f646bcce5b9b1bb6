package io.lazyloader.agent.rewrite;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFLE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.NOP;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes classes whose {@code <clinit>} is laid out as weavers and obfuscators do, or worse: the
 * body and a prologue of branches, loops and handlers, with jumps to and fro; blocks in any order;
 * jumps to the next instruction; dead code; handlers that are far from what they cover.
 *
 * <p>Each field's value depends on its own initialiser only, and {@code run} puts them together.
 */
public final class LayoutGenerator {
  private static final String STRING = "Ljava/lang/String;";

  private final Random random;
  private final boolean isMarked;
  private final int version;
  private final List<String> fields = new ArrayList<>();
  private final List<Handler> handlers = new ArrayList<>();

  /** Blocks that end in a jump or the like, to stand wherever they are put. */
  private final List<Runnable> elsewhere = new ArrayList<>();

  private MethodVisitor code;
  private int locals;

  private record Handler(Label start, Label end, Label handler) {}

  public LayoutGenerator(Random random, boolean isMarked, int version) {
    this.random = random;
    this.isMarked = isMarked;
    this.version = version;
    this.code = new MethodVisitor(org.objectweb.asm.Opcodes.ASM9) {};
  }

  public byte[] generate(String name) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS);
    writer.visit(version, 0, name, null, "java/lang/Object", null);
    code = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    switch (random.nextInt(3)) {
      case 0 -> withPrologueBehind(name);
      case 1 -> shuffled(name);
      default -> {
        body(name);
        code.visitInsn(RETURN);
        placeElsewhere();
      }
    }
    for (Handler handler : handlers) {
      code.visitTryCatchBlock(
          handler.start, handler.end, handler.handler, "java/lang/RuntimeException");
    }
    code.visitMaxs(0, 0);
    code.visitEnd();
    for (String field : fields) {
      FieldVisitor visitor = writer.visitField(ACC_STATIC | ACC_FINAL, field, STRING, null, null);
      if (isMarked) {
        visitor.visitAnnotation("Lio/lazyloader/Lazy;", false).visitEnd();
      }
      visitor.visitEnd();
    }
    run(writer, name);
    return writer.toByteArray();
  }

  /** As Byte Buddy's rebase: body and prologue, joined by two jumps. */
  private void withPrologueBehind(String name) {
    Label prologue = new Label();
    Label start = new Label();
    code.visitJumpInsn(GOTO, prologue);
    code.visitLabel(start);
    if (random.nextBoolean()) {
      code.visitInsn(NOP);
    }
    body(name);
    code.visitInsn(RETURN);
    if (random.nextBoolean()) {
      placeElsewhere();
    }
    code.visitLabel(prologue);
    if (random.nextInt(4) > 0) {
      piece(name, false);
    }
    effect(random.nextInt(5));
    if (random.nextInt(4) == 0) {
      // The prologue's own code may have blocks elsewhere, too; the jump back is not the last then.
      code.visitJumpInsn(GOTO, start);
      placeElsewhere();
    } else {
      List<Runnable> own = List.copyOf(elsewhere);
      elsewhere.clear();
      Label over = new Label();
      if (!own.isEmpty()) {
        code.visitJumpInsn(GOTO, over);
        own.forEach(Runnable::run);
      }
      code.visitLabel(over);
      code.visitJumpInsn(GOTO, start);
    }
  }

  /** Pieces of the body in any order, each jumping to the one that runs next. */
  private void shuffled(String name) {
    int count = 2 + random.nextInt(4);
    List<Label> starts = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    for (int piece = 0; piece <= count; piece++) {
      starts.add(new Label());
      order.add(piece);
    }
    Collections.shuffle(order, random);
    code.visitJumpInsn(GOTO, starts.get(0));
    for (int piece : order) {
      code.visitLabel(starts.get(piece));
      if (piece == count) {
        code.visitInsn(RETURN);
      } else {
        piece(name, true);
        code.visitJumpInsn(GOTO, starts.get(piece + 1));
      }
      if (random.nextInt(3) == 0) {
        placeElsewhere();
      }
    }
    placeElsewhere();
  }

  private void placeElsewhere() {
    List<Runnable> blocks = new ArrayList<>(elsewhere);
    elsewhere.clear();
    Collections.shuffle(blocks, random);
    blocks.forEach(Runnable::run);
  }

  private void body(String name) {
    int count = 1 + random.nextInt(5);
    for (int piece = 0; piece < count; piece++) {
      piece(name, true);
    }
  }

  /** A statement or an assignment, of one of many shapes; what assigns runs exactly once. */
  private void piece(String name, boolean assigns) {
    int local = locals++;
    code.visitLdcInsn("v" + local);
    code.visitVarInsn(ASTORE, local);
    effect(local);
    if (assigns && random.nextInt(4) > 0) {
      String field = "F" + fields.size();
      fields.add(field);
      if (random.nextInt(3) == 0) {
        branchThatAssigns(name, field);
        return;
      }
      if (random.nextBoolean()) {
        code.visitLdcInsn(field);
      } else {
        code.visitVarInsn(ALOAD, local);
      }
      if (random.nextBoolean()) {
        effectOnStack(local);
      }
      code.visitFieldInsn(PUTSTATIC, name, field, STRING);
    }
    if (random.nextInt(3) == 0) {
      effect(local);
    }
  }

  private void branchThatAssigns(String name, String field) {
    Label other = new Label();
    Label join = new Label();
    condition();
    code.visitJumpInsn(IFEQ, other);
    code.visitLdcInsn(field + " yes");
    code.visitFieldInsn(PUTSTATIC, name, field, STRING);
    code.visitJumpInsn(GOTO, join);
    code.visitLabel(other);
    code.visitLdcInsn(field + " no");
    code.visitFieldInsn(PUTSTATIC, name, field, STRING);
    code.visitLabel(join);
  }

  /** Replaces the string on the stack where it has one, by one that is made over a branch. */
  private void effectOnStack(int local) {
    Label other = new Label();
    Label join = new Label();
    code.visitTypeInsn(NEW, "java/lang/StringBuilder");
    code.visitInsn(DUP);
    condition();
    code.visitJumpInsn(IFEQ, other);
    code.visitLdcInsn("one");
    code.visitJumpInsn(GOTO, join);
    code.visitLabel(other);
    code.visitVarInsn(ALOAD, local);
    code.visitLabel(join);
    code.visitMethodInsn(
        INVOKESPECIAL, "java/lang/StringBuilder", "<init>", "(" + STRING + ")V", false);
    code.visitInsn(POP);
  }

  private void effect(int local) {
    switch (random.nextInt(8)) {
      case 0 -> jumpsToAndFro();
      case 1 -> loop();
      case 2 -> handler();
      case 3 -> deadCode();
      case 4 -> nestedHandlers();
      case 5 -> {
        Label next = new Label();
        code.visitJumpInsn(GOTO, next);
        code.visitLabel(next);
      }
      case 6 -> {
        Label after = new Label();
        condition();
        code.visitJumpInsn(IFEQ, after);
        code.visitLdcInsn("taken " + local);
        code.visitInsn(POP);
        code.visitLabel(after);
      }
      default -> {}
    }
  }

  /** Whose outcome no look at the instruction tells. */
  private void condition() {
    code.visitLdcInsn(Boolean.toString(random.nextBoolean()));
    code.visitMethodInsn(
        INVOKESTATIC, "java/lang/Boolean", "parseBoolean", "(" + STRING + ")Z", false);
  }

  private void jumpsToAndFro() {
    Label away = new Label();
    Label back = new Label();
    code.visitJumpInsn(GOTO, away);
    code.visitLabel(back);
    elsewhere.add(
        () -> {
          code.visitLabel(away);
          code.visitInsn(NOP);
          code.visitJumpInsn(GOTO, back);
        });
  }

  private void loop() {
    int counter = locals++;
    Label head = new Label();
    Label out = new Label();
    code.visitIntInsn(org.objectweb.asm.Opcodes.BIPUSH, 3);
    code.visitVarInsn(ISTORE, counter);
    code.visitLabel(head);
    code.visitVarInsn(ILOAD, counter);
    code.visitJumpInsn(IFLE, out);
    code.visitIincInsn(counter, -1);
    code.visitJumpInsn(GOTO, head);
    code.visitLabel(out);
  }

  private void handler() {
    int caught = locals++;
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label after = new Label();
    code.visitLabel(start);
    code.visitLdcInsn(random.nextBoolean() ? "1" : "none");
    code.visitMethodInsn(INVOKESTATIC, "java/lang/Integer", "parseInt", "(" + STRING + ")I", false);
    code.visitInsn(POP);
    code.visitLabel(end);
    code.visitJumpInsn(GOTO, after);
    Runnable block =
        () -> {
          code.visitLabel(handler);
          code.visitVarInsn(ASTORE, caught);
          code.visitJumpInsn(GOTO, after);
        };
    if (random.nextBoolean()) {
      block.run();
    } else {
      elsewhere.add(block);
    }
    handlers.add(new Handler(start, end, handler));
    code.visitLabel(after);
  }

  private void nestedHandlers() {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label after = new Label();
    code.visitLabel(start);
    handler();
    code.visitInsn(NOP);
    code.visitLabel(end);
    code.visitJumpInsn(GOTO, after);
    code.visitLabel(handler);
    code.visitInsn(ATHROW);
    code.visitLabel(after);
    handlers.add(new Handler(start, end, handler));
  }

  /** Which {@code COMPUTE_FRAMES} turns into NOPs and a throw, as it does in all its users. */
  private void deadCode() {
    Label after = new Label();
    code.visitJumpInsn(GOTO, after);
    code.visitInsn(ICONST_0);
    code.visitInsn(POP);
    if (random.nextBoolean()) {
      code.visitJumpInsn(GOTO, after);
    } else {
      code.visitInsn(ICONST_1);
      code.visitInsn(POP);
    }
    code.visitLabel(after);
  }

  private void run(ClassWriter writer, String name) {
    MethodVisitor run = writer.visitMethod(ACC_STATIC, "run", "()" + STRING, null, null);
    run.visitCode();
    run.visitLdcInsn("");
    for (String field : fields) {
      run.visitFieldInsn(GETSTATIC, name, field, STRING);
      run.visitMethodInsn(
          INVOKESTATIC, "java/lang/String", "valueOf", "(Ljava/lang/Object;)" + STRING, false);
      run.visitMethodInsn(
          INVOKEVIRTUAL, "java/lang/String", "concat", "(" + STRING + ")" + STRING, false);
    }
    run.visitInsn(ARETURN);
    run.visitMaxs(0, 0);
    run.visitEnd();
  }
}
