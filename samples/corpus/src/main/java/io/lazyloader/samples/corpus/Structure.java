package io.lazyloader.samples.corpus;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.util.CheckClassAdapter;

/**
 * Checks that a class file is well formed and the data flow of its methods sound, as far as that
 * can be told without the classes that it uses: their hierarchy is left to the JVM's verifier.
 */
final class Structure {
  private Structure() {}

  /** Returns what is wrong with a class file, or null. */
  static @Nullable String problem(byte[] classFile) {
    try {
      new ClassReader(classFile)
          .accept(new CheckClassAdapter(new ClassVisitor(Opcodes.ASM9) {}, true), 0);
      return null;
    } catch (RuntimeException e) {
      return e.toString().lines().findFirst().orElse("");
    }
  }
}
