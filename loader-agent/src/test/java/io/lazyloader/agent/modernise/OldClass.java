package io.lazyloader.agent.modernise;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.analysis.ClassSource;
import io.lazyloader.agent.modernise.Modernised.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Hand-made class files with a method {@code static Object run(int)}, and what that returns. */
final class OldClass {
  static final String NAME = "old/Old";
  static final String RUN = "(I)Ljava/lang/Object;";

  /** What test classes extend: the JDK. */
  static final ClassSource JDK =
      name -> {
        try (InputStream input = ClassLoader.getSystemResourceAsStream(name + ".class")) {
          return input == null ? null : input.readAllBytes();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      };

  private OldClass() {}

  /** A class with the method. */
  static byte[] of(int version, Consumer<MethodVisitor> code) {
    return with(version, code, writer -> {});
  }

  /** A class with the method and more. */
  static byte[] with(int version, Consumer<MethodVisitor> code, Consumer<ClassWriter> more) {
    // So old a class has no frames, so nothing is looked for that extends something.
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        version, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, NAME, null, "java/lang/Object", null);
    writer.visitSource("Old.java", null);
    more.accept(writer);
    method(writer, "run", RUN, code);
    writer.visitEnd();
    return writer.toByteArray();
  }

  static void method(
      ClassWriter writer, String name, String descriptor, Consumer<MethodVisitor> code) {
    MethodVisitor method =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, descriptor, null, null);
    method.visitCode();
    code.accept(method);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  /**
   * Modernises a class, has the type-checking verifier accept it, and compares what its method
   * returns or throws.
   */
  static byte[] modernised(byte[] old) {
    Modernised result = new Moderniser(JDK).modernise(old);
    assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.MODERNISED);
    byte[] modern = Objects.requireNonNull(result.classFile());
    assertThat(modern).startsWith(0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 50);
    assertThat(run(withoutFailOver(modern))).isEqualTo(run(old));
    return modern;
  }

  static String reasonAgainst(byte[] old) {
    return reasonAgainst(JDK, old);
  }

  static String reasonAgainst(ClassSource source, byte[] old) {
    Modernised result = new Moderniser(source).modernise(old);
    assertThat(result.outcome()).isEqualTo(Outcome.LEFT);
    assertThat(result.classFile()).isNull();
    return String.valueOf(result.reason());
  }

  /** With version 51, for which HotSpot does not turn to its old verifier. */
  static byte[] withoutFailOver(byte[] classFile) {
    byte[] copy = classFile.clone();
    copy[7] = Opcodes.V1_7;
    return copy;
  }

  /** What the method returns or throws for some arguments. */
  private static List<String> run(byte[] classFile) {
    Class<?> type = load(Map.of(NAME.replace('/', '.'), classFile), NAME.replace('/', '.'));
    List<String> results = new ArrayList<>();
    for (int argument = -1; argument < 5; argument++) {
      try {
        results.add(String.valueOf(type.getMethod("run", int.class).invoke(null, argument)));
      } catch (InvocationTargetException e) {
        results.add(String.valueOf(e.getCause()));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return results;
  }

  static Class<?> load(Map<String, byte[]> classes, String name) {
    ClassLoader loader =
        new ClassLoader(OldClass.class.getClassLoader()) {
          @Override
          protected Class<?> findClass(String wanted) throws ClassNotFoundException {
            byte[] classFile = classes.get(wanted);
            if (classFile == null) {
              throw new ClassNotFoundException(wanted);
            }
            return defineClass(wanted, classFile, 0, classFile.length);
          }
        };
    try {
      return Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
