package io.lazyloader.agent.rewrite;

import static net.bytebuddy.matcher.ElementMatchers.isTypeInitializer;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.bytecode.ByteCodeAppender;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.pool.TypePool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Byte Buddy itself makes of a {@code <clinit>}. */
class ByteBuddyLayoutsTest {
  private static final String SOURCE =
      """
      class Main {
        @Lazy static final String A = Log.note("A", "a".concat(yes() ? "!" : "?"));
        static final String B = Log.note("B", "b".trim());
        @Lazy static final int C;
        static {
          int sum = 0;
          for (int i = 0; i < 3; i++) { try { sum += Integer.parseInt("x" + i); } catch (NumberFormatException e) { sum++; } }
          C = sum;
        }
        static boolean yes() { return true; }
        static String run() { return A + B + C; }
      }
      """;

  /** Inlined around a {@code <clinit>}. */
  static final class Around {
    private Around() {}

    @Advice.OnMethodEnter
    static int enter() {
      int found = 0;
      for (int index = 0; index < 3; index++) {
        try {
          found += Integer.parseInt(index == 1 ? "none" : "1");
        } catch (NumberFormatException e) {
          found = found == 0 ? 1 : found * 2;
        }
      }
      return found;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter int found, @Advice.Thrown Throwable thrown) {
      if (found > 2 && thrown == null) {
        Boolean.parseBoolean("true");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rebase",
        "rebase with a branch",
        "rebase with a loop",
        "rebase with a handler",
        "advice",
        "rebase with a branch, then advice",
        "advice, then rebase with a handler",
      })
  void class_that_byte_buddy_has_woven_does_the_same(String steps) {
    Map<String, byte[]> classFiles = new HashMap<>(Compiler.compile(SOURCE));
    for (String step : steps.split(", then ", -1)) {
      classFiles.put("Main", woven(classFiles.getOrDefault("Main", new byte[0]), step));
    }
    Unit unit = new Unit(classFiles).behavesTheSame();

    assertThat(unit.lazy().run().value()).isEqualTo("a!b3");
    if (!steps.contains("advice")) {
      // As far as there is one to move, the prologue has been.
      assertThat(unit.decision("Main").deferred()).containsExactly("A", "C");
    }
    Unit reckless = new Unit(classFiles).asking("Main", request -> request.judge(Judge.RECKLESS));
    assertThat(reckless.behavesTheSame().lazy().run().value()).isEqualTo("a!b3");
  }

  private static byte[] woven(byte[] classFile, String step) {
    ClassFileLocator here = ClassFileLocator.Simple.of("Main", classFile);
    ClassFileLocator all =
        new ClassFileLocator.Compound(
            here, ClassFileLocator.ForClassLoader.of(ByteBuddyLayoutsTest.class.getClassLoader()));
    TypeDescription type = TypePool.Default.of(all).describe("Main").resolve();
    if (step.equals("advice")) {
      return made(
          new ByteBuddy()
              .redefine(type, all)
              .visit(Advice.to(Around.class).on(isTypeInitializer())));
    }
    return made(new ByteBuddy().rebase(type, all).initializer(prologue(step)));
  }

  private static byte[] made(DynamicType.Builder<?> builder) {
    return builder.make().getBytes();
  }

  private static ByteCodeAppender prologue(String step) {
    return (code, context, method) -> {
      switch (step.substring(step.lastIndexOf(' ') + 1)) {
        case "branch" -> branch(code);
        case "loop" -> loop(code);
        case "handler" -> handler(code);
        default -> code.visitInsn(Opcodes.NOP);
      }
      return new ByteCodeAppender.Size(2, 1);
    };
  }

  private static void branch(MethodVisitor code) {
    Label other = new Label();
    Label join = new Label();
    code.visitInsn(Opcodes.ICONST_0);
    code.visitJumpInsn(Opcodes.IFEQ, other);
    code.visitInsn(Opcodes.NOP);
    code.visitJumpInsn(Opcodes.GOTO, join);
    code.visitLabel(other);
    code.visitFrame(Opcodes.F_FULL, 0, null, 0, null);
    code.visitInsn(Opcodes.NOP);
    code.visitLabel(join);
    code.visitFrame(Opcodes.F_FULL, 0, null, 0, null);
  }

  private static void loop(MethodVisitor code) {
    Label head = new Label();
    Label out = new Label();
    code.visitInsn(Opcodes.ICONST_2);
    code.visitVarInsn(Opcodes.ISTORE, 0);
    code.visitLabel(head);
    code.visitFrame(Opcodes.F_FULL, 1, new Object[] {Opcodes.INTEGER}, 0, null);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitJumpInsn(Opcodes.IFLE, out);
    code.visitIincInsn(0, -1);
    code.visitJumpInsn(Opcodes.GOTO, head);
    code.visitLabel(out);
    code.visitFrame(Opcodes.F_FULL, 1, new Object[] {Opcodes.INTEGER}, 0, null);
  }

  private static void handler(MethodVisitor code) {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label out = new Label();
    code.visitTryCatchBlock(start, end, handler, "java/lang/NumberFormatException");
    code.visitLabel(start);
    code.visitLdcInsn("none");
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/Integer", "parseInt", "(Ljava/lang/String;)I", false);
    code.visitInsn(Opcodes.POP);
    code.visitLabel(end);
    code.visitJumpInsn(Opcodes.GOTO, out);
    code.visitLabel(handler);
    code.visitFrame(Opcodes.F_FULL, 0, null, 1, new Object[] {"java/lang/NumberFormatException"});
    code.visitInsn(Opcodes.POP);
    code.visitLabel(out);
    code.visitFrame(Opcodes.F_FULL, 0, null, 0, null);
  }
}
