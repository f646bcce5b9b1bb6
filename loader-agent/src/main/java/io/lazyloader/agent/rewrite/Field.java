package io.lazyloader.agent.rewrite;

import static org.objectweb.asm.Opcodes.ACC_ENUM;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;

/** A field as its class file declares it. Collects its own marks while the class file is read. */
final class Field extends FieldVisitor {
  /** {@code ACC_STRICT_INIT} of JEP 539; class files before that leave the bit unused. */
  private static final int STRICT = 0x0800;

  final int access;
  final String name;
  final String descriptor;
  final boolean compileTimeConstant;
  final Marks marks = new Marks();

  /** Whether the class has another field of this name, as only generated class files do. */
  boolean isDuplicate;

  Field(int access, String name, String descriptor, @Nullable Object constant) {
    super(Opcodes.ASM9);
    this.access = access;
    this.name = name;
    this.descriptor = descriptor;
    this.compileTimeConstant = constant != null;
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
    return marks.read(annotation);
  }

  boolean isStatic() {
    return (access & ACC_STATIC) != 0;
  }

  boolean isFinal() {
    return (access & ACC_FINAL) != 0;
  }

  /** Whether it must be set before it may be read, and before {@code <clinit>} ends. */
  boolean isStrict() {
    return (access & STRICT) != 0;
  }

  boolean isPrivate() {
    return (access & ACC_PRIVATE) != 0;
  }

  boolean isSynthetic() {
    return (access & ACC_SYNTHETIC) != 0;
  }

  boolean isEnumConstant() {
    return (access & ACC_ENUM) != 0;
  }

  boolean isReference() {
    char kind = descriptor.charAt(0);
    return kind == 'L' || kind == '[';
  }
}
