package io.lazyloader.agent.rewrite;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Which of {@code @Lazy} and {@code @Eager} stand on one declaration. Visits their values itself:
 * one class less to load.
 */
public final class Marks extends AnnotationVisitor {
  private static final String LAZY = "Lio/lazyloader/Lazy;";
  private static final String EAGER = "Lio/lazyloader/Eager;";

  /** No mark at all. */
  public static final Marks NONE = new Marks();

  private boolean lazy;
  private boolean member;
  private String group = "";
  private @Nullable String eagerReason;

  Marks() {
    super(Opcodes.ASM9);
  }

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
      return this;
    }
    if (!annotation.equals(EAGER)) {
      return null;
    }
    eagerReason = "";
    return this;
  }

  @Override
  public void visit(String name, Object value) {
    if (name.equals("group")) {
      group = value.toString();
    } else if (name.equals("value")) {
      eagerReason = value.toString();
    }
  }

  @Override
  public void visitEnum(String name, String descriptor, String value) {
    member |= name.equals("access") && value.equals("MEMBER");
  }

  /** Returns the group that {@code @Lazy} names, empty if none. */
  String group() {
    return group;
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
