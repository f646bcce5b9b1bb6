package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The first lambda or string concatenation by invokedynamic costs tens of milliseconds. */
class LeanBytecodeIT {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.lazyloader.runtime",
        "io.lazyloader.agent",
        "io.lazyloader.agent.about",
        "io.lazyloader.agent.plan",
        "io.lazyloader.agent.rewrite"
      })
  void code_that_may_run_before_main_has_no_invokedynamic(String packageName) throws IOException {
    String directory = packageName.replace('.', '/') + '/';
    List<String> found = new ArrayList<>();
    int classes = 0;
    try (JarInputStream jar = new JarInputStream(Files.newInputStream(Program.AGENT))) {
      for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
        String name = entry.getName();
        if (name.startsWith(directory)
            && name.endsWith(".class")
            && name.indexOf('/', directory.length()) < 0) {
          classes++;
          find(jar.readAllBytes(), found);
        }
      }
    }
    assertThat(classes).isPositive();
    assertThat(found).isEmpty();
  }

  private static void find(byte[] classFile, List<String> found) {
    ClassReader reader = new ClassReader(classFile);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String method, String descriptor, String signature, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9) {
              @Override
              public void visitInvokeDynamicInsn(
                  String name, String type, Handle bootstrap, Object... arguments) {
                // Records bring these methods along; nothing here calls them.
                if (!bootstrap.getOwner().equals("java/lang/runtime/ObjectMethods")) {
                  found.add(reader.getClassName() + '.' + method);
                }
              }
            };
          }
        },
        0);
  }
}
