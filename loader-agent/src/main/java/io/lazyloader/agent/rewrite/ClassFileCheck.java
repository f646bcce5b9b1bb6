package io.lazyloader.agent.rewrite;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * Checks a class file that we have changed before it is handed out, where there is time for that:
 * at build time, and by the recorder. Looks for what moving and inserting code can break: see
 * {@link MethodCheck}. It needs no other class and no library that the agent does not have anyway,
 * so it can't tell everything that the JVM's verifier does; that is left to tests, which load what
 * they rewrite.
 */
public final class ClassFileCheck extends ClassVisitor {
  private String className = "";
  private int version;
  private @Nullable String problem;

  /** The name of the methods to look at, null for all. */
  private final @Nullable String only;

  private ClassFileCheck(@Nullable String only) {
    super(Opcodes.ASM9);
    this.only = only;
  }

  /**
   * Finds what is wrong with a changed class file.
   *
   * @param after the class file
   * @param before what it was made from; what is wrong with that, too, is not our fault
   * @return which method has what problem, or null if none was found
   */
  public static @Nullable String problem(byte[] after, byte[] before) {
    return problem(after, before, null);
  }

  /**
   * Finds what is wrong with a class file in which nothing was moved outside of {@code <clinit>}:
   * looks only there, which takes a small part of the time.
   *
   * @param after the class file
   * @param before what it was made from
   * @return as {@link #problem}
   */
  public static @Nullable String problemOfInitialiser(byte[] after, byte[] before) {
    return problem(after, before, "<clinit>");
  }

  private static @Nullable String problem(byte[] after, byte[] before, @Nullable String only) {
    String problem = problem(after, only);
    return problem != null && problem(before, only) == null ? problem : null;
  }

  /** Finds what is wrong with a class file, or null. */
  static @Nullable String problem(byte[] classFile) {
    return problem(classFile, (String) null);
  }

  private static @Nullable String problem(byte[] classFile, @Nullable String only) {
    ClassFileCheck check = new ClassFileCheck(only);
    try {
      new ClassReader(classFile).accept(check, ClassReader.EXPAND_FRAMES);
    } catch (RuntimeException e) {
      // What the reader meets where frames or tables lead out of the code.
      return check.className + " can't be read: " + e;
    }
    return check.problem;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    this.version = version & 0xFFFF;
    className = name;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    if (problem != null || (only != null && !only.equals(name))) {
      return null;
    }
    return new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, exceptions) {
      @Override
      public void visitEnd() {
        String found = instructions.size() == 0 ? null : new MethodCheck(this, version).problem();
        if (found != null) {
          problem = this.name + desc + ' ' + found;
        }
      }
    };
  }
}
