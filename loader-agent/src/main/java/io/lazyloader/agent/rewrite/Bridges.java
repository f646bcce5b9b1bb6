package io.lazyloader.agent.rewrite;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;

import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Methods of one class that stand for method references to {@link ReflectiveCalls}: a call can be
 * rewritten, a reference can't. As the methods are the class's own, what looks at its caller sees
 * the class that it saw before.
 *
 * <pre>{@code
 * private static Object $lazy$call$0(Field field, Object object) {
 *   return field.get(object);   // rewritten as any such call
 * }
 * }</pre>
 */
final class Bridges {
  private final ClassFacts facts;
  private final Map<Handle, Handle> bridges = new LinkedHashMap<>();

  Bridges(ClassFacts facts) {
    this.facts = facts;
  }

  /** Returns a handle for the method that stands for another; that is written at the end. */
  Handle to(Handle method) {
    Handle known = bridges.get(method);
    if (known == null) {
      known =
          new Handle(
              Opcodes.H_INVOKESTATIC,
              facts.name(),
              Emitted.bridge(bridges.size()),
              descriptor(method),
              facts.isInterface());
      bridges.put(method, known);
    }
    return known;
  }

  private static String descriptor(Handle method) {
    String owner = 'L' + method.getOwner() + ';';
    return switch (method.getTag()) {
      case Opcodes.H_INVOKESTATIC -> method.getDesc();
      case Opcodes.H_NEWINVOKESPECIAL ->
          method.getDesc().substring(0, method.getDesc().indexOf(')') + 1) + owner;
      default -> '(' + owner + method.getDesc().substring(1);
    };
  }

  boolean areAny() {
    return !bridges.isEmpty();
  }

  /** Writes the methods that were asked for. */
  void write(ClassVisitor output) {
    for (Map.Entry<Handle, Handle> entry : bridges.entrySet()) {
      Handle bridge = entry.getValue();
      MethodVisitor next =
          output.visitMethod(
              ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC,
              bridge.getName(),
              bridge.getDesc(),
              null,
              null);
      write(new ReflectionSites(next, null), entry.getKey(), bridge.getDesc());
    }
  }

  private static void write(MethodVisitor method, Handle target, String descriptor) {
    boolean isNew = target.getTag() == Opcodes.H_NEWINVOKESPECIAL;
    method.visitCode();
    if (isNew) {
      method.visitTypeInsn(Opcodes.NEW, target.getOwner());
      method.visitInsn(Opcodes.DUP);
    }
    int slot = 0;
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      method.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), slot);
      slot += argument.getSize();
    }
    method.visitMethodInsn(
        opcode(target),
        target.getOwner(),
        target.getName(),
        target.getDesc(),
        target.isInterface());
    method.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
    method.visitMaxs(slot + (isNew ? 2 : 1) + 1, slot);
    method.visitEnd();
  }

  private static int opcode(Handle target) {
    return switch (target.getTag()) {
      case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
      case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
      case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
      default -> Opcodes.INVOKEVIRTUAL;
    };
  }
}
