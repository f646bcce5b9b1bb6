package io.lazyloader.agent.rewrite;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The members that one class was given when it was loaded, to be given to every later version of
 * it: a class may be redefined with other code, but only with the same fields and methods (JVM TI,
 * {@code RedefineClasses}). What the initialisers of a new version look like no longer matters.
 *
 * <p>The regions keep the code that they had: where the class is initialised already, an eager run
 * has run that, too.
 */
public final class KeptMembers {
  /** A class file of nothing but these members, and of the fields that lost a modifier. */
  private final byte[] members;

  private final int hashOfOriginal;
  private final Set<String> judged;

  private KeptMembers(byte[] members, int hashOfOriginal, Set<String> judged) {
    this.members = members;
    this.hashOfOriginal = hashOfOriginal;
    this.judged = judged;
  }

  /**
   * Finds what rewriting gave a class.
   *
   * @param original its class file before
   * @param rewritten its class file after
   * @param judged the fields that are deferred though nobody asked for it
   * @return what to keep
   */
  public static KeptMembers of(byte[] original, byte[] rewritten, Set<String> judged) {
    Declared before = new Declared();
    new ClassReader(original)
        .accept(before, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    Added added = new Added(before.members);
    new ClassReader(rewritten).accept(added, 0);
    return new KeptMembers(
        added.output.toByteArray(), Arrays.hashCode(original), Set.copyOf(judged));
  }

  /**
   * Gives a new version of the class the same members.
   *
   * @param classFile the new version
   * @param elsewhere the deferred fields of other classes
   * @param resolvesReflection as in {@link Request}
   * @param asked the references that the members find out about, as {@link ClassRewriter#asked}
   *     said
   * @return the class file to load in its place
   */
  public byte[] in(
      byte[] classFile,
      DeferredFields elsewhere,
      boolean resolvesReflection,
      List<FieldReference> asked) {
    return new Redefinition(
            classFile, new ClassReader(members), elsewhere, resolvesReflection, asked)
        .rewritten();
  }

  /**
   * Tells whether a class file is the one that was loaded, so that nothing depends on when pending
   * regions run.
   *
   * @param classFile a version of the class
   * @return true if it has the same bytes, or, once in four billion, if it has not
   */
  public boolean isOriginal(byte[] classFile) {
    return Arrays.hashCode(classFile) == hashOfOriginal;
  }

  /**
   * Tells whether a field is deferred though nobody asked for it.
   *
   * @param field the field's name
   * @return true if a verdict is the reason
   */
  public boolean isJudged(String field) {
    return judged.contains(field);
  }

  /** No field is called as a method is: a method's descriptor begins with a parenthesis. */
  static String key(String name, String descriptor) {
    return name + ' ' + descriptor;
  }

  /** Lists what a class file declares, with its modifiers. */
  static final class Declared extends ClassVisitor {
    final Map<String, Integer> members = new HashMap<>();

    Declared() {
      super(Opcodes.ASM9);
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      members.put(key(name, descriptor), access);
      return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      members.put(key(name, descriptor), access);
      return null;
    }
  }

  /** Copies what a class did not declare, or declared otherwise, and nothing else of it. */
  private static final class Added extends ClassVisitor {
    final ClassWriter output = new ClassWriter(0);
    private final Map<String, Integer> declared;

    Added(Map<String, Integer> declared) {
      super(Opcodes.ASM9);
      this.declared = declared;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      output.visit(version, access, name, null, superName, null);
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      Integer before = declared.get(key(name, descriptor));
      if (before != null && before == access) {
        return null;
      }
      return output.visitField(access, name, descriptor, signature, value);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      if (declared.containsKey(key(name, descriptor))) {
        return null;
      }
      return output.visitMethod(access, name, descriptor, signature, exceptions);
    }
  }
}
