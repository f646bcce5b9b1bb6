package io.lazyloader.agent.weave;

import java.util.function.UnaryOperator;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.field.FieldList;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.pool.TypePool;

/**
 * Lets a function from class file to class file take part in a Byte Buddy transformation. Bytes are
 * the boundary: Byte Buddy's ASM and the rewriter's are different classes, maybe of different
 * versions. What other plugins did before is kept, and those that follow see the result.
 */
final class WholeClass extends AsmVisitorWrapper.AbstractBase {
  private final UnaryOperator<byte[]> function;

  /** Wraps a function that returns null to leave a class file as it is. */
  WholeClass(UnaryOperator<byte[]> function) {
    this.function = function;
  }

  @Override
  public ClassVisitor wrap(
      TypeDescription instrumentedType,
      ClassVisitor next,
      Implementation.Context context,
      TypePool types,
      FieldList<FieldDescription.InDefinedShape> fields,
      MethodList<?> methods,
      int writerFlags,
      int readerFlags) {
    return new Collector(next);
  }

  private final class Collector extends ClassVisitor {
    private final ClassVisitor next;
    private final ClassWriter collected;

    Collector(ClassVisitor next) {
      this(next, new ClassWriter(0));
    }

    private Collector(ClassVisitor next, ClassWriter collected) {
      super(Opcodes.ASM9, collected);
      this.next = next;
      this.collected = collected;
    }

    @Override
    public void visitEnd() {
      super.visitEnd();
      byte[] classFile = collected.toByteArray();
      byte[] changed = function.apply(classFile);
      new ClassReader(changed == null ? classFile : changed).accept(next, 0);
    }
  }
}
