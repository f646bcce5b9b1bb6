package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_INTERFACE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.DUP2;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.H_GETSTATIC;
import static org.objectweb.asm.Opcodes.H_INVOKESTATIC;
import static org.objectweb.asm.Opcodes.H_PUTSTATIC;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.JSR;
import static org.objectweb.asm.Opcodes.LADD;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RET;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;
import static org.objectweb.asm.Opcodes.V1_1;
import static org.objectweb.asm.Opcodes.V1_2;
import static org.objectweb.asm.Opcodes.V1_3;
import static org.objectweb.asm.Opcodes.V1_4;
import static org.objectweb.asm.Opcodes.V1_5;
import static org.objectweb.asm.Opcodes.V1_6;
import static org.objectweb.asm.Opcodes.V1_8;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Class files that javac does not write but others may. */
class HandMadeTest {
  private static final String STRING = "Ljava/lang/String;";
  private static final String NOT_CLOSED =
      "its initialiser can't be told apart from the rest of <clinit>";

  /** A class with lazy strings {@code A} and {@code B}; {@code run} reads A, then B. */
  private static Unit main(int version, int flags, Consumer<MethodVisitor> initialiser) {
    ClassWriter writer = begun(version, flags);
    field(writer, "A", STRING);
    field(writer, "B", STRING);
    method(writer, "<clinit>", "()V", initialiser);
    method(
        writer,
        "run",
        "()" + STRING,
        code -> {
          readText(code, "A");
          readText(code, "B");
          code.visitMethodInsn(
              INVOKEVIRTUAL, "java/lang/String", "concat", "(" + STRING + ")" + STRING, false);
          code.visitInsn(ARETURN);
        });
    return new Unit(Map.of("Main", writer.toByteArray()));
  }

  private static ClassWriter begun(int version, int flags) {
    ClassWriter writer = new ClassWriter(flags);
    writer.visit(version, 0, "Main", null, "java/lang/Object", null);
    return writer;
  }

  private static void field(ClassWriter writer, String name, String descriptor) {
    FieldVisitor field = writer.visitField(ACC_STATIC | ACC_FINAL, name, descriptor, null, null);
    field.visitAnnotation("Lio/lazyloader/Lazy;", false).visitEnd();
    field.visitEnd();
  }

  private static Unit main(Consumer<MethodVisitor> initialiser) {
    return main(V17, ClassWriter.COMPUTE_FRAMES, initialiser);
  }

  private static void method(
      ClassWriter writer, String name, String descriptor, Consumer<MethodVisitor> code) {
    MethodVisitor method = writer.visitMethod(ACC_STATIC, name, descriptor, null, null);
    method.visitCode();
    code.accept(method);
    method.visitMaxs(4, 4);
    method.visitEnd();
  }

  private static void assign(MethodVisitor code, String field) {
    code.visitLdcInsn("value of " + field);
    code.visitFieldInsn(PUTSTATIC, "Main", field, STRING);
  }

  private static void readText(MethodVisitor code, String field) {
    code.visitFieldInsn(GETSTATIC, "Main", field, STRING);
    code.visitMethodInsn(
        INVOKESTATIC, "java/lang/String", "valueOf", "(Ljava/lang/Object;)" + STRING, false);
  }

  private static void testSomething(MethodVisitor code) {
    code.visitLdcInsn("no.such.property");
    code.visitMethodInsn(
        INVOKESTATIC, "java/lang/Boolean", "getBoolean", "(" + STRING + ")Z", false);
  }

  @Test
  void with_two_returns_nothing_moves() {
    Unit unit =
        main(
            code -> {
              Label other = new Label();
              assign(code, "A");
              testSomething(code);
              code.visitJumpInsn(IFEQ, other);
              code.visitInsn(RETURN);
              code.visitLabel(other);
              assign(code, "B");
              code.visitInsn(RETURN);
            });

    assertThat(unit.decision("Main").refused())
        .containsEntry("A", NOT_CLOSED)
        .containsEntry("B", NOT_CLOSED);
    unit.behavesTheSame();
  }

  @Test
  void code_behind_the_return_does_not_move_and_the_rest_does() {
    Unit unit =
        main(
            code -> {
              Label behind = new Label();
              Label end = new Label();
              assign(code, "A");
              code.visitJumpInsn(GOTO, behind);
              code.visitLabel(end);
              code.visitInsn(RETURN);
              code.visitLabel(behind);
              assign(code, "B");
              code.visitJumpInsn(GOTO, end);
            });

    assertThat(unit.decision("Main").deferred()).containsExactly("A");
    assertThat(unit.decision("Main").refused()).containsOnlyKeys("B").containsValue(NOT_CLOSED);
    unit.behavesTheSame();
  }

  @Test
  void an_initialiser_that_never_returns_normally_does_not_move() {
    Unit unit =
        main(
            code -> {
              assign(code, "A");
              code.visitTypeInsn(NEW, "java/lang/IllegalStateException");
              code.visitInsn(DUP);
              code.visitMethodInsn(
                  INVOKESPECIAL, "java/lang/IllegalStateException", "<init>", "()V", false);
              code.visitInsn(ATHROW);
            });

    assertThat(unit.decision("Main").refused())
        .containsEntry("A", NOT_CLOSED)
        .containsEntry("B", "it has no initialiser");
    unit.behavesTheSame();
  }

  @Test
  void subroutines_do_not_move() {
    Unit unit =
        main(
            V1_6,
            0,
            code -> {
              Label subroutine = new Label();
              assign(code, "A");
              code.visitJumpInsn(JSR, subroutine);
              code.visitInsn(RETURN);
              code.visitLabel(subroutine);
              code.visitVarInsn(ASTORE, 0);
              assign(code, "B");
              code.visitVarInsn(RET, 0);
            });

    assertThat(unit.decision("Main").refused())
        .containsEntry("A", "its initialiser can't be analysed")
        .containsEntry("B", "its initialiser can't be analysed");
    unit.behavesTheSame();
  }

  @ParameterizedTest
  @ValueSource(ints = {V1_1, V1_2, V1_3, V1_4, V1_5})
  void a_class_file_older_than_frames_moves(int version) {
    Unit unit =
        main(
            version,
            0,
            code -> {
              Label end = new Label();
              assign(code, "A");
              testSomething(code);
              code.visitJumpInsn(IFNE, end);
              assign(code, "B");
              code.visitLabel(end);
              code.visitInsn(RETURN);
            });

    assertThat(unit.switchable().decision("Main").deferred()).containsExactly("A", "B");
    unit.behavesTheSame();
    assertThat(unit.switchedOff().run().text()).isEqualTo(unit.eager().run().text());
  }

  @Test
  void a_number_that_looks_like_an_assignment_keeps_no_field_eager() {
    ClassWriter writer = begun(V1_8, ClassWriter.COMPUTE_FRAMES);
    field(writer, "A", STRING);
    assignsA(writer);
    method(
        writer,
        "run",
        "()" + STRING,
        code -> {
          Label end = new Label();
          int assignment = PUTSTATIC << 16 | writer.newField("Main", "A", STRING);
          testSomething(code);
          code.visitLookupSwitchInsn(end, new int[] {assignment}, new Label[] {end});
          code.visitLabel(end);
          readText(code, "A");
          code.visitInsn(ARETURN);
        });

    new Unit(Map.of("Main", writer.toByteArray())).isLazyAndBehavesTheSame();
  }

  @Test
  void a_field_that_a_method_handle_assigns_does_not_move() {
    ClassWriter writer = begun(V1_8, 0);
    field(writer, "A", STRING);
    assignsA(writer);
    method(
        writer,
        "set",
        "()V",
        code -> {
          code.visitLdcInsn(new Handle(H_PUTSTATIC, "Main", "A", STRING, false));
          code.visitInsn(POP);
          code.visitInsn(RETURN);
        });

    assertThat(new Unit(Map.of("Main", writer.toByteArray())).decision("Main").refused())
        .containsEntry("A", "it is assigned outside its initialiser, in a method handle");
  }

  @Test
  void a_class_file_of_java_6_without_frames_moves() {
    Unit unit =
        main(
            V1_6,
            0,
            code -> {
              Label end = new Label();
              assign(code, "A");
              testSomething(code);
              code.visitJumpInsn(IFNE, end);
              assign(code, "B");
              code.visitLabel(end);
              code.visitInsn(RETURN);
            });

    assertThat(unit.decision("Main").deferred()).containsExactly("A", "B");
    unit.behavesTheSame();
  }

  @Test
  void a_handler_that_covers_itself_moves() {
    Unit unit =
        main(
            code -> {
              Label start = new Label();
              Label handler = new Label();
              Label covered = new Label();
              Label end = new Label();
              code.visitTryCatchBlock(start, covered, handler, "java/lang/IllegalStateException");
              code.visitLabel(start);
              testSomething(code);
              code.visitInsn(POP);
              code.visitJumpInsn(GOTO, end);
              code.visitLabel(handler);
              code.visitVarInsn(ASTORE, 0);
              code.visitVarInsn(ALOAD, 0);
              code.visitInsn(ATHROW);
              code.visitLabel(covered);
              code.visitLabel(end);
              assign(code, "A");
              assign(code, "B");
              code.visitInsn(RETURN);
            });

    assertThat(unit.decision("Main").deferred()).containsExactly("A", "B");
    unit.behavesTheSame();
  }

  @Test
  void a_field_that_is_assigned_in_a_handler_that_covers_itself_moves() {
    Unit unit =
        main(
            code -> {
              Label start = new Label();
              Label handler = new Label();
              Label covered = new Label();
              Label end = new Label();
              code.visitTryCatchBlock(start, covered, handler, "java/lang/NumberFormatException");
              assign(code, "B");
              code.visitLabel(start);
              code.visitLdcInsn("x");
              code.visitMethodInsn(
                  INVOKESTATIC, "java/lang/Integer", "parseInt", "(" + STRING + ")I", false);
              code.visitInsn(POP);
              code.visitJumpInsn(GOTO, end);
              code.visitLabel(handler);
              code.visitInsn(POP);
              assign(code, "A");
              code.visitLabel(covered);
              code.visitLabel(end);
              code.visitInsn(RETURN);
            });

    assertThat(unit.decision("Main").deferred()).containsExactly("B", "A");
    unit.behavesTheSame();
  }

  @Test
  void a_field_that_only_dead_code_assigns_does_not_move() {
    Unit unit =
        main(
            V1_6,
            0,
            code -> {
              Label end = new Label();
              assign(code, "A");
              code.visitJumpInsn(GOTO, end);
              assign(code, "B");
              code.visitLabel(end);
              code.visitInsn(RETURN);
            });

    assertThat(unit.decision("Main").deferred()).containsExactly("A");
    assertThat(unit.decision("Main").refused()).containsEntry("B", NOT_CLOSED);
  }

  @Test
  void an_entry_in_the_middle_from_behind_moves_along() {
    Unit unit =
        main(
            code -> {
              Label middle = new Label();
              Label back = new Label();
              code.visitJumpInsn(GOTO, middle);
              code.visitLabel(back);
              assign(code, "A");
              Label end = new Label();
              code.visitJumpInsn(GOTO, end);
              code.visitLabel(middle);
              code.visitLdcInsn("kept");
              code.visitVarInsn(ASTORE, 0);
              code.visitJumpInsn(GOTO, back);
              code.visitLabel(end);
              assign(code, "B");
              code.visitInsn(RETURN);
            });

    assertThat(unit.decision("Main").deferred()).containsExactly("A", "B");
    unit.behavesTheSame();
    Program lazy = unit.lazy();
    assertThat(lazy.pending("Main")).containsExactly("A", "B");
  }

  @Test
  void one_instruction_sequence_may_set_several_fields_of_an_interface() {
    ClassWriter writer = new ClassWriter(0);
    int access = ACC_PUBLIC | ACC_INTERFACE | ACC_ABSTRACT;
    writer.visit(V17, access, "Owner", null, "java/lang/Object", null);
    interfaceField(writer, "A", "J");
    interfaceField(writer, "B", STRING);
    interfaceField(writer, "C", "J");
    method(
        writer,
        "<clinit>",
        "()V",
        code -> {
          code.visitLdcInsn("x");
          code.visitInsn(DUP);
          code.visitFieldInsn(PUTSTATIC, "Owner", "B", STRING);
          code.visitMethodInsn(INVOKEVIRTUAL, "java/lang/String", "length", "()I", false);
          code.visitInsn(I2L);
          code.visitInsn(DUP2);
          code.visitFieldInsn(PUTSTATIC, "Owner", "A", "J");
          code.visitFieldInsn(GETSTATIC, "Owner", "A", "J");
          code.visitInsn(LADD);
          code.visitFieldInsn(PUTSTATIC, "Owner", "C", "J");
          code.visitInsn(RETURN);
        });
    Map<String, byte[]> classFiles = new HashMap<>();
    classFiles.putAll(
        Compiler.compile(
            "interface Owner { long A = 0; String B = \"\".trim(); long C = \"\".length(); }",
            "class Main implements Owner { static String run() { return C + B + reflected(); }"
                + " static long reflected() { return Main.C; } }"));
    classFiles.put("Owner", writer.toByteArray());
    Unit unit = new Unit(classFiles).isLazyAndBehavesTheSame();

    assertThat(unit.decision("Owner").deferred()).containsExactly("B", "A", "C");
    Program lazy = unit.lazy();
    assertThat(lazy.pending("Owner")).containsExactly("B", "A", "C");
    assertThat(lazy.run().value()).isEqualTo("2x2");
  }

  private static void interfaceField(ClassWriter writer, String name, String descriptor) {
    int access = ACC_PUBLIC | ACC_STATIC | ACC_FINAL;
    FieldVisitor field = writer.visitField(access, name, descriptor, null, null);
    field.visitAnnotation("Lio/lazyloader/Lazy;", false).visitEnd();
    field.visitEnd();
  }

  @Test
  void a_method_handle_constant_for_a_lazy_field_of_an_interface_resolves_it() {
    ClassWriter writer = begun(V17, 0);
    method(
        writer,
        "run",
        "()" + STRING,
        code -> {
          code.visitLdcInsn(new Handle(H_GETSTATIC, "Owner", "A", STRING, true));
          code.visitMethodInsn(
              INVOKEVIRTUAL, "java/lang/invoke/MethodHandle", "invokeExact", "()" + STRING, false);
          code.visitInsn(ARETURN);
        });
    Unit unit = Unit.of("interface Owner { @Lazy String A = Log.note(\"A\", \"a\"); }");
    byte[] main = new ClassRewriter(writer.toByteArray(), Request.NONE).rewrite(fieldsOfOwner());
    assertThat(main).isNotNull();
    Map<String, byte[]> classFiles = new HashMap<>();
    classFiles.put("Main", main == null ? new byte[0] : main);
    classFiles.put("Owner", unit.after("Owner"));
    classFiles.put("kit/Log", unit.before("kit/Log"));

    assertThat(new Program(classFiles, getClass().getClassLoader()).run().value()).isEqualTo("a");
  }

  private static DeferredFields fieldsOfOwner() {
    return new DeferredFields() {
      @Override
      public boolean isDeferred(String owner, String name, String descriptor) {
        return owner.equals("Owner");
      }

      @Override
      public String declaringInterface(String owner, String name, String descriptor) {
        return owner;
      }
    };
  }

  @Test
  void two_fields_of_one_name_do_not_move() {
    ClassWriter writer = begun(V17, 0);
    field(writer, "A", STRING);
    field(writer, "A", "Ljava/lang/Object;");
    assignsA(writer);
    Decision decision = new Unit(Map.of("Main", writer.toByteArray())).decision("Main");

    assertThat(decision.deferred()).isEmpty();
    assertThat(decision.refused()).containsEntry("A", "the class has two fields of this name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a mark", "a plan", "a judge"})
  void a_strict_field_does_not_move(String asker) {
    ClassWriter writer = begun(V17, 0);
    int strict = 0x0800;
    FieldVisitor field =
        writer.visitField(ACC_STATIC | ACC_FINAL | strict, "A", STRING, null, null);
    if (asker.equals("a mark")) {
      field.visitAnnotation("Lio/lazyloader/Lazy;", false).visitEnd();
    }
    assignsA(writer);
    Request request =
        Request.NONE
            .planned(asker.equals("a plan") ? Set.of("A") : Set.of())
            .judge(asker.equals("a judge") ? Judge.RECKLESS : null);
    Decision decision = new ClassRewriter(writer.toByteArray(), request).decision();

    assertThat(decision.deferred()).isEmpty();
    assertThat(decision.eager())
        .containsEntry("A", "it is strict (ACC_STRICT_INIT): <clinit> must set it");
  }

  @Test
  void a_field_after_which_no_method_can_be_named_does_not_move() {
    ClassWriter writer = begun(V17, 0);
    field(writer, "A<B>", STRING);
    Decision decision = new Unit(Map.of("Main", writer.toByteArray())).decision("Main");

    assertThat(decision.refused()).containsEntry("A<B>", "no method could be named after it");
  }

  @Test
  void a_method_handle_constant_for_a_lazy_field_resolves_it() {
    assertThat(readByHandle(new Handle(H_GETSTATIC, "Main", "A", STRING, false)))
        .isEqualTo("returned value of A");
  }

  @Test
  void a_method_handle_inside_a_dynamic_constant_resolves_the_field() {
    Handle bootstrap =
        new Handle(
            H_INVOKESTATIC,
            "java/lang/invoke/ConstantBootstraps",
            "invoke",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;"
                + "Ljava/lang/invoke/MethodHandle;[Ljava/lang/Object;)Ljava/lang/Object;",
            false);
    Handle field = new Handle(H_GETSTATIC, "Main", "A", STRING, false);

    assertThat(read(new ConstantDynamic("a", STRING, bootstrap, field), code -> {}))
        .isEqualTo("returned value of A");
  }

  private static String readByHandle(Handle handle) {
    return read(
        handle,
        code ->
            code.visitMethodInsn(
                INVOKEVIRTUAL,
                "java/lang/invoke/MethodHandle",
                "invokeExact",
                "()" + STRING,
                false));
  }

  /** What a lazy class returns that loads a constant and makes a string of it. */
  private static String read(Object constant, Consumer<MethodVisitor> use) {
    ClassWriter writer = begun(V17, 0);
    field(writer, "A", STRING);
    assignsA(writer);
    method(
        writer,
        "run",
        "()" + STRING,
        code -> {
          code.visitLdcInsn(constant);
          use.accept(code);
          code.visitInsn(ARETURN);
        });
    byte[] before = writer.toByteArray();
    byte[] after =
        new ClassRewriter(before, Request.NONE).rewrite((owner, name, descriptor) -> false);
    assertThat(after).isNotNull();
    Map<String, byte[]> classFiles = Map.of("Main", after == null ? before : after);
    return new Program(classFiles, HandMadeTest.class.getClassLoader()).run().text();
  }

  private static void assignsA(ClassWriter writer) {
    method(
        writer,
        "<clinit>",
        "()V",
        code -> {
          assign(code, "A");
          code.visitInsn(RETURN);
        });
  }
}
