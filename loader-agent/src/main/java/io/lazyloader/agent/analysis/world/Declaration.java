package io.lazyloader.agent.analysis.world;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What a class file declares, before its supertypes are known. */
final class Declaration extends ClassVisitor {
  private static final String STABLE = "Ljdk/internal/vm/annotation/Stable;";

  String name = "";
  int access;
  int version;
  @Nullable String superName;
  String[] interfaces = {};
  String sourceFile = "";
  final List<String> nest = new ArrayList<>();
  boolean isNested;
  @Nullable String innerName;
  @Nullable String outerName;
  final List<Field> fields = new ArrayList<>();

  /** Name, descriptor and access flags of each. */
  final List<String[]> methods = new ArrayList<>();

  private Declaration() {
    super(Opcodes.ASM9);
  }

  /**
   * Reads what a class file declares.
   *
   * @throws RuntimeException if it can't be read
   */
  static Declaration read(byte[] classFile) {
    Declaration declaration = new Declaration();
    new ClassReader(classFile).accept(declaration, ClassReader.SKIP_CODE | ClassReader.SKIP_FRAMES);
    return declaration;
  }

  @Override
  public void visit(
      int classVersion,
      int flags,
      String className,
      @Nullable String signature,
      @Nullable String superclass,
      String @Nullable [] superinterfaces) {
    version = classVersion & 0xFFFF;
    access = flags;
    name = className;
    superName = superclass;
    nest.add(className);
    if (superinterfaces != null) {
      interfaces = superinterfaces;
    }
  }

  @Override
  public void visitSource(@Nullable String source, @Nullable String debug) {
    sourceFile = source == null ? "" : source;
  }

  @Override
  public void visitNestHost(String host) {
    nest.add(host);
  }

  @Override
  public void visitNestMember(String member) {
    nest.add(member);
  }

  @Override
  public void visitInnerClass(
      String inner, @Nullable String outer, @Nullable String innerSource, int flags) {
    if (inner.equals(name)) {
      isNested = true;
      innerName = innerSource;
      outerName = outer;
    }
  }

  @Override
  public FieldVisitor visitField(
      int flags,
      String fieldName,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    Field field = new Field(flags, fieldName, descriptor, value);
    fields.add(field);
    return field;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int flags,
      String methodName,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    methods.add(new String[] {methodName, descriptor, Integer.toString(flags)});
    return null;
  }

  static final class Field extends FieldVisitor {
    final int access;
    final String name;
    final String descriptor;
    final @Nullable Object constant;
    boolean stable;

    Field(int access, String name, String descriptor, @Nullable Object constant) {
      super(Opcodes.ASM9);
      this.access = access;
      this.name = name;
      this.descriptor = descriptor;
      this.constant = constant instanceof String text ? text.intern() : constant;
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
      stable |= annotation.equals(STABLE);
      return null;
    }
  }
}
