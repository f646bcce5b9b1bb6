package io.lazyloader.agent.analysis;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * The private fields of a class that are assigned elsewhere than in its initialisers; all others
 * are as good as final. Only the class and its nest can assign them: by an instruction, by a handle
 * or an updater that is asked for by the field's name, or by native code.
 */
final class Reassignments {
  private static final Set<String> BY_NAME =
      Set.of("newUpdater", "findVarHandle", "findStaticVarHandle", "objectFieldOffset");

  private final Set<String> assigned = new HashSet<>();

  /** All texts in the code, if any of it asks for access to fields by name. */
  private final Set<String> names = new HashSet<>();

  private boolean asksByName;
  private boolean hasNatives;

  private Reassignments() {}

  static Reassignments of(TypeInfo type, World world) {
    Reassignments found = new Reassignments();
    for (String name : world.nest(type)) {
      TypeInfo member = world.type(name);
      world.reader(member).accept(found.new Scan(type.name, name), ClassReader.SKIP_FRAMES);
    }
    return found;
  }

  /** Whether a field never changes once its initialiser has assigned it. */
  boolean never(FieldInfo field) {
    return field.isPrivate()
        && (field.access & Opcodes.ACC_VOLATILE) == 0
        && !hasNatives
        && !(asksByName && names.contains(field.name))
        && !assigned.contains(field.name + ' ' + field.descriptor);
  }

  private final class Scan extends ClassVisitor {
    private final String owner;
    private final boolean isOwner;

    Scan(String owner, String scanned) {
      super(Opcodes.ASM9);
      this.owner = owner;
      this.isOwner = owner.equals(scanned);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String method,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      hasNatives |= isOwner && (access & Opcodes.ACC_NATIVE) != 0;
      boolean isInitialiser = isOwner && method.equals("<clinit>");
      boolean isConstructor = isOwner && method.equals("<init>");
      return new MethodNode(Opcodes.ASM9, access, method, descriptor, null, null) {
        @Override
        public void visitFieldInsn(int opcode, String of, String name, String type) {
          boolean assigns =
              (opcode == Opcodes.PUTSTATIC && !isInitialiser)
                  || (opcode == Opcodes.PUTFIELD && !isConstructor);
          if (assigns && of.equals(owner)) {
            assigned.add(name + ' ' + type);
          }
          super.visitFieldInsn(opcode, of, name, type);
        }

        @Override
        public void visitMethodInsn(
            int opcode, String of, String name, String type, boolean isInterface) {
          asksByName |= BY_NAME.contains(name);
          super.visitMethodInsn(opcode, of, name, type, isInterface);
        }

        @Override
        public void visitLdcInsn(Object constant) {
          if (constant instanceof String text) {
            names.add(text);
          }
          super.visitLdcInsn(constant);
        }

        @Override
        public void visitEnd() {
          if (isConstructor) {
            lookForOthers(this);
          }
        }
      };
    }

    /** Looks for fields of other objects than the new one that a constructor assigns. */
    private void lookForOthers(MethodNode constructor) {
      boolean assigns = false;
      for (AbstractInsnNode instruction : constructor.instructions) {
        assigns |= isAssignment(instruction);
      }
      if (!assigns) {
        return;
      }
      Frame<SourceValue>[] frames;
      try {
        frames = new Analyzer<>(new SourceInterpreter()).analyze(owner, constructor);
      } catch (AnalyzerException e) {
        frames = null;
      }
      for (int at = 0; at < constructor.instructions.size(); at++) {
        AbstractInsnNode instruction = constructor.instructions.get(at);
        if (instruction instanceof FieldInsnNode field
            && isAssignment(field)
            && (frames == null || !isOfThis(frames[at]))) {
          assigned.add(field.name + ' ' + field.desc);
        }
      }
    }

    private boolean isAssignment(AbstractInsnNode instruction) {
      return instruction.getOpcode() == Opcodes.PUTFIELD
          && instruction instanceof FieldInsnNode field
          && field.owner.equals(owner);
    }

    /** Whether the object below the top of the stack was taken from the first local. */
    private static boolean isOfThis(@Nullable Frame<SourceValue> frame) {
      if (frame == null) {
        return false;
      }
      SourceValue object = frame.getStack(frame.getStackSize() - 2);
      for (AbstractInsnNode source : object.insns) {
        if (!(source instanceof VarInsnNode load) || load.var != 0) {
          return false;
        }
      }
      return !object.insns.isEmpty();
    }
  }
}
