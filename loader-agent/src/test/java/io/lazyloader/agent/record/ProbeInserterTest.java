package io.lazyloader.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.core.JsonFactory;
import io.lazyloader.agent.rewrite.ClassFileCheck;
import io.lazyloader.agent.rewrite.LayoutGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import picocli.CommandLine;

class ProbeInserterTest {
  /** Linking runs the JVM's verifier; the classes themselves are not initialised. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        CommandLine.class,
        JsonFactory.class,
        LoggerContext.class,
        ClassReader.class,
        net.bytebuddy.ByteBuddy.class,
        org.assertj.core.api.Assertions.class,
      })
  void the_jvm_verifies_the_classes_of_real_libraries_with_their_probes(Class<?> library)
      throws IOException, URISyntaxException {
    Path file = Path.of(library.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> changed = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    long linked = 0;
    ClassLoader original = library.getClassLoader();
    try (JarFile jar = new JarFile(file.toFile())) {
      Probed loader = new Probed(original, jar, changed);
      for (JarEntry entry : jar.stream().toList()) {
        String path = entry.getName();
        if (path.endsWith(".class") && !path.startsWith("META-INF/") && !path.contains("-info")) {
          String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
          try {
            // Asks for members, so the JVM links it.
            linked += loader.loadClass(name).getDeclaredMethods().length;
          } catch (NoClassDefFoundError e) {
            // It refers to a library that is not here, as it would without probes.
          } catch (LinkageError | ClassNotFoundException e) {
            broken.add(name + ": " + e);
          }
        }
      }
    }

    assertThat(broken).isEmpty();
    assertThat(linked).isPositive();
    assertThat(changed).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
  void the_jvm_verifies_initialisers_of_any_layout_with_their_probes(int version)
      throws ClassNotFoundException {
    for (int seed = 0; seed < 100; seed++) {
      byte[] classFile = new LayoutGenerator(new Random(seed), true, version).generate("p/Laid");
      byte[] probed =
          Objects.requireNonNull(ProbeInserter.insert(classFile, new Catalogue()), "no probes");

      assertThat(ClassFileCheck.problemOfInitialiser(probed, classFile)).isNull();
      assertThat(calls(probed)).contains("<clinit>");
      ClassLoader loader =
          new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) {
              return defineClass(name, probed, 0, probed.length);
            }
          };
      // Asks for members, so the JVM links it.
      assertThat(loader.loadClass("p.Laid").getDeclaredMethods()).as("seed %s", seed).isNotEmpty();
    }
  }

  /** AspectJ takes it for one whatever it is, in an aspect. */
  @Test
  void the_last_instruction_of_an_initialiser_is_its_return_still() {
    byte[] probed = ProbeInserter.insert(full(), new Catalogue());
    List<Integer> opcodes = new ArrayList<>();
    assertThat(probed).isNotNull();
    new ClassReader(probed)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public @Nullable MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                return !name.equals("<clinit>")
                    ? null
                    : new MethodVisitor(Opcodes.ASM9) {
                      @Override
                      public void visitInsn(int opcode) {
                        opcodes.add(opcode);
                      }
                    };
              }
            },
            0);

    assertThat(opcodes).containsExactly(Opcodes.ATHROW, Opcodes.RETURN);
  }

  @Test
  void a_method_that_has_no_room_for_probes_is_named_and_leaves_them_to_the_others() {
    byte[] classFile = full();

    Catalogue catalogue = new Catalogue();
    byte[] probed = ProbeInserter.insert(classFile, catalogue);

    assertThat(probed).isNotNull();
    assertThat(calls(classFile)).isEmpty();
    assertThat(calls(probed)).containsExactly("<clinit>", "small");
    assertThat(catalogue.notRecorded())
        .containsExactly(Map.entry("p.Full", "what full uses: it has no room for probes"));
  }

  /** A class with a method as long as a method can be that uses another class all along. */
  private static byte[] full() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "p/Full", null, "java/lang/Object", null);
    MethodVisitor initialiser =
        writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    initialiser.visitInsn(Opcodes.RETURN);
    initialiser.visitMaxs(0, 0);
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "full", "()V", null, null);
    for (int call = 0; call < 20_000; call++) {
      method.visitMethodInsn(Opcodes.INVOKESTATIC, "p/Other", "call", "()V", false);
    }
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(0, 0);
    MethodVisitor small = writer.visitMethod(Opcodes.ACC_STATIC, "small", "()V", null, null);
    small.visitMethodInsn(Opcodes.INVOKESTATIC, "p/Other", "call", "()V", false);
    small.visitInsn(Opcodes.RETURN);
    small.visitMaxs(0, 0);
    return writer.toByteArray();
  }

  /** The methods that call probes. */
  private static Set<String> calls(byte @Nullable [] classFile) {
    Set<String> methods = new TreeSet<>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String method, String type, String signature, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String name, String type, boolean isInterface) {
                    if (owner.equals(Type.getInternalName(Probes.class))) {
                      methods.add(method);
                    }
                  }
                };
              }
            },
            0);
    return methods;
  }

  private static final class Probed extends ClassLoader {
    private final JarFile jar;
    private final List<String> changed;
    private final Catalogue catalogue = new Catalogue();

    Probed(ClassLoader parent, JarFile jar, List<String> changed) {
      super(parent);
      this.jar = jar;
      this.changed = changed;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        JarEntry entry = jar.getJarEntry(name.replace('.', '/') + ".class");
        if (known != null || entry == null) {
          return known == null ? super.loadClass(name, resolve) : known;
        }
        try (InputStream content = jar.getInputStream(entry)) {
          byte[] classFile = content.readAllBytes();
          byte @Nullable [] probed = ProbeInserter.insert(classFile, catalogue);
          if (probed != null) {
            changed.add(name);
          }
          byte[] defined = probed == null ? classFile : probed;
          return defineClass(name, defined, 0, defined.length);
        } catch (IOException e) {
          throw new ClassNotFoundException(name, e);
        }
      }
    }
  }
}
