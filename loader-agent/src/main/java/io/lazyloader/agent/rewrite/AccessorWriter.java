package io.lazyloader.agent.rewrite;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PROTECTED;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.ACC_VOLATILE;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IFNONNULL;
import static org.objectweb.asm.Opcodes.IFNULL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.SIPUSH;

import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Emits the fields and methods that a rewritten class gets. */
final class AccessorWriter {
  private static final int HIDDEN = ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC;

  /**
   * A constant string takes at most 65,535 bytes (JVMS 17 §4.4.7), a char at most three of them.
   */
  private static final int MAX_CONSTANT_CHARS = 65_535 / 3;

  private final ClassVisitor output;
  private final String owner;
  private final boolean hasFrames;

  /**
   * Writes to a class.
   *
   * @param version of the class file; before 50, the JVM infers what stack map frames tell (JVMS 17
   *     §4.10)
   */
  AccessorWriter(ClassVisitor output, String owner, int version) {
    this.output = output;
    this.owner = owner;
    this.hasFrames = version >= Opcodes.V1_6;
  }

  /** The class's {@code LazyRegions}, assigned first in {@code <clinit>}. */
  void regionsField() {
    output
        .visitField(
            HIDDEN | ACC_FINAL, Emitted.REGIONS_FIELD, Emitted.REGIONS_DESCRIPTOR, null, null)
        .visitEnd();
  }

  /** An accessor for a field that turned out to stay eager, for classes that already call it. */
  void plain(Field field) {
    MethodVisitor method = accessor(field);
    returnField(method, field);
    method.visitMaxs(2, 0);
    method.visitEnd();
  }

  /** The accessor of a deferred field. */
  void deferred(Field field, int region, boolean flagged) {
    MethodVisitor method = accessor(field);
    Label done = new Label();
    if (flagged) {
      method.visitFieldInsn(GETSTATIC, owner, Emitted.flag(region), "Z");
      // Stack[0]: done?
      method.visitJumpInsn(IFNE, done);
      method.visitMethodInsn(INVOKESTATIC, owner, Emitted.resolver(region), "()V", false);
      method.visitLabel(done);
      frame(method, Opcodes.F_SAME);
    } else {
      method.visitFieldInsn(GETSTATIC, owner, field.name, field.descriptor);
      method.visitInsn(DUP);
      // Stack[1]: value; Stack[0]: value
      Label pending = new Label();
      method.visitJumpInsn(IFNULL, pending);
      method.visitInsn(ARETURN);
      method.visitLabel(pending);
      frame(method, Opcodes.F_SAME1, frameType(field));
      method.visitInsn(POP);
      method.visitMethodInsn(INVOKESTATIC, owner, Emitted.resolver(region), "()V", false);
    }
    returnField(method, field);
    method.visitMaxs(2, 0);
    method.visitEnd();
  }

  /** The slow path of a region, as shown at the run-time library's {@code LazyRegions}. */
  void resolver(int index, Region region, boolean flagged) {
    if (flagged) {
      output.visitField(HIDDEN | ACC_VOLATILE, Emitted.flag(index), "Z", null, null).visitEnd();
    }
    MethodVisitor method = output.visitMethod(HIDDEN, Emitted.resolver(index), "()V", null, null);
    Label start = new Label();
    Label end = new Label();
    Label failed = new Label();
    Label over = new Label();
    method.visitCode();
    method.visitTryCatchBlock(start, end, failed, "java/lang/Throwable");
    method.visitFieldInsn(GETSTATIC, owner, Emitted.REGIONS_FIELD, Emitted.REGIONS_DESCRIPTOR);
    method.visitInsn(DUP);
    method.visitVarInsn(ASTORE, 0);
    // Stack[0]: regions, null while a superclass's <clinit> runs
    method.visitJumpInsn(IFNULL, over);
    method.visitVarInsn(ALOAD, 0);
    method.visitIntInsn(SIPUSH, index);
    method.visitMethodInsn(INVOKEVIRTUAL, Emitted.REGIONS, "begin", "(I)Z", false);
    method.visitJumpInsn(IFEQ, over);
    method.visitLabel(start);
    run(method, index, region, flagged);
    method.visitLabel(end);
    method.visitVarInsn(ALOAD, 0);
    method.visitIntInsn(SIPUSH, index);
    method.visitMethodInsn(INVOKEVIRTUAL, Emitted.REGIONS, "end", "(I)V", false);
    method.visitLabel(over);
    frame(method, Opcodes.F_APPEND, Emitted.REGIONS);
    method.visitInsn(RETURN);
    method.visitLabel(failed);
    frame(method, Opcodes.F_SAME1, "java/lang/Throwable");
    method.visitVarInsn(ASTORE, 1);
    method.visitVarInsn(ALOAD, 0);
    method.visitIntInsn(SIPUSH, index);
    method.visitVarInsn(ALOAD, 1);
    // Stack[2]: regions; Stack[1]: index; Stack[0]: thrown
    method.visitMethodInsn(
        INVOKEVIRTUAL, Emitted.REGIONS, "fail", "(ILjava/lang/Throwable;)Ljava/lang/Error;", false);
    method.visitInsn(ATHROW);
    method.visitMaxs(3, 2);
    method.visitEnd();
  }

  /** Runs a region in its old place, unless the class is lazy. */
  void eager(int index, Region region, boolean flagged) {
    MethodVisitor method = output.visitMethod(HIDDEN, Emitted.eager(index), "()V", null, null);
    Label lazy = new Label();
    method.visitCode();
    method.visitFieldInsn(GETSTATIC, owner, Emitted.REGIONS_FIELD, Emitted.REGIONS_DESCRIPTOR);
    method.visitJumpInsn(IFNONNULL, lazy);
    run(method, index, region, flagged);
    method.visitLabel(lazy);
    frame(method, Opcodes.F_SAME);
    method.visitInsn(RETURN);
    method.visitMaxs(1, 0);
    method.visitEnd();
  }

  /** Has {@code <clinit>} register the class before it does anything else. */
  void register(MethodNode initialiser, List<Region> regions, String sourceFile) {
    InsnList prologue = new InsnList();
    prologue.add(
        new MethodInsnNode(
            INVOKESTATIC,
            "java/lang/invoke/MethodHandles",
            "lookup",
            "()Ljava/lang/invoke/MethodHandles$Lookup;",
            false));
    prologue.add(new IntInsnNode(SIPUSH, regions.size()));
    push(prologue, description(regions, sourceFile));
    // Stack[2]: lookup; Stack[1]: count; Stack[0]: description
    prologue.add(
        new MethodInsnNode(
            INVOKESTATIC,
            Emitted.REGIONS,
            "register",
            "(Ljava/lang/invoke/MethodHandles$Lookup;ILjava/lang/String;)"
                + Emitted.REGIONS_DESCRIPTOR,
            false));
    prologue.add(
        new FieldInsnNode(PUTSTATIC, owner, Emitted.REGIONS_FIELD, Emitted.REGIONS_DESCRIPTOR));
    initialiser.instructions.insert(prologue);
    initialiser.maxStack = Math.max(initialiser.maxStack, 4);
  }

  private void run(MethodVisitor method, int index, Region region, boolean flagged) {
    method.visitMethodInsn(INVOKESTATIC, owner, Emitted.initialiser(region), "()V", false);
    if (flagged) {
      method.visitInsn(ICONST_1);
      method.visitFieldInsn(PUTSTATIC, owner, Emitted.flag(index), "Z");
    }
  }

  private MethodVisitor accessor(Field field) {
    int visibility = field.access & (ACC_PUBLIC | ACC_PROTECTED | ACC_PRIVATE);
    MethodVisitor method =
        output.visitMethod(
            visibility | ACC_STATIC | ACC_SYNTHETIC,
            Emitted.accessor(field.name),
            "()" + field.descriptor,
            null,
            null);
    method.visitCode();
    return method;
  }

  private void returnField(MethodVisitor method, Field field) {
    method.visitFieldInsn(GETSTATIC, owner, field.name, field.descriptor);
    method.visitInsn(Type.getType(field.descriptor).getOpcode(Opcodes.IRETURN));
  }

  /** Emits a frame with at most one new entry: a local or, for {@code F_SAME1}, on the stack. */
  private void frame(MethodVisitor method, int kind, Object... types) {
    if (hasFrames) {
      int locals = kind == Opcodes.F_APPEND ? types.length : 0;
      method.visitFrame(kind, locals, types, types.length - locals, types);
    }
  }

  private static String frameType(Field field) {
    return field.descriptor.charAt(0) == '['
        ? field.descriptor
        : Type.getType(field.descriptor).getInternalName();
  }

  /** The form that {@code RegionNames} of the run-time library reads. */
  private static String description(List<Region> regions, String sourceFile) {
    StringBuilder text = new StringBuilder(sourceFile.replace(';', '_'));
    for (Region region : regions) {
      text.append(';').append(region.line()).append(':').append(String.join("/", region.fields()));
    }
    return text.toString();
  }

  private static void push(InsnList code, String text) {
    int length = Math.min(text.length(), MAX_CONSTANT_CHARS);
    code.add(new LdcInsnNode(text.substring(0, length)));
    for (int from = length; from < text.length(); from += MAX_CONSTANT_CHARS) {
      int to = Math.min(text.length(), from + MAX_CONSTANT_CHARS);
      code.add(new LdcInsnNode(text.substring(from, to)));
      code.add(
          new MethodInsnNode(
              INVOKEVIRTUAL,
              "java/lang/String",
              "concat",
              "(Ljava/lang/String;)Ljava/lang/String;",
              false));
    }
  }
}
