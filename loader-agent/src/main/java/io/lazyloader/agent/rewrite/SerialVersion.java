package io.lazyloader.agent.rewrite;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.SerialVersionUIDAdder;

/**
 * Computes the default {@code serialVersionUID} of a class as it was before rewriting (Java Object
 * Serialization Specification §4.6): the modifiers of its non-private fields and its non-private
 * methods go into it, and rewriting changes both.
 */
final class SerialVersion {
  private SerialVersion() {}

  /** Returns the number, or null for a class that has none of its own, such as an enum. */
  static @Nullable Long of(ClassReader reader) {
    Adder adder = new Adder();
    reader.accept(adder, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    return adder.version;
  }

  private static final class Adder extends SerialVersionUIDAdder {
    private @Nullable Long version;

    Adder() {
      super(Opcodes.ASM9, new ClassVisitor(Opcodes.ASM9) {});
    }

    @Override
    protected void addSVUID(long computed) {
      version = computed;
    }

    @Override
    public void visitEnd() {
      try {
        super.visitEnd();
      } catch (IllegalStateException e) {
        throw e.getCause() instanceof IOException cause ? new UncheckedIOException(cause) : e;
      }
    }
  }
}
