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
import static org.objectweb.asm.Opcodes.IFNULL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.SIPUSH;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
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
  private final boolean isInterface;

  /** Before version 50, the JVM infers what stack map frames tell (JVMS 17 §4.10). */
  private final boolean hasFrames;

  /** Of an interface; null for a class, whose fields hold their values themselves. */
  private final @Nullable Cells cells;

  private final ClassFacts facts;
  private final MemberWriter members;

  AccessorWriter(
      ClassVisitor output, ClassFacts facts, @Nullable Cells cells, MemberWriter members) {
    this.facts = facts;
    this.members = members;
    this.output = output;
    this.owner = facts.name();
    this.isInterface = facts.isInterface();
    this.hasFrames = facts.version() >= Opcodes.V1_6;
    this.cells = cells;
  }

  /** The class's {@code LazyRegions}, assigned first in {@code <clinit>}. */
  void regionsField() {
    int visibility = isInterface ? ACC_PUBLIC : ACC_PRIVATE;
    output
        .visitField(
            visibility | ACC_STATIC | ACC_FINAL | ACC_SYNTHETIC,
            Emitted.REGIONS_FIELD,
            Emitted.REGIONS_DESCRIPTOR,
            null,
            null)
        .visitEnd();
  }

  /** Tells {@link UncertainReads} of other classes that a field has an accessor. */
  private void has(Field field) {
    if (isInterface) {
      // Its cell tells.
      return;
    }
    MethodVisitor method =
        output.visitMethod(
            (field.access & (ACC_PUBLIC | ACC_PROTECTED | ACC_PRIVATE))
                | ACC_STATIC
                | ACC_SYNTHETIC,
            Emitted.has(field.name),
            Emitted.hasDescriptor(field.descriptor),
            null,
            null);
    method.visitCode();
    method.visitInsn(RETURN);
    method.visitMaxs(0, Type.getType(field.descriptor).getSize());
    method.visitEnd();
  }

  /** An accessor for a field that turned out to stay eager, for classes that already call it. */
  void plain(Field field) {
    has(field);
    MethodVisitor method = accessor(field);
    readField(method, field, field.name);
    method.visitInsn(Type.getType(field.descriptor).getOpcode(Opcodes.IRETURN));
    method.visitMaxs(2, 0);
    method.visitEnd();
  }

  /** The accessor of a deferred field. */
  void deferred(Field field, int region, boolean flagged) {
    if (facts.isReadElsewhere(field)) {
      has(field);
    }
    if (members.has(field.name)) {
      members.declare(field, flagged);
      members.accessor(accessor(field), field);
      members.slowPath(field, region);
      resolving(members.valueAccessor(field), field, Emitted.value(field.name), region, flagged);
    } else {
      resolving(accessor(field), field, field.name, region, flagged);
    }
  }

  /** The body of a method that resolves a field, if it is pending, and returns its value. */
  private void resolving(
      MethodVisitor method, Field field, String holder, int region, boolean flagged) {
    Label done = new Label();
    if (flagged) {
      if (cells == null) {
        method.visitFieldInsn(GETSTATIC, owner, Emitted.flag(region), "Z");
      } else {
        cells.readDone(method, field);
      }
      // Stack[0]: done?
      method.visitJumpInsn(IFNE, done);
      call(method, Emitted.resolver(region));
      method.visitLabel(done);
      frame(method, Opcodes.F_SAME);
    } else {
      readField(method, field, holder);
      method.visitInsn(DUP);
      // Stack[1]: value; Stack[0]: value
      Label pending = new Label();
      method.visitJumpInsn(IFNULL, pending);
      method.visitInsn(ARETURN);
      method.visitLabel(pending);
      frame(method, Opcodes.F_SAME1, frameType(field));
      method.visitInsn(POP);
      call(method, Emitted.resolver(region));
    }
    if (cells == null) {
      readField(method, field, holder);
    } else {
      cells.readCurrent(method, field);
    }
    method.visitInsn(Type.getType(field.descriptor).getOpcode(Opcodes.IRETURN));
    method.visitMaxs(2, 0);
    method.visitEnd();
  }

  /** The slow path of a region, as shown at the run-time library's {@code LazyRegions}. */
  void resolver(int index, Region region, boolean flagged) {
    if (flagged && cells == null) {
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
    method.visitIntInsn(SIPUSH, index);
    method.visitMethodInsn(
        INVOKESTATIC,
        Emitted.REGIONS,
        "isDeferred",
        "(" + Emitted.REGIONS_DESCRIPTOR + "I)Z",
        false);
    method.visitJumpInsn(IFNE, lazy);
    run(method, index, region, flagged);
    for (String name : region.fields()) {
      Field field = facts.fields().get(name);
      if (field != null && members.has(name)) {
        members.copyValue(method, field);
      }
    }
    method.visitLabel(lazy);
    frame(method, Opcodes.F_SAME);
    method.visitInsn(RETURN);
    method.visitMaxs(2, 0);
    method.visitEnd();
  }

  /** Has {@code <clinit>} register the class before it does anything else. */
  void register(
      MethodNode initialiser,
      List<Region> regions,
      InitialiserProgress progress,
      String sourceFile,
      Map<String, String> groups) {
    InsnList prologue = new InsnList();
    prologue.add(
        new MethodInsnNode(
            INVOKESTATIC,
            "java/lang/invoke/MethodHandles",
            "lookup",
            "()Ljava/lang/invoke/MethodHandles$Lookup;",
            false));
    prologue.add(new IntInsnNode(SIPUSH, regions.size()));
    push(prologue, description(regions, sourceFile, groups));
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
    if (progress.isAt(0)) {
      prologue.add(progress.at(0));
    }
    initialiser.instructions.insert(prologue);
    initialiser.maxStack = Math.max(initialiser.maxStack, 4);
    tellEnd(initialiser);
  }

  /** Has {@code <clinit>} tell that it ends, wherever it does. */
  private void tellEnd(MethodNode initialiser) {
    for (AbstractInsnNode node : initialiser.instructions.toArray()) {
      if (node.getOpcode() == Opcodes.RETURN) {
        InsnList end = new InsnList();
        end.add(
            new FieldInsnNode(GETSTATIC, owner, Emitted.REGIONS_FIELD, Emitted.REGIONS_DESCRIPTOR));
        // Stack[0]: regions, null if the class stays eager
        end.add(
            new MethodInsnNode(
                INVOKESTATIC,
                Emitted.REGIONS,
                "initialised",
                "(" + Emitted.REGIONS_DESCRIPTOR + ")V",
                false));
        initialiser.instructions.insertBefore(node, end);
      }
    }
    initialiser.maxStack++;
  }

  private void run(MethodVisitor method, int index, Region region, boolean flagged) {
    call(method, Emitted.initialiser(region));
    if (cells != null) {
      for (String field : region.fields()) {
        cells.markDone(method, Objects.requireNonNull(facts.fields().get(field), field));
      }
    } else if (flagged) {
      method.visitInsn(ICONST_1);
      method.visitFieldInsn(PUTSTATIC, owner, Emitted.flag(index), "Z");
    }
  }

  private MethodVisitor accessor(Field field) {
    // What the field was, for reflection to show; methods of interfaces can't be final.
    int changed = isInterface ? 0 : ACC_FINAL | ACC_VOLATILE;
    int kept = ACC_PUBLIC | ACC_PROTECTED | ACC_PRIVATE | changed;
    MethodVisitor method =
        output.visitMethod(
            (field.access & kept) | ACC_STATIC | ACC_SYNTHETIC,
            Emitted.accessor(field.name),
            "()" + field.descriptor,
            null,
            null);
    method.visitCode();
    return method;
  }

  private void readField(MethodVisitor method, Field field, String holder) {
    method.visitFieldInsn(GETSTATIC, owner, holder, field.descriptor);
  }

  private void call(MethodVisitor method, String emitted) {
    method.visitMethodInsn(INVOKESTATIC, owner, emitted, "()V", isInterface);
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
  private String description(List<Region> regions, String sourceFile, Map<String, String> groups) {
    StringBuilder text = new StringBuilder(sourceFile.replace(';', '_'));
    for (Region region : regions) {
      text.append(';').append(region.line());
      if (!groups.isEmpty()) {
        appendGroups(text, region, groups);
      }
      char separator = ':';
      for (String field : region.fields()) {
        text.append(separator).append(field).append(members.has(field) ? "[" : "");
        separator = '/';
      }
    }
    return text.toString();
  }

  private static void appendGroups(StringBuilder text, Region region, Map<String, String> groups) {
    Set<String> named = new LinkedHashSet<>();
    for (String field : region.fields()) {
      String group = groups.get(field);
      if (group != null) {
        named.add(group);
      }
    }
    if (!named.isEmpty()) {
      text.append('@').append(String.join("/", named));
    }
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
