package io.lazyloader.agent.rewrite;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.ACC_VOLATILE;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFNULL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.SIPUSH;

import java.util.Set;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Emits what has to do with fields whose readers get a proxy. The field holds the proxy, so that
 * reflection finds it there, and a field beside it holds the value:
 *
 * <pre>{@code
 * static volatile Foo FOO;                       // the proxy, once it was read
 * private static volatile Foo $lazy$value$FOO;   // assigned by the region
 *
 * static Foo $lazy$FOO() {                       // called wherever FOO was read
 *   Foo proxy = FOO;
 *   if (proxy != null) return proxy;
 *   return (Foo) $lazy$member$FOO();
 * }
 *
 * private static Foo $lazy$get$FOO() {           // called by the proxy: resolves
 *   ...                                          // as the accessor of any deferred field
 * }
 *
 * private static Object $lazy$member$FOO() {
 *   LazyRegions regions = $lazy$;
 *   if (regions != null) {
 *     Object proxy = regions.member(0, "FOO", "Lcom/acme/Foo;");
 *     if (proxy != null) return FOO = (Foo) proxy;
 *   }
 *   Foo value = $lazy$get$FOO();
 *   if (regions != null && regions.isResolved(0)) FOO = value;
 *   return value;
 * }
 * }</pre>
 */
final class MemberWriter {
  private static final int HIDDEN = ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC;

  private final ClassVisitor output;
  private final String owner;
  private final boolean hasFrames;
  private final Set<String> members;

  /** Writes into a class some of whose fields have proxies. */
  MemberWriter(ClassVisitor output, ClassFacts facts, Set<String> members) {
    this.output = output;
    this.owner = facts.name();
    this.hasFrames = facts.version() >= Opcodes.V1_6;
    this.members = members;
  }

  /** Whether a field has a proxy. */
  boolean has(String field) {
    return members.contains(field);
  }

  /** The field that holds the value. */
  void declare(Field field, boolean flagged) {
    int access = flagged ? HIDDEN : HIDDEN | ACC_VOLATILE;
    output.visitField(access, Emitted.value(field.name), field.descriptor, null, null).visitEnd();
  }

  /** The body of the accessor that readers call. */
  void accessor(MethodVisitor method, Field field) {
    Label unread = new Label();
    method.visitFieldInsn(GETSTATIC, owner, field.name, field.descriptor);
    method.visitInsn(DUP);
    // Stack[1]: proxy; Stack[0]: proxy
    method.visitJumpInsn(IFNULL, unread);
    method.visitInsn(ARETURN);
    method.visitLabel(unread);
    if (hasFrames) {
      method.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {type(field)});
    }
    method.visitInsn(POP);
    method.visitMethodInsn(
        INVOKESTATIC, owner, Emitted.member(field.name), "()Ljava/lang/Object;", false);
    method.visitTypeInsn(CHECKCAST, type(field));
    method.visitInsn(ARETURN);
    method.visitMaxs(2, 0);
    method.visitEnd();
  }

  /** The slow path of the accessor; by reflection it is called alone, and makes the field ready. */
  void slowPath(Field field, int region) {
    MethodVisitor method =
        output.visitMethod(HIDDEN, Emitted.member(field.name), "()Ljava/lang/Object;", null, null);
    Label none = new Label();
    Label over = new Label();
    method.visitCode();
    method.visitFieldInsn(GETSTATIC, owner, Emitted.REGIONS_FIELD, Emitted.REGIONS_DESCRIPTOR);
    method.visitInsn(DUP);
    method.visitVarInsn(ASTORE, 0);
    // Stack[0]: regions, null if laziness is off or while a superclass's <clinit> runs
    method.visitJumpInsn(IFNULL, none);
    method.visitVarInsn(ALOAD, 0);
    method.visitIntInsn(SIPUSH, region);
    method.visitLdcInsn(field.name);
    method.visitLdcInsn(field.descriptor);
    method.visitMethodInsn(
        INVOKEVIRTUAL,
        Emitted.REGIONS,
        "member",
        "(ILjava/lang/String;Ljava/lang/String;)Ljava/lang/Object;",
        false);
    method.visitTypeInsn(CHECKCAST, type(field));
    method.visitInsn(DUP);
    method.visitVarInsn(ASTORE, 1);
    // Stack[0]: proxy, null if there is none
    method.visitJumpInsn(IFNULL, none);
    keep(method, field);
    method.visitVarInsn(ALOAD, 1);
    method.visitInsn(ARETURN);
    method.visitLabel(none);
    frame(method, Emitted.REGIONS);
    method.visitMethodInsn(
        INVOKESTATIC, owner, Emitted.valueAccessor(field.name), "()" + field.descriptor, false);
    method.visitVarInsn(ASTORE, 1);
    method.visitVarInsn(ALOAD, 0);
    method.visitJumpInsn(IFNULL, over);
    method.visitVarInsn(ALOAD, 0);
    method.visitIntInsn(SIPUSH, region);
    method.visitMethodInsn(INVOKEVIRTUAL, Emitted.REGIONS, "isResolved", "(I)Z", false);
    method.visitJumpInsn(IFEQ, over);
    keep(method, field);
    method.visitLabel(over);
    frame(method, type(field));
    method.visitVarInsn(ALOAD, 1);
    method.visitInsn(ARETURN);
    method.visitMaxs(4, 2);
    method.visitEnd();
  }

  /** Has a field hold its value, where laziness is off. */
  void copyValue(MethodVisitor method, Field field) {
    method.visitFieldInsn(GETSTATIC, owner, Emitted.value(field.name), field.descriptor);
    method.visitFieldInsn(PUTSTATIC, owner, field.name, field.descriptor);
  }

  /** The method by which the proxy reads the value. */
  MethodVisitor valueAccessor(Field field) {
    MethodVisitor method =
        output.visitMethod(
            HIDDEN, Emitted.valueAccessor(field.name), "()" + field.descriptor, null, null);
    method.visitCode();
    return method;
  }

  /**
   * Has a region's code store values, and read those that it has stored, beside the proxies.
   *
   * @param next where the code goes
   */
  MethodVisitor storing(MethodVisitor next) {
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitFieldInsn(int opcode, String type, String name, String descriptor) {
        boolean isOwn = type.equals(owner) && members.contains(name);
        super.visitFieldInsn(opcode, type, isOwn ? Emitted.value(name) : name, descriptor);
      }
    };
  }

  private void keep(MethodVisitor method, Field field) {
    method.visitVarInsn(ALOAD, 1);
    method.visitFieldInsn(PUTSTATIC, owner, field.name, field.descriptor);
  }

  /** Emits a frame with one more local. */
  private void frame(MethodVisitor method, String type) {
    if (hasFrames) {
      method.visitFrame(Opcodes.F_APPEND, 1, new Object[] {type}, 0, null);
    }
  }

  private static String type(Field field) {
    return Type.getType(field.descriptor).getInternalName();
  }
}
