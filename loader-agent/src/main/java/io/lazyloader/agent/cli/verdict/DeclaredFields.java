package io.lazyloader.agent.cli.verdict;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;

/** The fields that a class file declares, by the kinds that {@code explain} tells apart. */
public final class DeclaredFields extends ClassVisitor {
  /** Names, in the order of declaration. */
  public final Set<String> statics = new LinkedHashSet<>();

  /** Static ones that the compiler made up. */
  public final Set<String> synthetic = new LinkedHashSet<>();

  public final Set<String> ofObjects = new LinkedHashSet<>();

  /** The class's binary name. */
  public final String className;

  /** Reads a class file; what ASM throws is not a class file that it can read. */
  public DeclaredFields(byte[] classFile) {
    super(Opcodes.ASM9);
    ClassReader reader = new ClassReader(classFile);
    className = reader.getClassName().replace('/', '.');
    reader.accept(this, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    if ((access & Opcodes.ACC_STATIC) == 0) {
      ofObjects.add(name);
    } else if ((access & Opcodes.ACC_SYNTHETIC) != 0) {
      synthetic.add(name);
    } else {
      statics.add(name);
    }
    return null;
  }
}
