package io.lazyloader.agent.rewrite;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DCONST_0;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.FCONST_0;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.LCONST_0;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.SIPUSH;
import static org.objectweb.asm.Opcodes.SWAP;

import java.util.Set;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;

/**
 * Emits what has to do with cells, in which an interface keeps the values of its deferred fields:
 * all of an interface's fields are final (JVMS 17 §4.5).
 *
 * <p>The cell of {@code F} is the field {@code Map.Entry $lazy$F}, public as {@code F} is. So a
 * class that reads {@code F} by a type that inherits it finds the cell by that type too, with the
 * rules, the class loader and the access rights by which it would have found {@code F}.
 */
final class Cells {
  /** The most operands that {@link #create} has on the stack. */
  static final int MAX_STACK = 6;

  private static final String ENTRY = "java/util/Map$Entry";
  static final String ENTRY_DESCRIPTOR = "Ljava/util/Map$Entry;";
  private static final String PLAIN = "java/util/AbstractMap$SimpleEntry";
  private static final String LAZY = "io/lazyloader/runtime/LazyCell";

  private final String owner;

  /** Cells of an interface. */
  Cells(String owner) {
    this.owner = owner;
  }

  /** Reads a field past its accessor, by whatever type a reference names. */
  static void read(MethodVisitor method, String owner, String field, String descriptor) {
    method.visitFieldInsn(GETSTATIC, owner, Emitted.cell(field, descriptor), ENTRY_DESCRIPTOR);
    method.visitMethodInsn(INVOKEINTERFACE, ENTRY, "getValue", "()Ljava/lang/Object;", true);
    values(method).unbox(Type.getType(descriptor));
  }

  void declare(ClassVisitor output, Field field) {
    output
        .visitField(
            ACC_PUBLIC | ACC_STATIC | ACC_FINAL | ACC_SYNTHETIC,
            Emitted.cell(field.name, field.descriptor),
            ENTRY_DESCRIPTOR,
            null,
            null)
        .visitEnd();
  }

  /** Makes the cell of a deferred field. */
  void create(MethodVisitor method, Field field, int region) {
    method.visitFieldInsn(GETSTATIC, owner, Emitted.REGIONS_FIELD, Emitted.REGIONS_DESCRIPTOR);
    method.visitIntInsn(SIPUSH, region);
    method.visitInsn(zero(field.descriptor));
    values(method).valueOf(Type.getType(field.descriptor));
    method.visitMethodInsn(
        INVOKESTATIC,
        LAZY,
        "of",
        "(" + Emitted.REGIONS_DESCRIPTOR + "ILjava/lang/Object;)" + ENTRY_DESCRIPTOR,
        false);
    method.visitFieldInsn(
        PUTSTATIC, owner, Emitted.cell(field.name, field.descriptor), ENTRY_DESCRIPTOR);
  }

  /**
   * Makes the cell of a field that turned out to stay eager. Where that is so because the class
   * loader does not see the run-time library, no class of that may be named.
   */
  void createPlain(MethodVisitor method, Field field) {
    method.visitTypeInsn(NEW, PLAIN);
    method.visitInsn(DUP);
    method.visitInsn(ACONST_NULL);
    // So far it holds a constant or its default value.
    method.visitFieldInsn(GETSTATIC, owner, field.name, field.descriptor);
    create(method, PLAIN, "(Ljava/lang/Object;Ljava/lang/Object;)V", field);
  }

  private void create(MethodVisitor method, String type, String constructor, Field field) {
    values(method).valueOf(Type.getType(field.descriptor));
    method.visitMethodInsn(INVOKESPECIAL, type, "<init>", constructor, false);
    method.visitFieldInsn(
        PUTSTATIC, owner, Emitted.cell(field.name, field.descriptor), ENTRY_DESCRIPTOR);
  }

  /** The instruction that pushes the default value of a type. */
  static int zero(String descriptor) {
    return switch (Type.getType(descriptor).getSort()) {
      case Type.OBJECT, Type.ARRAY -> ACONST_NULL;
      case Type.LONG -> LCONST_0;
      case Type.FLOAT -> FCONST_0;
      case Type.DOUBLE -> DCONST_0;
      default -> ICONST_0;
    };
  }

  /** Pushes whether the region of a deferred field has run to its end. */
  void readDone(MethodVisitor method, Field field) {
    call(method, field, "isDone", "()Z");
  }

  void markDone(MethodVisitor method, Field field) {
    call(method, field, "done", "()V");
  }

  /** Pushes what a deferred field holds now. */
  void readCurrent(MethodVisitor method, Field field) {
    call(method, field, "current", "()Ljava/lang/Object;");
    values(method).unbox(Type.getType(field.descriptor));
  }

  /**
   * Has code store values in cells.
   *
   * @param next where the code goes
   * @param deferred fields that are not assigned any more: their cells are
   * @param plain fields that are assigned, and their cells too
   */
  MethodVisitor storing(MethodVisitor next, Set<String> deferred, Set<String> plain) {
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitFieldInsn(int opcode, String type, String name, String descriptor) {
        boolean isOwn = opcode == PUTSTATIC && type.equals(owner);
        if (isOwn && deferred.contains(name)) {
          store(mv, name, descriptor);
          return;
        }
        super.visitFieldInsn(opcode, type, name, descriptor);
        if (isOwn && plain.contains(name)) {
          super.visitFieldInsn(GETSTATIC, type, name, descriptor);
          store(mv, name, descriptor);
        }
      }

      @Override
      public void visitMaxs(int maxStack, int maxLocals) {
        super.visitMaxs(maxStack + 1, maxLocals);
      }
    };
  }

  /** Pops a value into a cell. */
  private void store(MethodVisitor method, String field, String descriptor) {
    values(method).valueOf(Type.getType(descriptor));
    method.visitFieldInsn(GETSTATIC, owner, Emitted.cell(field, descriptor), ENTRY_DESCRIPTOR);
    method.visitInsn(SWAP);
    // Stack[1]: cell; Stack[0]: value
    method.visitMethodInsn(
        INVOKEINTERFACE, ENTRY, "setValue", "(Ljava/lang/Object;)Ljava/lang/Object;", true);
    method.visitInsn(POP);
  }

  private void call(MethodVisitor method, Field field, String name, String descriptor) {
    method.visitFieldInsn(
        GETSTATIC, owner, Emitted.cell(field.name, field.descriptor), ENTRY_DESCRIPTOR);
    method.visitTypeInsn(CHECKCAST, LAZY);
    method.visitMethodInsn(INVOKEVIRTUAL, LAZY, name, descriptor, false);
  }

  /** Wraps primitive values up and unwraps them. */
  private static GeneratorAdapter values(MethodVisitor method) {
    return new GeneratorAdapter(method, ACC_STATIC, "", "()V");
  }
}
