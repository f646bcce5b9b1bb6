package io.lazyloader.samples.corpus;

import io.lazyloader.agent.rewrite.Decision;
import io.lazyloader.agent.rewrite.FieldResolution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Checks that nobody reads a deferred field but through its accessor, and that each accessor that
 * is called exists and stands for the very field that was read. References are resolved as the JVM
 * does it (JVMS 17 §5.4.3.2, §5.4.3.3), which the verifier leaves for later.
 */
final class Reads {
  private static final String EMITTED = "$lazy$";

  private final Map<String, Members> classes = new HashMap<>();
  private final Map<String, Decision> decisions;
  private final List<Failure> failures = new ArrayList<>();
  private final Rewriting rewriting;

  private Reads(Rewriting rewriting) {
    this.rewriting = rewriting;
    this.decisions = rewriting.decisions();
  }

  /** Returns what is wrong in a rewritten artifact. */
  static List<Failure> failures(Rewriting rewriting) {
    Reads reads = new Reads(rewriting);
    Map<String, byte[]> all = new TreeMap<>(rewriting.artifact().classes());
    all.putAll(rewriting.rewritten());
    all.forEach((name, classFile) -> reads.classes.put(name, Members.of(classFile)));
    all.forEach(reads::check);
    return reads.failures;
  }

  private void check(String name, byte[] classFile) {
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String method,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            return new Instructions(name, method);
          }
        };
    new ClassReader(classFile).accept(visitor, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  private void checkRead(String reader, String method, String owner, String field, String type) {
    String declaring = classOfField(owner, field, type);
    Decision decision = declaring == null ? null : decisions.get(declaring);
    boolean isOwnCode = reader.equals(declaring) && method.startsWith(EMITTED);
    if (decision != null && decision.deferred().contains(field) && !isOwnCode) {
      problem(reader, method + " reads " + declaring + "." + field + " directly");
    }
  }

  private void checkCall(String caller, String method, String owner, String name, String type) {
    String field = name.substring(EMITTED.length());
    String declaring = classOfField(owner, field, type.substring("()".length()));
    String holder = classOfAccessor(owner, name + type);
    if (holder == null) {
      problem(caller, method + " calls " + owner + "." + name + ", which does not exist");
    } else if (!holder.equals(declaring)) {
      problem(caller, method + " calls " + holder + "." + name + " and not " + declaring + "'s");
    }
  }

  private @Nullable String classOfAccessor(@Nullable String owner, String method) {
    Members members = classes.get(owner);
    if (members == null || members.methods.contains(method)) {
      return members == null ? null : owner;
    }
    return classOfAccessor(members.superName, method);
  }

  /** The class that declares a field; null if it is none of the artifact's. */
  private @Nullable String classOfField(String owner, String name, String type) {
    FieldResolution<String> resolution =
        new FieldResolution<>() {
          @Override
          public boolean declares(String above) {
            Members members = classes.get(above);
            return members != null && members.fields.contains(name + ":" + type);
          }

          @Override
          public List<String> above(String below) {
            Members members = classes.get(below);
            return members == null ? List.of() : members.above();
          }
        };
    return resolution.declaring(owner);
  }

  private void problem(String name, String problem) {
    failures.add(rewriting.failure(name, problem));
  }

  private final class Instructions extends MethodVisitor {
    private final String owner;
    private final String method;

    Instructions(String owner, String method) {
      super(Opcodes.ASM9);
      this.owner = owner;
      this.method = method;
    }

    @Override
    public void visitFieldInsn(int opcode, String fieldOwner, String name, String descriptor) {
      if (opcode == Opcodes.GETSTATIC) {
        checkRead(owner, method, fieldOwner, name, descriptor);
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String methodOwner, String name, String descriptor, boolean isInterface) {
      if (name.startsWith(EMITTED) && !descriptor.endsWith(")V")) {
        checkCall(owner, method, methodOwner, name, descriptor);
      }
    }
  }

  private static final class Members extends ClassVisitor {
    private @Nullable String superName;
    private List<String> interfaces = List.of();
    private final Set<String> fields = new HashSet<>();
    private final Set<String> methods = new HashSet<>();

    private Members() {
      super(Opcodes.ASM9);
    }

    static Members of(byte[] classFile) {
      Members members = new Members();
      new ClassReader(classFile).accept(members, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
      return members;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      this.superName = superName;
      this.interfaces = interfaces == null ? List.of() : List.of(interfaces);
    }

    List<String> above() {
      List<String> above = new ArrayList<>(interfaces);
      if (superName != null) {
        above.add(superName);
      }
      return above;
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      fields.add(name + ":" + descriptor);
      return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      if (name.startsWith(EMITTED)) {
        methods.add(name + descriptor);
      }
      return null;
    }
  }
}
