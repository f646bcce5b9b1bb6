package io.lazyloader.agent.rewrite;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;

/** Which of {@code @Lazy} and {@code @Eager} stand on one declaration. */
public final class Marks {
  private static final String LAZY = "Lio/lazyloader/Lazy;";
  private static final String EAGER = "Lio/lazyloader/Eager;";

  /** No mark at all. */
  public static final Marks NONE = new Marks();

  private boolean lazy;
  private boolean member;
  private @Nullable String eagerReason;

  Marks() {}

  /**
   * Reads the marks on a package.
   *
   * @param packageInfo the class file of its {@code package-info}
   * @return the marks that stand on it
   */
  public static Marks ofPackage(byte[] packageInfo) {
    Marks marks = new Marks();
    new ClassReader(packageInfo)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public @Nullable AnnotationVisitor visitAnnotation(
                  String annotation, boolean visible) {
                return marks.read(annotation);
              }
            },
            ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return marks;
  }

  /** Takes note of an annotation; returns what must visit its values, or null. */
  @Nullable AnnotationVisitor read(String annotation) {
    if (annotation.equals(LAZY)) {
      lazy = true;
      return new AnnotationVisitor(Opcodes.ASM9) {
        @Override
        public void visitEnum(String name, String descriptor, String value) {
          member |= name.equals("access") && value.equals("MEMBER");
        }
      };
    }
    if (!annotation.equals(EAGER)) {
      return null;
    }
    eagerReason = "";
    return new AnnotationVisitor(Opcodes.ASM9) {
      @Override
      public void visit(String name, Object value) {
        eagerReason = value.toString();
      }
    };
  }

  /**
   * Tells whether the declaration asks for laziness.
   *
   * @return true if {@code @Lazy} stands on it, and {@code @Eager} does not
   */
  public boolean isLazy() {
    return lazy && eagerReason == null;
  }

  /** Whether laziness is asked for up to the first call on the value, not the first read. */
  boolean isMember() {
    return member && isLazy();
  }

  /** Returns why the declaration must stay eager, empty if no reason was given, or null. */
  @Nullable String eagerReason() {
    return eagerReason;
  }

  boolean areNone() {
    return !lazy && eagerReason == null;
  }
}
