package io.lazyloader.agent.analysis;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The private fields of a class that are assigned elsewhere than in its initialisers; all others
 * are as good as final. Only the class and its nest can assign them.
 */
final class Reassignments {
  private final Set<String> assigned = new HashSet<>();

  private Reassignments() {}

  static Reassignments of(TypeInfo type, World world) {
    Reassignments found = new Reassignments();
    Set<String> nest = new LinkedHashSet<>(type.nest);
    for (String name : type.nest) {
      nest.addAll(world.type(name).nest);
    }
    for (String name : nest) {
      TypeInfo member = world.type(name);
      world.reader(member).accept(found.new Scan(type.name, name), ClassReader.SKIP_FRAMES);
    }
    return found;
  }

  /** Whether a field never changes once its initialiser has assigned it. */
  boolean never(FieldInfo field) {
    return field.isPrivate() && !assigned.contains(field.name + ' ' + field.descriptor);
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
      boolean isInitialiser = isOwner && method.equals("<clinit>");
      // A constructor that is given another object of its class may assign that one's fields.
      boolean isConstructor =
          isOwner && method.equals("<init>") && !descriptor.contains('L' + owner + ';');
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitFieldInsn(int opcode, String of, String name, String type) {
          boolean assigns =
              (opcode == Opcodes.PUTSTATIC && !isInitialiser)
                  || (opcode == Opcodes.PUTFIELD && !isConstructor);
          if (assigns && of.equals(owner)) {
            assigned.add(name + ' ' + type);
          }
        }
      };
    }
  }
}
