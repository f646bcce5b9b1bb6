package io.lazyloader.agent.rewrite;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Finds out whether anything but {@code <clinit>} assigns a static field of a class. */
final class FieldAssigners extends ClassVisitor {
  private final DeferredFields field;
  private @Nullable String first;

  private FieldAssigners(DeferredFields field) {
    super(Opcodes.ASM9);
    this.field = field;
  }

  /**
   * Names the first assigner in a class file.
   *
   * @param field tells a reference to the field from others
   * @return a method's name, or a description; null if nothing else assigns the field
   */
  static @Nullable String firstOf(ClassReader reader, DeferredFields field) {
    MemberUses uses = MemberUses.ofFields(reader, field);
    if (uses.isAssignedByHandle()) {
      return "a method handle";
    }
    boolean isLikely = false;
    for (String method : uses.methods(Opcodes.PUTSTATIC)) {
      isLikely |= !method.startsWith("<clinit>");
    }
    FieldAssigners assigners = new FieldAssigners(field);
    if (isLikely) {
      reader.accept(assigners, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }
    return assigners.first;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String method,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    if (first != null || method.equals("<clinit>")) {
      return null;
    }
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public void visitFieldInsn(int opcode, String owner, String name, String type) {
        if (opcode == Opcodes.PUTSTATIC && field.isDeferred(owner, name, type)) {
          first = method;
        }
      }
    };
  }
}
